import { cornersBetween, cutAtEdge, edgePosition, ringOf, type WorldBox } from './box-edge.ts'
import { nestRings, signedArea } from './nest-rings.ts'
import type { Places } from './places.ts'

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
  const coasts = cutAtEdge(open, box, places)
  if (!coasts) return undefined
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

function edgeRing(box: WorldBox, places: Places): number[] {
  return ringOf(cornersBetween(-0.5, 3.5, box), places)
}
