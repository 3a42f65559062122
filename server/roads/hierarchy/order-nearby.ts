import type { Groups } from './group-alike.ts'
import type { WeightedGraph } from './weighted-graph.ts'

/** Groups in a patch: about as many as a search for witnesses looks at. */
const PATCH = 128

/**
 * Groups in an order that keeps neighbours together, patch by patch, each filled breadth first: a contraction looks at
 * many neighbourhoods, and one that lies in few lines of memory is looked at faster. Files of streets are in the order
 * in which people drew them.
 */
export function orderNearby({ first, head }: WeightedGraph, groups: Groups): Uint32Array {
  const { groupOf, firstNode } = groups
  const order = new Uint32Array(firstNode.length)
  const isPlaced = new Uint8Array(firstNode.length)
  /** Where further patches may begin: the borders of those before. */
  const border: number[] = []
  let count = 0
  const place = (group: number) => {
    isPlaced[group] = 1
    order[count++] = group
  }
  const fillPatch = (from: number) => {
    const full = count + PATCH
    let at = count
    place(from)
    for (; at < count; at += 1) {
      const node = firstNode[order[at]!]!
      for (let edge = first[node]!; edge < first[node + 1]!; edge += 1) {
        const next = groupOf[head[edge]!]!
        if (isPlaced[next] === 1) continue
        if (count < full) place(next)
        else border.push(next)
      }
    }
  }
  for (let group = 0; group < firstNode.length; group += 1) {
    border.push(group)
    for (let from = border.pop(); from !== undefined; from = border.pop()) {
      if (isPlaced[from] === 0) fillPatch(from)
    }
  }
  return order
}
