import { Ends } from './ends.ts'
import type { Hierarchy } from './hierarchy.ts'
import { UpwardSearch } from './upward-search.ts'
import type { Seeds, WeightedGraph } from './weighted-graph.ts'

/** A hierarchy with its graph, and a search in each direction to be used again and again. */
export class Searches {
  readonly graph: WeightedGraph
  readonly hierarchy: Hierarchy
  readonly ends = new Ends()
  readonly forward: UpwardSearch
  readonly backward: UpwardSearch

  constructor(graph: WeightedGraph, hierarchy: Hierarchy) {
    this.graph = graph
    this.hierarchy = hierarchy
    this.forward = new UpwardSearch(hierarchy, 'forward')
    this.backward = new UpwardSearch(hierarchy, 'backward')
  }

  beginForward(sources: Seeds, source: number): void {
    this.forward.begin(sources)
    for (let i = sources.first[source]!; i < sources.first[source + 1]!; i += 1) {
      this.forward.addSeed(this.hierarchy.rankOf[sources.node[i]!]!, sources.weight[i]!, i)
    }
  }

  beginBackward(targets: Seeds, target: number): void {
    const { ends } = this
    ends.set(this.graph, this.hierarchy, targets, target)
    this.backward.begin(ends)
    for (let i = 0; i < ends.count; i += 1) {
      this.backward.addSeed(ends.rank[i]!, ends.weight[i]!, i)
    }
  }
}
