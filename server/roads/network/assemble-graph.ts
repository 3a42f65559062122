import type { Turns } from './expand-turns.ts'
import { GrowingArray } from './growing-array.ts'
import type { ArcPaces } from './pace-arcs.ts'
import type { ProfileGraph, RoadNetwork } from './road-network.ts'
import type { TurnRules } from './turn-rules.ts'

/** The graph of the arcs kept: a node for each of their states, and its turns with the arcs they lead into. */
export function assembleGraph(
  network: RoadNetwork,
  paces: ArcPaces,
  turns: Turns,
  rules: TurnRules,
  kept: Uint8Array,
): ProfileGraph {
  const { states, nodeOf, nodeFirst } = numberNodes(rules, kept)
  const arcOf = states.map((state) => rules.arcOf(state))
  const isKept = (state: number) => kept[rules.arcOf(state)] !== 0
  const edges = countEdges(turns, states, isKept)
  const first = new Uint32Array(states.length + 1)
  const head = new Uint32Array(edges)
  const weight = new Int32Array(edges)
  const duration = new Int32Array(edges)
  const distance = new Int32Array(edges)
  let edge = 0
  for (let node = 0; node < states.length; node++) {
    const state = states[node] as number
    const end = turns.first[state + 1] as number
    for (let turn = turns.first[state] as number; turn < end; turn++) {
      const into = turns.head[turn] as number
      if (!isKept(into)) continue
      const arc = rules.arcOf(into)
      head[edge] = nodeOf[into] as number
      weight[edge] = (turns.weight[turn] as number) + (paces.weight[arc] as number)
      duration[edge] = (turns.duration[turn] as number) + (paces.duration[arc] as number)
      distance[edge] = network.length[arc >> 1] as number
      edge++
    }
    first[node + 1] = edge
  }
  return {
    first,
    head,
    weight,
    duration,
    distance,
    arcOf,
    nodeFirst,
    node: arcOf.map((_, node) => node),
    arcWeight: Int32Array.from(arcOf, (arc) => paces.weight[arc] as number),
    arcDuration: Int32Array.from(arcOf, (arc) => paces.duration[arc] as number),
  }
}

/** Nodes in the order of their arcs; of one arc's, the arc itself before its copies. */
function numberNodes(rules: TurnRules, kept: Uint8Array) {
  const copies = new Map<number, number[]>()
  for (let state = kept.length; state < rules.states; state++) {
    const arc = rules.arcOf(state)
    copies.set(arc, [...(copies.get(arc) ?? []), state])
  }
  const states = new GrowingArray(Uint32Array, kept.length)
  const nodeOf = new Uint32Array(rules.states)
  const nodeFirst = new Uint32Array(kept.length + 1)
  for (let arc = 0; arc < kept.length; arc++) {
    for (const state of kept[arc] ? [arc, ...(copies.get(arc) ?? [])] : []) {
      nodeOf[state] = states.length
      states.push(state)
    }
    nodeFirst[arc + 1] = states.length
  }
  return { states: states.finish(), nodeOf, nodeFirst }
}

function countEdges(turns: Turns, states: Uint32Array, isKept: (state: number) => boolean) {
  let edges = 0
  for (const state of states)
    for (let turn = turns.first[state] as number; turn < (turns.first[state + 1] as number); turn++)
      if (isKept(turns.head[turn] as number)) edges++
  return edges
}
