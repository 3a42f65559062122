import type { Hierarchy } from './hierarchy.ts'
import { Starts } from './starts.ts'
import { UpwardSearch } from './upward-search.ts'
import type { Seeds, WeightedGraph } from './weighted-graph.ts'

/** A hierarchy with its graph, and a search in each direction to be used again and again. */
export class Searches {
  readonly graph: WeightedGraph
  readonly hierarchy: Hierarchy
  readonly starts = new Starts()
  readonly forward: UpwardSearch
  readonly backward: UpwardSearch

  constructor(graph: WeightedGraph, hierarchy: Hierarchy) {
    this.graph = graph
    this.hierarchy = hierarchy
    this.forward = new UpwardSearch(hierarchy, 'forward')
    this.backward = new UpwardSearch(hierarchy, 'backward')
  }

  /** From a source; after the first edge when it has a target behind it. */
  beginForward(sources: Seeds, source: number, hasTargetBehind: boolean): void {
    const { starts } = this
    if (hasTargetBehind) starts.setAfterFirstEdge(sources, source, this.graph)
    else starts.setToSeeds(sources, source)
    this.forward.begin(starts)
    for (let i = 0; i < starts.count; i += 1) {
      this.forward.addSeed(this.hierarchy.rankOf[starts.node[i]!]!, starts.weight[i]!, i)
    }
  }

  beginBackward(targets: Seeds, target: number): void {
    this.backward.begin(targets)
    for (let i = targets.first[target]!; i < targets.first[target + 1]!; i += 1) {
      this.backward.addSeed(this.hierarchy.rankOf[targets.node[i]!]!, targets.weight[i]!, i)
    }
  }
}
