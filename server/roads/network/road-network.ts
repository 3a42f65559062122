import type { WeightedGraph } from '../hierarchy/weighted-graph.ts'

/**
 * Roads between junctions, the same for every profile. Plain typed arrays, to be stored and shared between threads. An
 * *arc* is a segment in one direction: 2 × segment forward, 2 × segment + 1 backward.
 */
export interface RoadNetwork {
  /** Vertices (junctions and ends) at both ends of each segment. */
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** Points of segment s, both ends included: `shapeFirst[s]` up to, not including, `shapeFirst[s + 1]`. */
  readonly shapeFirst: Uint32Array
  /** Degrees × 10⁷, WGS 84. */
  readonly shapeLng: Int32Array
  readonly shapeLat: Int32Array
  /** Centimetres. */
  readonly length: Uint32Array
  /** Index into `names` of each segment; 0 is the road without a name. */
  readonly name: Uint32Array
  readonly names: readonly string[]
  /** 1 = part of a roundabout. */
  readonly round: Uint8Array
}

/**
 * What one profile may drive, edge by edge: a node of this graph is an arc, an edge is a turn from one arc into the next
 * and carries the turn and the whole of the arc it leads into. Only arcs of the largest strongly connected part are in
 * it: from where trips begin on any of them, all others are reached.
 */
export interface ProfileGraph extends WeightedGraph {
  /** The arc of each node. An arc has several nodes where a restriction runs over a way in between. */
  readonly arcOf: Uint32Array
  /**
   * Nodes of arc a: `node[nodeFirst[a]]` up to, not including, `node[nodeFirst[a + 1]]`; none where the profile may not
   * go. Trips begin at the first of them and may end at any.
   */
  readonly nodeFirst: Uint32Array
  readonly node: Uint32Array
  /** Milliseconds to travel the whole arc of each node, as weight and as duration. */
  readonly arcWeight: Int32Array
  readonly arcDuration: Int32Array
}
