import type { Bbox } from '../../../shared/geo.ts'
import { profileNames, type ProfileName, type ProfileReport } from '../../../shared/roads.ts'
import { contract } from '../hierarchy/contract.ts'
import { buildNetwork, type OsmFeed } from '../network/build-network.ts'
import { buildProfileGraph } from '../network/build-profile-graph.ts'
import { profiles } from '../network/profiles/profiles.ts'
import type { RoadNetwork } from '../network/road-network.ts'
import type { ProfileTables, RoadTables } from './road-tables.ts'
import { indexStreets } from './snap.ts'

export interface MadeRoads {
  readonly tables: RoadTables
  readonly reports: readonly ProfileReport[]
  readonly bbox: Bbox
  /** Junctions and ends of segments. */
  readonly nodes: number
}

export interface MakeOptions {
  /** Share of a stage done, 0 to 1. */
  readonly progress?: (stage: 'read' | 'network' | 'contract', share: number) => void
}

/** The map has nothing that anybody could travel on. */
export class NoStreets extends Error {
  override name = 'NoStreets'
}

/**
 * From a map to everything the engine reads.
 * @throws NoStreets
 */
export async function makeRoadTables(
  read: OsmFeed,
  { progress }: MakeOptions = {},
): Promise<MadeRoads> {
  const { network, attributes } = await buildNetwork(read, {
    progress: (share) => progress?.('read', share),
  })
  if (network.length.length === 0) throw new NoStreets('The file has no streets.')

  const built = profileNames.map((name, index) => {
    progress?.('network', index / profileNames.length)
    return buildProfileGraph(network, attributes, profiles[name])
  })
  const tables = built.map(({ graph }, index): [ProfileName, ProfileTables] => {
    const hierarchy = contract(graph, {
      progress: (share) => progress?.('contract', (index + share) / profileNames.length),
    })
    return [profileNames[index] as ProfileName, { graph, hierarchy }]
  })
  return {
    tables: {
      network,
      index: indexStreets(network),
      profiles: Object.fromEntries(tables) as Record<ProfileName, ProfileTables>,
    },
    reports: built.map(({ report }) => report),
    bbox: boundsOf(network),
    nodes: countVertices(network),
  }
}

function boundsOf({ shapeLng, shapeLat }: RoadNetwork): Bbox {
  const least = (values: Int32Array) => values.reduce((a, b) => Math.min(a, b)) / 1e7
  const most = (values: Int32Array) => values.reduce((a, b) => Math.max(a, b)) / 1e7
  return [least(shapeLng), least(shapeLat), most(shapeLng), most(shapeLat)]
}

const countVertices = ({ from, to }: RoadNetwork): number =>
  1 + Math.max(...[from, to].map((ends) => ends.reduce((a, b) => Math.max(a, b))))
