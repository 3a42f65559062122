import type { Hierarchy } from './hierarchy.ts'
import type { Seeds, WeightedGraph } from './weighted-graph.ts'

/**
 * Where searches for the trips to one target begin: before the last edge, at the tails of the edges into its seeds. So
 * every trip they find has an edge, and that one leads to the target itself: a target *behind* the source on the same
 * node (the same street, seen from a car that has just passed the door) is found around the block, though a search knows
 * a node by its lightest weight and never comes back to where it began; and ranks need not tell nodes apart that differ
 * only in what leads to them. The trip without any edge is for the caller to look at.
 */
export class Ends {
  count = 0
  /** The rank before the last edge, and the sums from there to the target. */
  rank = new Uint32Array(16)
  weight = new Int32Array(16)
  duration = new Int32Array(16)
  distance = new Int32Array(16)
  /** The node of the target's seed. */
  node = new Uint32Array(16)

  set(graph: WeightedGraph, hierarchy: Hierarchy, seeds: Seeds, point: number): void {
    this.count = 0
    for (let seed = seeds.first[point]!; seed < seeds.first[point + 1]!; seed += 1) {
      const node = seeds.node[seed]!
      const end = hierarchy.intoFirst[node + 1]!
      for (let place = hierarchy.intoFirst[node]!; place < end; place += 1) {
        if (this.count === this.rank.length) this.#grow()
        const at = this.count++
        const edge = hierarchy.intoEdge[place]!
        this.rank[at] = hierarchy.rankOf[hierarchy.intoTail[place]!]!
        this.weight[at] = seeds.weight[seed]! + graph.weight[edge]!
        this.duration[at] = seeds.duration[seed]! + graph.duration[edge]!
        this.distance[at] = seeds.distance[seed]! + graph.distance[edge]!
        this.node[at] = node
      }
    }
  }

  #grow(): void {
    const { rank, weight, duration, distance, node } = this
    const length = 2 * rank.length
    this.rank = new Uint32Array(length)
    this.weight = new Int32Array(length)
    this.duration = new Int32Array(length)
    this.distance = new Int32Array(length)
    this.node = new Uint32Array(length)
    this.rank.set(rank)
    this.weight.set(weight)
    this.duration.set(duration)
    this.distance.set(distance)
    this.node.set(node)
  }
}
