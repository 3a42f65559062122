import { Contraction } from './contraction.ts'
import { groupAlike } from './group-alike.ts'
import type { Hierarchy } from './hierarchy.ts'
import { HierarchyWriter } from './hierarchy-writer.ts'
import type { WeightedGraph } from './weighted-graph.ts'

export interface ContractOptions {
  /** Called a few hundred times with the share of the work that is done, up to 1. */
  readonly progress?: (share: number) => void
  /** Asked as often; when it says yes, `contract` throws `ContractionStopped`. */
  readonly shouldStop?: () => boolean
}

export class ContractionStopped extends Error {
  override readonly name = 'ContractionStopped'
}

const CALLS = 400

/**
 * Contraction hierarchy of a graph (Geisberger, Sanders, Schultes, Delling 2008): nodes go one by one, the least
 * important first; shortcuts keep the distances between those that stay. The same graph gives the same hierarchy.
 */
export function contract(graph: WeightedGraph, options: ContractOptions = {}): Hierarchy {
  const { progress, shouldStop } = options
  const groups = groupAlike(graph)
  const writer = new HierarchyWriter(graph, groups)
  const contraction = new Contraction(graph, groups, writer)
  const size = groups.firstNode.length
  let told = -1
  const breathe = (share: number) => {
    if (Math.floor(share * CALLS) === told) return
    told = Math.floor(share * CALLS)
    if (shouldStop?.() === true) throw new ContractionStopped()
    progress?.(share)
  }
  for (let node = 0; node < size; node += 1) {
    breathe((0.1 * node) / size)
    contraction.rateFirst(node)
  }
  for (let done = 0; done < size; done += 1) {
    // The later a node goes, the more streets it stands for: measured, the work grows about with the fourth power.
    breathe(0.1 + 0.9 * (done / size) ** 4)
    contraction.contractNext()
  }
  breathe(1)
  return writer.finish()
}
