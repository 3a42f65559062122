/** Cells of an edge in `NeighbourLists.edges`. */
export const NODE = 0
export const WEIGHT = 1
export const CELLS = 2
/** Cells of an edge in `NeighbourLists.origins`: how many edges of the graph it stands for, and which, as in `Hierarchy`. */
export const HOPS = 0
export const BEFORE = 1
export const AFTER = 2
export const ORIGIN_CELLS = 3

const SIZES = 32

/**
 * For each node a list of edges that grows and shrinks, the lightest first: those of node n have the places from
 * `begin[n]` up to, not including, `end[n]`. A list lives in a slab of 2^k places and moves to one of twice the size when
 * it is full; slabs left behind are used again. What searches read is apart from what they do not.
 */
export class NeighbourLists {
  edges: Int32Array
  origins: Int32Array
  readonly begin: Int32Array
  readonly end: Int32Array
  readonly #sizeClass: Uint8Array
  #used = 0
  /** The first of a chain of free slabs per size, −1 at its end; a slab's first cell is the next one's place. */
  readonly #free = new Int32Array(SIZES).fill(-1)

  constructor(degrees: Uint32Array) {
    this.begin = new Int32Array(degrees.length)
    this.end = new Int32Array(degrees.length)
    this.#sizeClass = Uint8Array.from(degrees, sizeClassFor)
    let places = 0
    for (const sizeClass of this.#sizeClass) places += 2 ** sizeClass
    const capacity = Math.ceil(1.2 * places) + 1024
    this.edges = new Int32Array(CELLS * capacity)
    this.origins = new Int32Array(ORIGIN_CELLS * capacity)
    for (let node = 0; node < degrees.length; node += 1) {
      this.begin[node] = this.end[node] = this.#takeSlab(this.#sizeClass[node]!)
    }
  }

  count(node: number): number {
    return this.end[node]! - this.begin[node]!
  }

  /** The place of the edge of a node to or from another, or −1. */
  find(node: number, neighbour: number): number {
    const { edges } = this
    const end = this.end[node]!
    for (let place = this.begin[node]!; place < end; place += 1) {
      if (edges[CELLS * place + NODE] === neighbour) return place
    }
    return -1
  }

  add(
    node: number,
    neighbour: number,
    weight: number,
    hops: number,
    before: number,
    after: number,
  ): void {
    if (this.count(node) === 1 << this.#sizeClass[node]!) this.#moveToLargerSlab(node)
    const { edges, origins } = this
    const begin = this.begin[node]!
    let place = this.end[node]!
    this.end[node] = place + 1
    for (; place > begin; place -= 1) {
      if (edges[CELLS * (place - 1) + WEIGHT]! <= weight) break
      this.#copy(place - 1, place)
    }
    edges[CELLS * place + NODE] = neighbour
    edges[CELLS * place + WEIGHT] = weight
    origins[ORIGIN_CELLS * place + HOPS] = hops
    origins[ORIGIN_CELLS * place + BEFORE] = before
    origins[ORIGIN_CELLS * place + AFTER] = after
  }

  remove(node: number, neighbour: number): void {
    let place = this.find(node, neighbour)
    const last = this.end[node]! - 1
    for (; place < last; place += 1) this.#copy(place + 1, place)
    this.end[node] = last
  }

  /** Gives up the list of a node that will have no edges any more. */
  release(node: number): void {
    this.#freeSlab(this.begin[node]!, this.#sizeClass[node]!)
    this.begin[node] = this.end[node] = 0
  }

  #copy(from: number, to: number): void {
    const { edges, origins } = this
    for (let i = 0; i < CELLS; i += 1) edges[CELLS * to + i] = edges[CELLS * from + i]!
    for (let i = 0; i < ORIGIN_CELLS; i += 1) {
      origins[ORIGIN_CELLS * to + i] = origins[ORIGIN_CELLS * from + i]!
    }
  }

  #moveToLargerSlab(node: number): void {
    const from = this.begin[node]!
    const sizeClass = this.#sizeClass[node]!
    const to = this.#takeSlab(sizeClass + 1)
    const count = 1 << sizeClass
    for (let i = 0; i < count; i += 1) this.#copy(from + i, to + i)
    this.#freeSlab(from, sizeClass)
    this.#sizeClass[node] = sizeClass + 1
    this.begin[node] = to
    this.end[node] = to + count
  }

  #takeSlab(sizeClass: number): number {
    const free = this.#free[sizeClass]!
    if (free >= 0) {
      this.#free[sizeClass] = this.edges[CELLS * free]!
      return free
    }
    const slab = this.#used
    this.#used += 1 << sizeClass
    if (CELLS * this.#used > this.edges.length) {
      const capacity = Math.ceil(1.4 * this.#used)
      this.edges = enlarge(this.edges, CELLS * capacity)
      this.origins = enlarge(this.origins, ORIGIN_CELLS * capacity)
    }
    return slab
  }

  #freeSlab(slab: number, sizeClass: number): void {
    this.edges[CELLS * slab] = this.#free[sizeClass]!
    this.#free[sizeClass] = slab
  }
}

function sizeClassFor(degree: number): number {
  return degree <= 2 ? 1 : 32 - Math.clz32(degree - 1)
}

function enlarge(cells: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length)
  larger.set(cells)
  return larger
}
