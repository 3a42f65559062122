/**
 * A directed graph as typed arrays: the edges of node n are `first[n]` up to, not including, `first[n + 1]`. Each edge
 * carries what is minimised and, beside it, what is reported. In shared memory or not, at the owner's choice.
 */
export interface WeightedGraph {
  /** One more than there are nodes. */
  readonly first: Uint32Array
  readonly head: Uint32Array
  /** Milliseconds and whatever else makes an edge unwelcome; > 0. Sums along a path stay below 2³¹. */
  readonly weight: Int32Array
  /** Milliseconds. */
  readonly duration: Int32Array
  /** Centimetres. */
  readonly distance: Int32Array
}

/**
 * Where trips of a list of points begin or end: the seeds of point p are `first[p]` up to, not including,
 * `first[p + 1]`. A target's seeds are mostly negative: what of its last edge is not travelled.
 */
export interface Seeds {
  readonly first: Uint32Array
  readonly node: Uint32Array
  readonly weight: Int32Array
  readonly duration: Int32Array
  readonly distance: Int32Array
}
