import type { Turns } from './expand-turns.ts'
import { findComponents } from './find-components.ts'
import type { RoadNetwork } from './road-network.ts'
import type { TurnRules } from './turn-rules.ts'

/**
 * Which states stay, as 1: those of the largest strongly connected component, by length, so that from everywhere one
 * comes everywhere. An arc that can only be reached with a restriction's beginning behind one is there as a copy; the arc
 * itself stays with it, for trips that begin on it and know of no restriction yet.
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
  const kept = new Uint8Array(component.length)
  for (let state = 0; state < component.length; state++) {
    if (component[state] !== largest) continue
    kept[state] = 1
    kept[rules.arcOf(state)] = 1
  }
  return kept
}
