import type { Turns } from './expand-turns.ts'
import { findComponents } from './find-components.ts'
import type { RoadNetwork } from './road-network.ts'
import type { TurnRules } from './turn-rules.ts'

/**
 * Which arcs stay, as 1: those in the largest strongly connected component, by length. All states of these stay, also the
 * few that the component itself does not hold: an arc that is only reached with a restriction's beginning behind one, for
 * trips that begin on it and know of no restriction; a copy that the restriction leaves no way on from, for trips that
 * end on it.
 */
export function keepLargest(network: RoadNetwork, turns: Turns, rules: TurnRules): Uint8Array {
  const component = findComponents(turns)
  const lengths = new Float64Array(component.length)
  for (let state = 0; state < component.length; state++) {
    const own = component[state] as number
    const isTravelled = (turns.first[state] as number) < (turns.first[state + 1] as number)
    const length = isTravelled ? 1 + (network.length[rules.arcOf(state) >> 1] as number) : 0
    lengths[own] = (lengths[own] as number) + length
  }
  let largest = -1
  for (let i = 0; i < lengths.length; i++)
    if ((lengths[i] as number) > (lengths[largest] ?? 0)) largest = i
  const kept = new Uint8Array(network.length.length * 2)
  for (let state = 0; state < component.length; state++)
    if (component[state] === largest) kept[rules.arcOf(state)] = 1
  return kept
}
