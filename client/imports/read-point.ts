import type { LngLat } from '../../shared/geo.ts'

/** Hexadecimal digits before a point's coordinates: byte order, type, and the reference system. */
const HEAD = '0101000020e6100000'

/** The point of little-endian EWKB in WGS-84, as PostGIS writes geometry; undefined for any other shape. */
export function readPoint(hex: string): LngLat | undefined {
  if (!hex.toLowerCase().startsWith(HEAD) || hex.length !== HEAD.length + 32) return undefined
  const bytes = hex.slice(HEAD.length).match(/../g) ?? []
  const view = new DataView(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)).buffer)
  return [view.getFloat64(0, true), view.getFloat64(8, true)]
}
