import type { WeightedGraph } from './weighted-graph.ts'

/** Nodes put together; each group is known by its first node. */
export interface Groups {
  /** By node. */
  readonly groupOf: Uint32Array
  /** By group. */
  readonly firstNode: Uint32Array
}

const NONE = 0xffffffff

/**
 * Puts nodes together whose edges are the same, one by one: from each of them the ways to any other node are the same, so
 * a hierarchy needs only one of them. On foot, where turns cost nothing, all arcs that lead to a junction are alike, and
 * a graph of arcs becomes one of junctions, less than half as large.
 */
export function groupAlike(graph: WeightedGraph): Groups {
  const size = graph.first.length - 1
  const groupOf = new Uint32Array(size)
  const firstNode: number[] = []
  // A hash table of groups, at most half full; on a collision the next place is tried.
  const table = new Uint32Array(2 ** Math.ceil(Math.log2(2 * size + 2))).fill(NONE)
  const last = table.length - 1
  for (let node = 0; node < size; node += 1) {
    let place = hashEdges(graph, node) & last
    while (table[place] !== NONE && !isAlike(graph, firstNode[table[place]!]!, node)) {
      place = (place + 1) & last
    }
    if (table[place] === NONE) table[place] = firstNode.push(node) - 1
    groupOf[node] = table[place]!
  }
  return { groupOf, firstNode: Uint32Array.from(firstNode) }
}

/** FNV-1a, word by word, and MurmurHash3's last step so that low bits depend on all. */
function hashEdges({ first, head, weight }: WeightedGraph, node: number): number {
  let hash = 0x811c9dc5
  for (let edge = first[node]!; edge < first[node + 1]!; edge += 1) {
    hash = Math.imul(hash ^ head[edge]!, 0x01000193)
    hash = Math.imul(hash ^ weight[edge]!, 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

function isAlike(graph: WeightedGraph, a: number, b: number): boolean {
  const { first, head, weight, duration, distance } = graph
  const count = first[a + 1]! - first[a]!
  if (first[b + 1]! - first[b]! !== count) return false
  for (let i = 0; i < count; i += 1) {
    const one = first[a]! + i
    const other = first[b]! + i
    if (
      head[one] !== head[other] ||
      weight[one] !== weight[other] ||
      duration[one] !== duration[other] ||
      distance[one] !== distance[other]
    ) {
      return false
    }
  }
  return true
}
