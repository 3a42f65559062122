import { contract } from '../../../server/roads/hierarchy/contract.ts'
import type { Costs } from '../../../server/roads/hierarchy/costs.ts'
import { HierarchySearch } from '../../../server/roads/hierarchy/hierarchy-search.ts'
import { makeGraph, makeSeeds } from './make-graph.ts'
import type { Trips } from './any-trips.ts'

export function makeCosts(cells: number): Costs {
  return {
    weight: new Int32Array(cells),
    duration: new Int32Array(cells),
    distance: new Int32Array(cells),
  }
}

/** Weight, duration and distance of each cell. */
export function findMatrix({ nodes, edges, sources, targets }: Trips): number[][][] {
  const graph = makeGraph(nodes, edges)
  const costs = makeCosts(sources.length * targets.length)
  const search = new HierarchySearch(graph, contract(graph))
  search.manyToMany(makeSeeds(sources), makeSeeds(targets), costs)
  return sources.map((_, row) =>
    targets.map((__, column) => {
      const cell = row * targets.length + column
      const { weight, duration, distance } = costs
      return [weight[cell] ?? NaN, duration[cell] ?? NaN, distance[cell] ?? NaN]
    }),
  )
}
