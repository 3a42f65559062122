import gcoord from 'gcoord'
import type { Geometry, Position } from 'geojson'
import type { Datum, LngLat } from '../../../shared/geo.ts'

const systems = { 'GCJ-02': gcoord.GCJ02, 'BD-09': gcoord.BD09 } as const

/**
 * A pair in WGS 84. CGCS2000 differs by less than a metre and is taken as equal. The declared datum decides, never
 * the place: gcoord's own idea of China is a rectangle that shifts Hanoi and Seoul, and leaves swapped pairs alone.
 */
export function toWgs84([lng, lat]: LngLat, datum: Datum): LngLat {
  if (datum === 'WGS-84' || datum === 'CGCS2000') return [lng, lat]
  const [x, y] = gcoord.transform([lng, lat], systems[datum], gcoord.WGS84)
  return [x, y]
}

type Nested = Position | Nested[]

/**
 * A converted copy, built position by position: gcoord changes GeoJSON in place and shifts a ring's last vertex
 * twice when it is the same array as the first. Heights are dropped; `bbox` is not carried over, for it would be old.
 */
export function geometryToWgs84<G extends Geometry>(geometry: G, datum: Datum): G {
  if (geometry.type === 'GeometryCollection') {
    const geometries = geometry.geometries.map((part) => geometryToWgs84(part, datum))
    return { type: geometry.type, geometries } as unknown as G
  }
  return {
    type: geometry.type,
    coordinates: convert(geometry.coordinates, datum),
  } as unknown as G
}

function convert(nested: Nested, datum: Datum): Nested {
  if (isPosition(nested)) return toWgs84([nested[0] ?? 0, nested[1] ?? 0], datum)
  return nested.map((part) => convert(part, datum))
}

function isPosition(nested: Nested): nested is Position {
  return typeof nested[0] === 'number'
}
