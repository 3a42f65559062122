/**
 * A graph in the order of its contraction, as plain typed arrays to be stored and shared between threads. Nodes here are
 * *ranks*: 0 was contracted first. An *up* edge leads from rank r to a higher one and is among `upFirst[r]` …
 * `upFirst[r + 1]`; a *down* edge leads to rank r from a higher one and is among `downFirst[r]` … `downFirst[r + 1]`.
 * Every shortest path of the graph has an equal that climbs up edges only, then descends down edges only.
 */
export interface Hierarchy {
  /** The rank of each node of the graph; nodes from which all ways are the same share one. */
  readonly rankOf: Uint32Array
  /** The edges of the graph that lead to node n, and their tails: `intoFirst[n]` … `intoFirst[n + 1]`. */
  readonly intoFirst: Uint32Array
  readonly intoEdge: Uint32Array
  readonly intoTail: Uint32Array

  readonly upFirst: Uint32Array
  readonly upHead: Uint32Array
  readonly upWeight: Int32Array
  readonly upDuration: Int32Array
  readonly upDistance: Int32Array
  /**
   * What an edge stands for: −1 and an edge of the graph, or, of a shortcut over a lower rank, the down edge into that
   * rank (`before`) and the up edge out of it (`after`).
   */
  readonly upBefore: Int32Array
  readonly upAfter: Uint32Array

  readonly downFirst: Uint32Array
  readonly downTail: Uint32Array
  readonly downWeight: Int32Array
  readonly downDuration: Int32Array
  readonly downDistance: Int32Array
  readonly downBefore: Int32Array
  readonly downAfter: Uint32Array
}
