import type { Tags } from '../../osm/index.ts'
import type { RoadNetwork } from './road-network.ts'

/** What the map says about a network's roads: what profile graphs are made from, of no use afterwards. */
export interface RoadAttributes {
  /** Distinct sets of those tags of ways that matter. */
  readonly tagSets: readonly Tags[]
  /** Segments of way w, in its order: `waySegments[w]` up to, not including, `waySegments[w + 1]`. */
  readonly waySegments: Uint32Array
  readonly wayTags: Uint32Array
  /** Distinct sets of those tags of vertices that matter: barriers, traffic lights. 0 is the empty one. */
  readonly vertexTagSets: readonly Tags[]
  readonly vertexTags: Uint32Array
  readonly restrictions: readonly Restriction[]
  /** Whether the traffic keeps left. */
  readonly leftHand: boolean
}

/** A turn restriction as mapped, its members found in the network. Members that are not there are left out. */
export interface Restriction {
  readonly tags: Tags
  /** Ways. Several only with `no_entry` and `no_exit`. */
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** The vertex between, or the ways. Undefined: it is not there. */
  readonly via: number | readonly number[] | undefined
}

export interface BuiltNetwork {
  readonly network: RoadNetwork
  readonly attributes: RoadAttributes
}
