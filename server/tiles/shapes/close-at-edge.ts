import { cornersBetween, cutAtEdge, edgePosition, ringOf, type WorldBox } from './box-edge.ts'
import type { Places } from './places.ts'

/** Where a line reaches the edge of the box: an end of a piece. */
interface Crossing {
  readonly piece: readonly number[]
  readonly atEnd: boolean
  readonly position: number
}

/**
 * Closes lines that run out of a box along its edge. Around the edge, inside and outside alternate at every crossing,
 * which leaves two ways to do so: what is inside in one of them is outside in the other.
 * @returns the rings of both; none when a line ends within the box, or none comes into it
 */
export function closeAtEdge(
  lines: readonly ArrayLike<number>[],
  box: WorldBox,
  places: Places,
): number[][][] {
  const crossings = (cutAtEdge(lines, box, places) ?? []).flatMap((piece) =>
    crossingsOf(piece, box),
  )
  if (crossings.length === 0) return []
  crossings.sort((a, b) => a.position - b.position)
  return [0, 1].map((first) => closePairs(crossings, first, box, places))
}

function crossingsOf(piece: readonly number[], box: WorldBox): Crossing[] {
  const start = edgePosition(piece[0] as number, piece[1] as number, box)
  const end = edgePosition(piece.at(-2) as number, piece.at(-1) as number, box)
  return [
    { piece, atEnd: false, position: start },
    { piece, atEnd: true, position: end },
  ]
}

/** @param first crossing of a pair between which the edge is inside: 0 joins 0 with 1, 1 joins 1 with 2 */
function closePairs(
  crossings: readonly Crossing[],
  first: number,
  box: WorldBox,
  places: Places,
): number[][] {
  const count = crossings.length
  const used = new Set<Crossing['piece']>()
  const rings: number[][] = []
  for (const start of crossings) {
    const flat: number[] = []
    let at = start
    while (!used.has(at.piece)) {
      used.add(at.piece)
      flat.push(...(at.atEnd ? backwards(at.piece) : at.piece))
      const { piece, atEnd } = at
      const leaves = crossings.findIndex((end) => end.piece === piece && end.atEnd !== atEnd)
      const clockwise = leaves % 2 === first
      const next = crossings[(leaves + (clockwise ? 1 : count - 1)) % count] as Crossing
      const { position } = crossings[leaves] as Crossing
      flat.push(
        ...(clockwise
          ? cornersAlong(position, next.position, box)
          : backwards(cornersAlong(next.position, position, box))),
      )
      at = next
    }
    if (flat.length > 0) rings.push(ringOf(flat, places))
  }
  return rings
}

function cornersAlong(from: number, to: number, box: WorldBox): number[] {
  return from === to ? [] : cornersBetween(from, to, box)
}

function backwards(flat: readonly number[]): number[] {
  const turned: number[] = []
  for (let i = flat.length - 2; i >= 0; i -= 2)
    turned.push(flat[i] as number, flat[i + 1] as number)
  return turned
}
