import { headOf, reverseOf, tailOf } from './arcs.ts'
import type { Restriction } from './road-attributes.ts'
import type { RoadNetwork } from './road-network.ts'

type IsOpen = (arc: number) => boolean

/** Segments of one way that a restriction may run along. A ring without an end is left, too. */
const LONGEST = 100
const MOST_PATHS = 16

/** Finds the arcs that restrictions speak of. */
export class RestrictionTracer {
  private readonly network: RoadNetwork
  private readonly waySegments: Uint32Array

  constructor(network: RoadNetwork, waySegments: Uint32Array) {
    this.network = network
    this.waySegments = waySegments
  }

  /**
   * The sequences of open arcs that lead from one way to another as a restriction says, for each pair of ways from and
   * to; none where its members do not meet.
   */
  trace({ from, to, via }: Restriction, isUTurn: boolean, isOpen: IsOpen): number[][][] {
    if (via === undefined) return []
    return from.flatMap((begin) =>
      to.map((end) =>
        typeof via === 'number'
          ? this.acrossVertex(begin, via, end, isUTurn, isOpen)
          : this.alongWays(begin, via, end, isOpen),
      ),
    )
  }

  private acrossVertex(
    from: number,
    vertex: number,
    to: number,
    isUTurn: boolean,
    isOpen: IsOpen,
  ): number[][] {
    const comings = this.arcsInto(from, vertex, isOpen)
    const goings = this.arcsOutOf(to, vertex, isOpen)
    const pairs = comings.flatMap((coming) => goings.map((going) => [coming, going]))
    // Back on the same way: each direction by itself, and nothing but that.
    if (isUTurn && from === to) return pairs.filter(([a, b]) => reverseOf(a as number) === b)
    return pairs
  }

  /** The ways between in the order given, or in the other when they do not meet in that. */
  private alongWays(from: number, via: readonly number[], to: number, isOpen: IsOpen): number[][] {
    const found = this.inOrder(from, via, to, isOpen)
    return found.length > 0 ? found : this.inOrder(from, via.toReversed(), to, isOpen)
  }

  private inOrder(from: number, via: readonly number[], to: number, isOpen: IsOpen): number[][] {
    if (via.length === 0) return []
    let paths = this.allArcs(from, isOpen).map((arc) => [arc])
    via.forEach((way, i) => {
      const next = via[i + 1] ?? to
      // More than a few are not about any one turn, and would be ever more.
      paths = paths.flatMap((path) => this.extend(path, way, next, isOpen)).slice(0, MOST_PATHS)
    })
    return paths.flatMap((path) => {
      const vertex = headOf(this.network, path.at(-1) as number)
      return this.arcsOutOf(to, vertex, isOpen).map((arc) => [...path, arc])
    })
  }

  /** Goes on along a way, either direction, to where it first meets the next. */
  private extend(path: readonly number[], way: number, next: number, isOpen: IsOpen): number[][] {
    const begin = headOf(this.network, path.at(-1) as number)
    const goals = new Set(this.verticesOf(next))
    return this.arcsOutOf(way, begin, isOpen).flatMap((first) => {
      if (first === reverseOf(path.at(-1) as number)) return []
      const along = this.walk(way, first, goals, isOpen)
      return along ? [[...path, ...along]] : []
    })
  }

  private walk(way: number, first: number, goals: ReadonlySet<number>, isOpen: IsOpen) {
    const walked = [first]
    for (;;) {
      const last = walked.at(-1) as number
      if (goals.has(headOf(this.network, last))) return walked
      const onward = this.onward(way, last)
      if (onward === undefined || !isOpen(onward) || walked.length === LONGEST) return undefined
      walked.push(onward)
    }
  }

  /** The next arc of a way in the same direction; round and round where it is closed. */
  private onward(way: number, arc: number): number | undefined {
    const [begin, end] = [this.waySegments[way] as number, this.waySegments[way + 1] as number]
    const count = end - begin
    const step = arc & 1 ? count - 1 : 1
    const next = 2 * (begin + (((arc >> 1) - begin + step) % count)) + (arc & 1)
    return tailOf(this.network, next) === headOf(this.network, arc) ? next : undefined
  }

  private allArcs(way: number, isOpen: IsOpen): number[] {
    const arcs: number[] = []
    const end = this.waySegments[way + 1] as number
    for (let segment = this.waySegments[way] as number; segment < end; segment++)
      arcs.push(...[2 * segment, 2 * segment + 1].filter(isOpen))
    return arcs
  }

  private arcsInto(way: number, vertex: number, isOpen: IsOpen): number[] {
    return this.allArcs(way, isOpen).filter((arc) => headOf(this.network, arc) === vertex)
  }

  private arcsOutOf(way: number, vertex: number, isOpen: IsOpen): number[] {
    return this.allArcs(way, isOpen).filter((arc) => tailOf(this.network, arc) === vertex)
  }

  private verticesOf(way: number): number[] {
    return this.allArcs(way, () => true).map((arc) => headOf(this.network, arc))
  }
}
