/** The same sphere as everywhere in Beatline (shared/geo.ts), for coordinates in degrees × 10⁷. */
const EARTH_RADIUS_METRES = 6_371_008.8
const RADIANS = Math.PI / 180 / 1e7

/** Great-circle metres (haversine). */
export function metresBetween(lngA: number, latA: number, lngB: number, latB: number): number {
  const sinLat = Math.sin(((latB - latA) * RADIANS) / 2)
  const sinLng = Math.sin(((lngB - lngA) * RADIANS) / 2)
  const h = sinLat ** 2 + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * sinLng ** 2
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}

export interface Shape {
  readonly shapeLng: Int32Array
  readonly shapeLat: Int32Array
}

/**
 * Bearing in degrees, clockwise from north, from point `begin` of a shape to the place `metres` further along it
 * towards point `end`, which may lie before `begin`.
 */
export function bearingAlong(shape: Shape, begin: number, end: number, metres: number): number {
  const { shapeLng, shapeLat } = shape
  const step = end < begin ? -1 : 1
  const lng = shapeLng[begin] as number
  const lat = shapeLat[begin] as number
  const shrink = Math.cos(lat * RADIANS)
  const perMetre = 1 / (RADIANS * EARTH_RADIUS_METRES)
  let x = 0
  let y = 0
  let left = metres * perMetre
  for (let i = begin; i !== end && left > 0; i += step) {
    const nextX = ((shapeLng[i + step] as number) - lng) * shrink
    const nextY = (shapeLat[i + step] as number) - lat
    const length = Math.hypot(nextX - x, nextY - y)
    const share = length > left ? left / length : 1
    x += (nextX - x) * share
    y += (nextY - y) * share
    left -= length
  }
  return Math.atan2(x, y) / (Math.PI / 180)
}
