import { distanceMetres, type LngLat } from './geo.ts'

export function lineMetres(line: readonly LngLat[]): number {
  return line.reduce((sum, at, index) => sum + distanceMetres(line[index - 1] ?? at, at), 0)
}

/** A place on a line, with the straight piece it lies on. */
export interface PlaceOnLine {
  readonly at: LngLat
  readonly from: LngLat
  readonly to: LngLat
}

/**
 * The place a number of metres along a line; its end where that is too far.
 * @throws RangeError for a line without points
 */
export function placeAlong(line: readonly LngLat[], metres: number): PlaceOnLine {
  let left = Math.max(0, metres)
  for (const [index, to] of line.slice(1).entries()) {
    const from = line[index] ?? to
    const length = distanceMetres(from, to)
    if (left < length) return { at: between(from, to, left / length), from, to }
    left -= length
  }
  const [before, last] = line.slice(-2)
  if (!before) throw new RangeError('a line has points')
  const end = last ?? before
  return { at: end, from: before, to: end }
}

/** Where a line is nearest to a point: how far off, and how far along. For lines as short as a city's. */
export function nearestOn(
  line: readonly LngLat[],
  point: LngLat,
): { offMetres: number; alongMetres: number } {
  let nearest = { offMetres: Infinity, alongMetres: 0 }
  let along = 0
  line.forEach((to, index) => {
    const from = line[index - 1] ?? to
    const length = distanceMetres(from, to)
    const share = shareNearest(from, to, point)
    const offMetres = distanceMetres(between(from, to, share), point)
    if (offMetres < nearest.offMetres) nearest = { offMetres, alongMetres: along + share * length }
    along += length
  })
  return nearest
}

function between(from: LngLat, to: LngLat, share: number): LngLat {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
}

/** Of the straight piece, 0 to 1, on a plane tangent at its beginning. */
function shareNearest(from: LngLat, to: LngLat, point: LngLat): number {
  const shrink = Math.cos((from[1] * Math.PI) / 180)
  const [east, north] = [(to[0] - from[0]) * shrink, to[1] - from[1]]
  const square = east ** 2 + north ** 2
  if (square === 0) return 0
  const dot = (point[0] - from[0]) * shrink * east + (point[1] - from[1]) * north
  return Math.min(1, Math.max(0, dot / square))
}
