import { Type, type Static } from 'typebox'

/** `[longitude, latitude]` in degrees, WGS 84. The only order of a pair anywhere in Beatline. */
export const LngLat = Type.Tuple([
  Type.Number({ minimum: -180, maximum: 180 }),
  Type.Number({ minimum: -90, maximum: 90 }),
])
export type LngLat = Static<typeof LngLat>

/** `[west, south, east, north]` in degrees. */
export const Bbox = Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()])
export type Bbox = Static<typeof Bbox>

/** Datums that an imported pair may be in. CGCS2000 differs from WGS 84 by less than a metre and is taken as equal. */
export const datums = ['WGS-84', 'GCJ-02', 'BD-09', 'CGCS2000'] as const
export const Datum = Type.Enum(datums)
export type Datum = (typeof datums)[number]

const EARTH_RADIUS_METRES = 6_371_008.8

/** Great-circle distance in metres (haversine, mean Earth radius of the IUGG). */
export function distanceMetres([lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
  const radians = Math.PI / 180
  const sinLat = Math.sin(((latB - latA) * radians) / 2)
  const sinLng = Math.sin(((lngB - lngA) * radians) / 2)
  const h = sinLat ** 2 + Math.cos(latA * radians) * Math.cos(latB * radians) * sinLng ** 2
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}
