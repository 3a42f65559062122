import type { Costs } from '../hierarchy/costs.ts'
import type { Path } from '../hierarchy/find-path.ts'
import { HierarchySearch } from '../hierarchy/hierarchy-search.ts'
import { PlainSearch } from '../hierarchy/plain-search.ts'
import type { ProfileGraph, RoadNetwork } from '../network/road-network.ts'
import type { ProfileTables, RoadTables } from './road-tables.ts'
import { seedSources, seedTargets } from './seeds.ts'
import type { Snap } from './snap.ts'

/** The streets of one profile, searched from snapped points. Integers: milliseconds and centimetres. */
export class ProfileRoads {
  readonly network: RoadNetwork
  readonly graph: ProfileGraph
  readonly plainSearch: PlainSearch
  private readonly search: HierarchySearch

  constructor({ network }: RoadTables, { graph, hierarchy }: ProfileTables) {
    this.network = network
    this.graph = graph
    this.plainSearch = new PlainSearch(graph)
    this.search = new HierarchySearch(graph, hierarchy)
  }

  /** Whether trips may begin and end on a segment. */
  readonly isUsable = (segment: number): boolean => {
    const { nodeFirst } = this.graph
    return (nodeFirst[2 * segment] as number) < (nodeFirst[2 * segment + 2] as number)
  }

  matrix(sources: readonly (Snap | null)[], targets: readonly (Snap | null)[]): Costs {
    const cells = sources.length * targets.length
    const costs = {
      weight: new Int32Array(cells),
      duration: new Int32Array(cells),
      distance: new Int32Array(cells),
    }
    const { network, graph } = this
    this.search.manyToMany(
      seedSources(network, graph, sources),
      seedTargets(network, graph, targets),
      costs,
    )
    return costs
  }

  /** @param heading the arc that the source is left by; either when absent */
  path(source: Snap, target: Snap, heading?: number): Path | undefined {
    const { network, graph } = this
    const isAhead = (node: number) => heading === undefined || graph.arcOf[node] === heading
    return this.search.findPath(
      seedSources(network, graph, [source], isAhead),
      seedTargets(network, graph, [target]),
    )
  }
}
