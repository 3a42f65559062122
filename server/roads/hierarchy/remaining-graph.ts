import type { WeightedGraph } from './weighted-graph.ts'
import { NeighbourLists, WEIGHT } from './neighbour-lists.ts'

/**
 * What of a graph is not contracted yet: every edge is in the list of its tail and in that of its head, at most one from
 * a node to another, none from a node to itself.
 */
export class RemainingGraph {
  readonly out: NeighbourLists
  readonly in: NeighbourLists
  readonly size: number

  constructor(graph: WeightedGraph) {
    this.size = graph.first.length - 1
    const degrees = countDegrees(graph)
    this.out = new NeighbourLists(degrees.out)
    this.in = new NeighbourLists(degrees.in)
    for (let tail = 0; tail < this.size; tail += 1) {
      const end = graph.first[tail + 1]!
      for (let edge = graph.first[tail]!; edge < end; edge += 1) {
        this.offer(tail, graph.head[edge]!, graph.weight[edge]!, 1, -1, edge)
      }
    }
  }

  /** Adds an edge, unless there is one between the same nodes that is not heavier. */
  offer(
    tail: number,
    head: number,
    weight: number,
    hops: number,
    before: number,
    after: number,
  ): void {
    if (tail === head) return
    const at = this.out.find(tail, head)
    if (at < 0) {
      this.out.add(tail, head, weight, hops, before, after)
      this.in.add(head, tail, weight, hops, before, after)
    } else if (weight < this.out.entries[at + WEIGHT]!) {
      this.out.set(at, weight, hops, before, after)
      this.in.set(this.in.find(head, tail), weight, hops, before, after)
    }
  }
}

function countDegrees({ first, head }: WeightedGraph): { out: Uint32Array; in: Uint32Array } {
  const degrees = {
    out: new Uint32Array(first.length - 1),
    in: new Uint32Array(first.length - 1),
  }
  for (let node = 0; node + 1 < first.length; node += 1) {
    degrees.out[node] = first[node + 1]! - first[node]!
  }
  for (const node of head) degrees.in[node]! += 1
  return degrees
}
