import { NodeQueue } from './node-queue.ts'
import type { Seeds, WeightedGraph } from './weighted-graph.ts'

const UNREACHED = 2 ** 31 - 1

export interface SettleWithinOptions {
  /** Milliseconds or centimetres, as `by` says; what is exactly that far is still settled. */
  readonly limit: number
  readonly by: 'duration' | 'distance'
}

/** Dijkstra on the graph itself, for what has one source and no target: a catchment on foot, an isochrone. */
export class PlainSearch {
  readonly #graph: WeightedGraph
  readonly #queue = new NodeQueue()
  readonly #sums: Int32Array
  #reached: number[] = []

  constructor(graph: WeightedGraph) {
    this.#graph = graph
    this.#sums = new Int32Array(graph.first.length - 1).fill(UNREACHED)
  }

  /**
   * From all seeds of a point, by what is reported rather than by weight. Calls `visit` once for each node within the
   * limit, the nearest first.
   */
  settleWithin(
    seeds: Seeds,
    { limit, by }: SettleWithinOptions,
    visit: (node: number, sum: number) => void,
    point = 0,
  ): void {
    const { first, head } = this.#graph
    const costs = this.#graph[by]
    const sums = this.#sums
    const queue = this.#queue
    this.#clear()
    for (let i = seeds.first[point]!; i < seeds.first[point + 1]!; i += 1) {
      this.#reach(seeds.node[i]!, seeds[by][i]!, limit)
    }
    while (queue.size > 0) {
      const sum = queue.minKey()
      const node = queue.pop()
      if (sum > sums[node]!) continue
      visit(node, sum)
      const end = first[node + 1]!
      for (let edge = first[node]!; edge < end; edge += 1) {
        this.#reach(head[edge]!, sum + costs[edge]!, limit)
      }
    }
  }

  #reach(node: number, sum: number, limit: number): void {
    const known = this.#sums[node]!
    if (sum > limit || sum >= known) return
    if (known === UNREACHED) this.#reached.push(node)
    this.#sums[node] = sum
    this.#queue.push(sum, node)
  }

  #clear(): void {
    for (const node of this.#reached) this.#sums[node] = UNREACHED
    this.#reached = []
    this.#queue.clear()
  }
}
