import type { LngLat } from '../../../shared/geo.ts'

/** Both banks have a street from west to east; the only bridge is at its west end. */
export const SOUTH = 36.6
export const NORTH = 36.609
export const BRIDGE = 117.09
const EAST = 117.24
const STEP = 0.01

/** A long way from every street. */
export const inTheFields: LngLat = [117.15, 36.75]

/** Metres along a bank between two longitudes, on the sphere that maps are measured on. */
export function alongBank(lngA: number, lngB: number, lat: number): number {
  // Chord by chord as the street is drawn: over so short pieces the parallel and the great circle are one.
  return (Math.abs(lngA - lngB) * Math.PI * 6_371_008.8 * Math.cos((lat * Math.PI) / 180)) / 180
}
export const overBridge = ((NORTH - SOUTH) * Math.PI * 6_371_008.8) / 180

/** The town as an OpenStreetMap file. */
export function riverTownXml(): string {
  const columns = Math.round((EAST - BRIDGE) / STEP) + 1
  const banks = [SOUTH, NORTH].map((lat, bank) =>
    Array.from({ length: columns }, (_, column) => ({
      id: 1 + bank * 100 + column,
      lng: (BRIDGE + column * STEP).toFixed(7),
      lat: lat.toFixed(7),
    })),
  )
  const way = (id: number, name: string, refs: (number | undefined)[]) =>
    `<way id="${String(id)}">${refs.map((ref) => `<nd ref="${String(ref)}"/>`).join('')}` +
    `<tag k="highway" v="residential"/><tag k="name" v="${name}"/></way>`
  const [south = [], north = []] = banks
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">',
    ...banks
      .flat()
      .map(({ id, lng, lat }) => `<node id="${String(id)}" lon="${lng}" lat="${lat}"/>`),
    way(
      1001,
      '南岸路',
      south.map(({ id }) => id),
    ),
    way(
      1002,
      '北岸路',
      north.map(({ id }) => id),
    ),
    way(1003, '大桥', [south[0]?.id, north[0]?.id]),
    '</osm>',
  ].join('\n')
}
