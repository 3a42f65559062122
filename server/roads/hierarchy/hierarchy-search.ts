import type { Costs } from './costs.ts'
import { findPath, type Path } from './find-path.ts'
import type { Hierarchy } from './hierarchy.ts'
import { ManyToMany } from './many-to-many.ts'
import { Searches } from './searches.ts'
import type { Seeds, WeightedGraph } from './weighted-graph.ts'

/**
 * Lightest trips over a hierarchy, with what a search needs to remember: make one per thread and use it again and again.
 * A trip goes from a seed of its source to a seed of its target and weighs their offsets and the edges between them. One
 * without any edge counts only when it weighs ≥ 0: it stays on one node, and the target must not lie behind the source.
 */
export class HierarchySearch {
  readonly #searches: Searches
  readonly #manyToMany: ManyToMany

  constructor(graph: WeightedGraph, hierarchy: Hierarchy) {
    this.#searches = new Searches(graph, hierarchy)
    this.#manyToMany = new ManyToMany(this.#searches)
  }

  /** Writes the costs of the lightest trip from every source to every target. */
  manyToMany(sources: Seeds, targets: Seeds, out: Costs): void {
    this.#manyToMany.run(sources, targets, out)
  }

  /** The lightest trip from one point of `sources` to one of `targets`, node by node; undefined where there is none. */
  findPath(sources: Seeds, targets: Seeds, source = 0, target = 0): Path | undefined {
    return findPath(this.#searches, sources, targets, source, target)
  }
}
