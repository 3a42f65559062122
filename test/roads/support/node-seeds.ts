import type { Seeds } from '../../../server/roads/hierarchy/weighted-graph.ts'

/** Trips from and to nodes themselves, nothing of them travelled yet or left over. */
export function nodeSeeds(nodes: readonly number[]): Seeds {
  const zeros = new Int32Array(nodes.length)
  return {
    first: Uint32Array.from({ length: nodes.length + 1 }, (_, index) => index),
    node: Uint32Array.from(nodes),
    weight: zeros,
    duration: zeros,
    distance: zeros,
  }
}
