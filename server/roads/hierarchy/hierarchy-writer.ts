import type { Hierarchy } from './hierarchy.ts'
import { AFTER, BEFORE, NODE, NeighbourLists, STRIDE, WEIGHT } from './neighbour-lists.ts'
import type { RemainingGraph } from './remaining-graph.ts'
import type { WeightedGraph } from './weighted-graph.ts'

/** Takes nodes in the order of their contraction, each with the edges it has at that moment. */
export class HierarchyWriter {
  readonly #graph: WeightedGraph
  readonly #remaining: RemainingGraph
  readonly #nodeOf: Uint32Array<ArrayBuffer>
  readonly #up: EdgeColumns
  readonly #down: EdgeColumns
  #rank = 0

  constructor(graph: WeightedGraph, remaining: RemainingGraph) {
    this.#graph = graph
    this.#remaining = remaining
    this.#nodeOf = new Uint32Array(remaining.size)
    this.#up = new EdgeColumns(remaining.size, graph.head.length)
    this.#down = new EdgeColumns(remaining.size, graph.head.length)
  }

  /** Up and down edges written so far: the numbers that the next ones get. */
  get upCount(): number {
    return this.#up.count
  }

  get downCount(): number {
    return this.#down.count
  }

  write(node: number): void {
    this.#nodeOf[this.#rank] = node
    this.#writeEdges(this.#up, this.#remaining.out, node)
    this.#writeEdges(this.#down, this.#remaining.in, node)
    this.#rank += 1
    this.#up.first[this.#rank] = this.#up.count
    this.#down.first[this.#rank] = this.#down.count
  }

  #writeEdges(to: EdgeColumns, { entries, begin, end }: NeighbourLists, node: number): void {
    const { duration, distance } = this.#graph
    const up = this.#up
    const down = this.#down
    const stop = end[node]!
    for (let at = begin[node]!; at < stop; at += STRIDE) {
      const edge = to.add()
      const before = entries[at + BEFORE]!
      const after = entries[at + AFTER]!
      to.neighbour[edge] = entries[at + NODE]!
      to.weight[edge] = entries[at + WEIGHT]!
      to.before[edge] = before
      to.after[edge] = after
      if (before < 0) {
        to.duration[edge] = duration[after]!
        to.distance[edge] = distance[after]!
      } else {
        to.duration[edge] = down.duration[before]! + up.duration[after]!
        to.distance[edge] = down.distance[before]! + up.distance[after]!
      }
    }
  }

  finish(): Hierarchy {
    const rankOf = new Uint32Array(this.#nodeOf.length)
    this.#nodeOf.forEach((node, rank) => (rankOf[node] = rank))
    const up = this.#up.finish(rankOf)
    const down = this.#down.finish(rankOf)
    return {
      rankOf,
      nodeOf: this.#nodeOf,
      upFirst: up.first,
      upHead: up.neighbour,
      upWeight: up.weight,
      upDuration: up.duration,
      upDistance: up.distance,
      upBefore: up.before,
      upAfter: up.after,
      downFirst: down.first,
      downTail: down.neighbour,
      downWeight: down.weight,
      downDuration: down.duration,
      downDistance: down.distance,
      downBefore: down.before,
      downAfter: down.after,
    }
  }
}

/** Edges column by column, growing; `first` has where those of each rank begin. */
class EdgeColumns {
  count = 0
  readonly first: Uint32Array<ArrayBuffer>
  neighbour: Uint32Array<ArrayBuffer>
  weight: Int32Array<ArrayBuffer>
  duration: Int32Array<ArrayBuffer>
  distance: Int32Array<ArrayBuffer>
  before: Int32Array<ArrayBuffer>
  after: Uint32Array<ArrayBuffer>

  constructor(nodes: number, capacity: number) {
    this.first = new Uint32Array(nodes + 1)
    this.neighbour = new Uint32Array(capacity)
    this.weight = new Int32Array(capacity)
    this.duration = new Int32Array(capacity)
    this.distance = new Int32Array(capacity)
    this.before = new Int32Array(capacity)
    this.after = new Uint32Array(capacity)
  }

  add(): number {
    if (this.count === this.weight.length) this.#resize(Math.ceil(1.3 * this.count) + 16)
    return this.count++
  }

  /** Cuts the columns to what they hold and lets `neighbour` name ranks. */
  finish(rankOf: Uint32Array): this {
    this.#resize(this.count)
    this.neighbour.forEach((node, edge) => (this.neighbour[edge] = rankOf[node]!))
    return this
  }

  #resize(capacity: number): void {
    this.neighbour = resized(this.neighbour, new Uint32Array(capacity))
    this.weight = resized(this.weight, new Int32Array(capacity))
    this.duration = resized(this.duration, new Int32Array(capacity))
    this.distance = resized(this.distance, new Int32Array(capacity))
    this.before = resized(this.before, new Int32Array(capacity))
    this.after = resized(this.after, new Uint32Array(capacity))
  }
}

function resized<Column extends Int32Array | Uint32Array>(column: Column, into: Column): Column {
  into.set(column.subarray(0, into.length))
  return into
}
