import { clipLine } from './clip.ts'
import type { Places } from './places.ts'

/** West, north, east, south in world units. */
export type WorldBox = readonly [number, number, number, number]

/** How far from the box's edge, as a share of its longer side, a line may end and still be taken to reach it. */
const REACH = 0.01

/**
 * The pieces of lines within a box, lengthened to the edges that they come near to: x, y, x, y, … each.
 * @returns undefined when a line ends in the middle of the box, so that nobody can tell how it goes on
 */
export function cutAtEdge(
  lines: readonly ArrayLike<number>[],
  box: WorldBox,
  places: Places,
): number[][] | undefined {
  const pieces = lines.flatMap((line) => clipToBox(line, box, places))
  return pieces.every((piece) => reachEdges(piece, box)) ? pieces : undefined
}

function clipToBox(line: ArrayLike<number>, box: WorldBox, { xs, ys }: Places): number[][] {
  const flat = Array.from(line).flatMap((node) => [xs.at(node), ys.at(node)])
  const [west, north, east, south] = box
  return clipLine(flat, 0, west, east).flatMap((piece) => clipLine(piece, 1, north, south))
}

/** @returns false when an end is far from all edges */
function reachEdges(piece: number[], box: WorldBox): boolean {
  const start = edgeNear(piece[0] as number, piece[1] as number, box)
  const end = edgeNear(piece.at(-2) as number, piece.at(-1) as number, box)
  if (!start || !end) return false
  piece.unshift(...start)
  piece.push(...end)
  return true
}

function edgeNear(x: number, y: number, box: WorldBox): [number, number] | undefined {
  const [west, north, east, south] = box
  const edges: [distance: number, at: [number, number]][] = [
    [Math.abs(x - west), [west, y]],
    [Math.abs(y - north), [x, north]],
    [Math.abs(x - east), [east, y]],
    [Math.abs(y - south), [x, south]],
  ]
  const [nearest] = edges.toSorted(([a], [b]) => a - b)
  const reach = REACH * Math.max(east - west, south - north)
  return nearest && nearest[0] <= reach ? nearest[1] : undefined
}

/** Clockwise around the box from its north-western corner: 1 at the north-eastern one, and so on. */
export function edgePosition(x: number, y: number, [west, north, east, south]: WorldBox): number {
  if (y === north) return (x - west) / (east - west)
  if (x === east) return 1 + (y - north) / (south - north)
  if (y === south) return 2 + (east - x) / (east - west)
  return 3 + (south - y) / (south - north)
}

/** The corners that are passed on the way clockwise; all four of them from a position to itself. */
export function cornersBetween(from: number, to: number, box: WorldBox): number[] {
  const [west, north, east, south] = box
  const corners = [west, north, east, north, east, south, west, south]
  const end = to > from ? to : to + 4
  const flat: number[] = []
  for (let corner = Math.floor(from) + 1; corner < end; corner += 1)
    flat.push(...corners.slice((corner % 4) * 2, (corner % 4) * 2 + 2))
  return flat
}

/** Adds the points and closes them. */
export function ringOf(flat: readonly number[], places: Places): number[] {
  const ring: number[] = []
  for (let i = 0; i < flat.length; i += 2)
    ring.push(places.add(Math.round(flat[i] as number), Math.round(flat[i + 1] as number)))
  ring.push(ring[0] as number)
  return ring
}
