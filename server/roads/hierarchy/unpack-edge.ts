import type { Hierarchy } from './hierarchy.ts'
import type { WeightedGraph } from './weighted-graph.ts'

/** Appends the heads of the edges of the graph that an up (or down) edge stands for, in order. */
export function unpackEdge(
  graph: WeightedGraph,
  hierarchy: Hierarchy,
  direction: 'up' | 'down',
  edge: number,
  nodes: number[],
): void {
  // Edges still to unpack, the next one last; down edges as −1 − edge. No recursion: shortcuts may nest deep.
  const pending = [direction === 'up' ? edge : -1 - edge]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const isUp = next >= 0
    const at = isUp ? next : -1 - next
    const before = (isUp ? hierarchy.upBefore : hierarchy.downBefore)[at]!
    const after = (isUp ? hierarchy.upAfter : hierarchy.downAfter)[at]!
    if (before < 0) nodes.push(graph.head[after]!)
    else pending.push(after, -1 - before)
  }
}
