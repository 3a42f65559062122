import type { Groups } from './group-alike.ts'
import { AFTER, BEFORE, CELLS, HOPS, NeighbourLists, NODE } from './neighbour-lists.ts'
import { ORIGIN_CELLS, WEIGHT } from './neighbour-lists.ts'
import { orderNearby } from './order-nearby.ts'
import type { WeightedGraph } from './weighted-graph.ts'

/**
 * What of a graph is not contracted yet: every edge is in the list of its tail and in that of its head, at most one from
 * a node to another, none from a node to itself.
 */
export class RemainingGraph {
  readonly out: NeighbourLists
  readonly in: NeighbourLists
  /** Numbers of the nodes in the graph contracted, by those they have here. */
  readonly names: Uint32Array

  private constructor(names: Uint32Array, outDegrees: Uint32Array, inDegrees: Uint32Array) {
    this.names = names
    this.out = new NeighbourLists(outDegrees)
    this.in = new NeighbourLists(inDegrees)
  }

  /** The graph with one node for each group. */
  static of(graph: WeightedGraph, groups: Groups): RemainingGraph {
    const { first, head, weight } = graph
    const { groupOf, firstNode } = groups
    const names = orderNearby(graph, groups)
    const numberOf = new Uint32Array(names.length)
    names.forEach((group, number) => (numberOf[group] = number))
    const degreesInto = new Uint32Array(names.length)
    for (const node of firstNode) {
      for (let edge = first[node]!; edge < first[node + 1]!; edge += 1) {
        degreesInto[groupOf[head[edge]!]!]! += 1
      }
    }
    const remaining = new RemainingGraph(
      names,
      names.map((group) => first[firstNode[group]! + 1]! - first[firstNode[group]!]!),
      names.map((group) => degreesInto[group]!),
    )
    names.forEach((group, tail) => {
      const node = firstNode[group]!
      for (let edge = first[node]!; edge < first[node + 1]!; edge += 1) {
        remaining.offer(tail, numberOf[groupOf[head[edge]!]!]!, weight[edge]!, 1, -1, edge)
      }
    })
    return remaining
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
    const known = this.out.find(tail, head)
    if (known >= 0) {
      if (this.out.edges[CELLS * known + WEIGHT]! <= weight) return
      this.out.remove(tail, head)
      this.in.remove(head, tail)
    }
    this.out.add(tail, head, weight, hops, before, after)
    this.in.add(head, tail, weight, hops, before, after)
  }

  /** The same graph without gaps in its numbers and in memory, once nodes are gone; those kept have new numbers. */
  compact(kept: Uint32Array, newNumbers: Uint32Array): RemainingGraph {
    const compacted = new RemainingGraph(
      kept.map((node) => this.names[node]!),
      kept.map((node) => this.out.count(node)),
      kept.map((node) => this.in.count(node)),
    )
    copyLists(this.out, compacted.out, kept, newNumbers)
    copyLists(this.in, compacted.in, kept, newNumbers)
    return compacted
  }
}

function copyLists(
  { edges, origins, begin, end }: NeighbourLists,
  to: NeighbourLists,
  kept: Uint32Array,
  newNumbers: Uint32Array,
): void {
  kept.forEach((node, number) => {
    for (let place = begin[node]!; place < end[node]!; place += 1) {
      to.add(
        number,
        newNumbers[edges[CELLS * place + NODE]!]!,
        edges[CELLS * place + WEIGHT]!,
        origins[ORIGIN_CELLS * place + HOPS]!,
        origins[ORIGIN_CELLS * place + BEFORE]!,
        origins[ORIGIN_CELLS * place + AFTER]!,
      )
    }
  })
}
