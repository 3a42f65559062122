import { reverseOf, headOf, type ArcsOut } from './arcs.ts'
import { GrowingArray } from './growing-array.ts'
import type { VertexVerdict } from './judge-vertex.ts'
import type { RoadNetwork } from './road-network.ts'
import type { Approach, TurnPrices } from './turn-prices.ts'
import type { TurnRules } from './turn-rules.ts'

/** All turns a profile may make: those of state s are `first[s]` up to, not including, `first[s + 1]`. */
export interface Turns {
  readonly first: Uint32Array
  /** The state that a turn leads to. */
  readonly head: Uint32Array
  /** Milliseconds of the turn itself. */
  readonly weight: Int32Array
  readonly duration: Int32Array
}

export interface Junctions {
  /** Open arcs. */
  readonly out: ArcsOut
  /** By vertex: how many ends of open streets meet there. */
  readonly streets: Uint8Array
  readonly verdictOf: (vertex: number) => VertexVerdict
}

/** Follows every state through the junction at the end of its arc. */
export function expandTurns(
  network: RoadNetwork,
  isOpen: Int32Array,
  junctions: Junctions,
  prices: TurnPrices,
  rules: TurnRules,
): Turns {
  const { out } = junctions
  const first = new Uint32Array(rules.states + 1)
  const head = new GrowingArray(Uint32Array, rules.states * 2)
  const weight = new GrowingArray(Int32Array, rules.states * 2)
  const duration = new GrowingArray(Int32Array, rules.states * 2)

  for (let state = 0; state < rules.states; state++) {
    first[state] = head.length
    const arc = rules.arcOf(state)
    if (!isOpen[arc]) continue
    const vertex = headOf(network, arc)
    const approach = approachTo(vertex, arc, junctions)
    const bound = rules.bind(state)
    const end = out.first[vertex + 1] as number
    for (let i = out.first[vertex] as number; i < end; i++) {
      const into = out.arc[i] as number
      const ms = prices.duration(approach, into)
      if (ms < 0 || (bound && !rules.allow(state, into))) continue
      head.push(bound ? rules.follow(state, into) : into)
      duration.push(ms)
      weight.push(ms + prices.entering(approach, into))
    }
  }
  first[rules.states] = head.length
  return { first, head: head.finish(), weight: weight.finish(), duration: duration.finish() }
}

function approachTo(vertex: number, arc: number, { out, streets, verdictOf }: Junctions): Approach {
  const verdict = verdictOf(vertex)
  const begin = out.first[vertex] as number
  const exits = (out.first[vertex + 1] as number) - begin
  return {
    arc,
    vertex: verdict,
    isJunction: (streets[vertex] as number) > 2,
    isDeadEnd: verdict.access === 'closed' || (exits === 1 && out.arc[begin] === reverseOf(arc)),
  }
}

/** How many ends of open streets meet at each vertex (255 stands for more). */
export function countStreets(
  { from, to }: RoadNetwork,
  vertices: number,
  isOpen: Int32Array,
): Uint8Array {
  const streets = new Uint8Array(vertices)
  const add = (vertex: number) => (streets[vertex] = Math.min(255, (streets[vertex] as number) + 1))
  for (let segment = 0; segment < from.length; segment++) {
    if (!isOpen[2 * segment] && !isOpen[2 * segment + 1]) continue
    add(from[segment] as number)
    add(to[segment] as number)
  }
  return streets
}
