import type { LngLat } from '../../../shared/geo.ts'

/** Of the line's extent: what is less than a point on a screen that shows all of it. */
const SHARE = 1 / 1500

/** Points looked at together, at most: the worst of lines takes their square. */
const PIECE = 1000

/**
 * A line of legs, each beginning where the one before ends, without what nobody sees when looking at all of it. The ends
 * of every leg stay.
 */
export function simplifyLine(legs: readonly (readonly LngLat[])[]): LngLat[] {
  const tolerance = extentOf(legs.flat()) * SHARE
  return legs.flatMap((leg, index) => simplifyLeg(leg, tolerance).slice(index === 0 ? 0 : 1))
}

/** Douglas and Peucker, piece by piece. */
function simplifyLeg(line: readonly LngLat[], tolerance: number): LngLat[] {
  const keep = new Uint8Array(line.length)
  keep[0] = 1
  const open = piecesOf(line.length - 1)
  for (let span = open.pop(); span; span = open.pop()) {
    const [first, last] = span
    keep[first] = keep[last] = 1
    const { index, distance } = farthest(line, first, last)
    if (distance > tolerance) open.push([first, index], [index, last])
  }
  return line.filter((_, index) => keep[index])
}

function piecesOf(end: number): [number, number][] {
  const pieces: [number, number][] = []
  for (let first = 0; first < end; first += PIECE - 1)
    pieces.push([first, Math.min(first + PIECE - 1, end)])
  return pieces
}

function extentOf(line: readonly LngLat[]): number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng, lat] of line) {
    west = Math.min(west, lng)
    east = Math.max(east, lng)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return Math.max(east - west, north - south)
}

function farthest(line: readonly LngLat[], first: number, last: number) {
  let [index, distance] = [first, 0]
  for (let point = first + 1; point < last; point++) {
    const away = distanceTo(line[point] as LngLat, line[first] as LngLat, line[last] as LngLat)
    if (away > distance) [index, distance] = [point, away]
  }
  return { index, distance }
}

/** From a point to a straight piece, in degrees of latitude. */
function distanceTo([lng, lat]: LngLat, [lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
  const stretch = Math.cos((lat * Math.PI) / 180)
  const [x, y] = [(lng - lngA) * stretch, lat - latA]
  const [dx, dy] = [(lngB - lngA) * stretch, latB - latA]
  const square = dx * dx + dy * dy
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / square))
  return Math.hypot(x - along * dx, y - along * dy)
}
