import type { Seeds, WeightedGraph } from './weighted-graph.ts'

/**
 * Where the trips from one source begin. Usually at its seeds. But a trip to a target *behind* the source on the same
 * node (the same street, seen from a car that has just passed the door) must go around and come back to the node, and a
 * search that knows each node by its lightest weight never comes back to where it began. For such a source trips begin
 * after their first edge: at the successors of its seeds, which include the seed itself where an edge leads to it. Every
 * trip of at least one edge is among these, so nothing is lost; a trip without any edge is told apart by the caller.
 */
export class Starts {
  count = 0
  node = new Uint32Array(16)
  weight = new Int32Array(16)
  duration = new Int32Array(16)
  distance = new Int32Array(16)
  /** The seed's node that was left by the first edge, or −1 where none was travelled. */
  left = new Int32Array(16)

  setToSeeds(seeds: Seeds, point: number): void {
    this.count = 0
    for (let i = seeds.first[point]!; i < seeds.first[point + 1]!; i += 1) {
      this.#add(seeds.node[i]!, seeds.weight[i]!, seeds.duration[i]!, seeds.distance[i]!, -1)
    }
  }

  setAfterFirstEdge(seeds: Seeds, point: number, graph: WeightedGraph): void {
    this.count = 0
    for (let i = seeds.first[point]!; i < seeds.first[point + 1]!; i += 1) {
      const left = seeds.node[i]!
      for (let edge = graph.first[left]!; edge < graph.first[left + 1]!; edge += 1) {
        this.#add(
          graph.head[edge]!,
          seeds.weight[i]! + graph.weight[edge]!,
          seeds.duration[i]! + graph.duration[edge]!,
          seeds.distance[i]! + graph.distance[edge]!,
          left,
        )
      }
    }
  }

  #add(node: number, weight: number, duration: number, distance: number, left: number): void {
    if (this.count === this.node.length) this.#grow()
    const at = this.count++
    this.node[at] = node
    this.weight[at] = weight
    this.duration[at] = duration
    this.distance[at] = distance
    this.left[at] = left
  }

  #grow(): void {
    const { node, weight, duration, distance, left } = this
    const length = 2 * node.length
    this.node = new Uint32Array(length)
    this.weight = new Int32Array(length)
    this.duration = new Int32Array(length)
    this.distance = new Int32Array(length)
    this.left = new Int32Array(length)
    this.node.set(node)
    this.weight.set(weight)
    this.duration.set(duration)
    this.distance.set(distance)
    this.left.set(left)
  }
}
