import type { ProfileName } from '../../../shared/roads.ts'
import type { Hierarchy } from '../hierarchy/hierarchy.ts'
import type { ProfileGraph, RoadNetwork } from '../network/road-network.ts'

/** Everything the engine reads, as plain values and typed arrays: what an import makes and a file holds. */
export interface RoadTables {
  readonly network: RoadNetwork
  /** Of the segments' boxes, for `StreetIndex`. */
  readonly index: Uint8Array
  readonly profiles: Readonly<Record<ProfileName, ProfileTables>>
}

export interface ProfileTables {
  readonly graph: ProfileGraph
  readonly hierarchy: Hierarchy
}
