import { clipLine } from './clip.ts'
import { nestRings, signedArea } from './nest-rings.ts'
import type { Places } from './places.ts'

/** West, north, east, south in world units. */
export type WorldBox = readonly [number, number, number, number]

/** How far from the box's edge, as a share of its longer side, a coastline may end and still be taken to reach it. */
const REACH = 0.01

/**
 * The sea within a box, from coastlines: land lies on their left, water on their right. Coasts that run out of the box
 * are closed along its edge; islands become holes.
 * @param lines places along each coastline way, in its direction
 * @returns rings as `nestRings` gives them; undefined when a coast ends in the middle of the box, so that nobody can
 * tell on which side of it the sea goes on
 */
export function closeOcean(
  lines: readonly ArrayLike<number>[],
  box: WorldBox,
  places: Places,
): number[][] | undefined {
  const { closed, open } = chainLines(lines)
  const coasts = open.flatMap((chain) => clipToBox(chain, box, places))
  if (!coasts.every((coast) => reachEdges(coast, box))) return undefined
  const waters = closed.filter((ring) => signedArea(ring, places) > 0)
  const islands = closed.filter((ring) => signedArea(ring, places) < 0)
  const along = closeAlongEdge(coasts, box, places)
  const surroundings = along.length + waters.length > 0 ? [] : [edgeRing(box, places)]
  return nestRings([...along, ...waters, ...surroundings, ...islands], places, new Set(islands))
}

/** Joins each line to the one that begins where it ends. */
function chainLines(lines: readonly ArrayLike<number>[]) {
  const byStart = new Map<number, number>()
  const ends = new Set<number>()
  lines.forEach((line, index) => {
    byStart.set(line[0] as number, index)
    ends.add(line[line.length - 1] as number)
  })
  const used = new Set<number>()
  const follow = (first: number): number[] => {
    const chain: number[] = []
    let next: number | undefined = first
    while (next !== undefined && !used.has(next)) {
      used.add(next)
      const line = Array.from(lines[next] as ArrayLike<number>)
      chain.push(...(chain.length > 0 ? line.slice(1) : line))
      next = byStart.get(chain.at(-1) as number)
    }
    return chain
  }
  // Those that begin where none ends come first: what is left after them are rings.
  const numbers = lines.map((_, index) => index)
  const beginnings = numbers.filter((index) => !ends.has(lines[index]?.[0] as number))
  const chains = [...beginnings, ...numbers].map(follow).filter(({ length }) => length > 1)
  const isClosed = (chain: number[]) => chain.length >= 4 && chain[0] === chain.at(-1)
  return { closed: chains.filter(isClosed), open: chains.filter((chain) => !isClosed(chain)) }
}

function clipToBox(chain: readonly number[], box: WorldBox, { xs, ys }: Places): number[][] {
  const flat = chain.flatMap((node) => [xs.at(node), ys.at(node)])
  const [west, north, east, south] = box
  return clipLine(flat, 0, west, east).flatMap((piece) => clipLine(piece, 1, north, south))
}

/** Lengthens a coast to the edges that it comes near to. @returns false when an end is far from all */
function reachEdges(coast: number[], box: WorldBox): boolean {
  const start = edgeNear(coast[0] as number, coast[1] as number, box)
  const end = edgeNear(coast.at(-2) as number, coast.at(-1) as number, box)
  if (!start || !end) return false
  coast.unshift(...start)
  coast.push(...end)
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

/** Where a coast leaves the box the sea goes on to the right: clockwise along the edge to where the next coast enters. */
function closeAlongEdge(coasts: readonly number[][], box: WorldBox, places: Places): number[][] {
  const waiting = coasts
    .map((coast) => ({
      coast,
      enters: edgePosition(coast[0] as number, coast[1] as number, box),
      leaves: edgePosition(coast.at(-2) as number, coast.at(-1) as number, box),
    }))
    .toSorted((a, b) => a.enters - b.enters)
  const rings: number[][] = []
  const [earliest] = waiting
  if (!earliest) return rings
  const used = new Set<(typeof waiting)[number]>()
  for (const first of waiting) {
    if (used.has(first)) continue
    const flat: number[] = []
    let next = first
    do {
      used.add(next)
      flat.push(...next.coast)
      const { leaves } = next
      const entry = waiting.find(({ enters }) => enters > leaves) ?? earliest
      flat.push(...cornersBetween(leaves, entry.enters, box))
      next = entry
    } while (!used.has(next))
    rings.push(ringOf(flat, places))
  }
  return rings
}

/** Clockwise around the box from its north-western corner: 1 at the north-eastern one, and so on. */
function edgePosition(x: number, y: number, [west, north, east, south]: WorldBox): number {
  if (y === north) return (x - west) / (east - west)
  if (x === east) return 1 + (y - north) / (south - north)
  if (y === south) return 2 + (east - x) / (east - west)
  return 3 + (south - y) / (south - north)
}

function cornersBetween(from: number, to: number, box: WorldBox): number[] {
  const [west, north, east, south] = box
  const corners = [west, north, east, north, east, south, west, south]
  const end = to > from ? to : to + 4
  const flat: number[] = []
  for (let corner = Math.floor(from) + 1; corner < end; corner += 1)
    flat.push(...corners.slice((corner % 4) * 2, (corner % 4) * 2 + 2))
  return flat
}

function edgeRing(box: WorldBox, places: Places): number[] {
  return ringOf(cornersBetween(-0.5, 3.5, box), places)
}

/** Adds the points and closes them. */
function ringOf(flat: readonly number[], places: Places): number[] {
  const ring: number[] = []
  for (let i = 0; i < flat.length; i += 2)
    ring.push(places.add(Math.round(flat[i] as number), Math.round(flat[i + 1] as number)))
  ring.push(ring[0] as number)
  return ring
}
