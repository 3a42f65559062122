/** Fields of an entry in `NeighbourLists.entries`, from its offset on. */
export const NODE = 0
export const WEIGHT = 1
/** Original edges that the edge stands for. */
export const HOPS = 2
/** What the edge stands for, as in `Hierarchy`: before (−1: an edge of the graph) and after. */
export const BEFORE = 3
export const AFTER = 4
/** Length of an entry. */
export const STRIDE = 5

const SIZES = 31

/**
 * For each node a list of edges that grows and shrinks, all in one typed array: a list lives in a slab of 2^k entries and
 * moves to one of twice the size when it is full. Slabs left behind are used again.
 */
export class NeighbourLists {
  entries: Int32Array
  /** Offset of the list of each node in `entries`, and its end. */
  readonly begin: Int32Array
  readonly end: Int32Array
  readonly #sizeClass: Uint8Array
  #used = 0
  /** The head of a chain of free slabs per size class; each slab's first cell is the next one's offset. */
  readonly #free = new Int32Array(SIZES).fill(-1)

  constructor(degrees: Uint32Array) {
    this.begin = new Int32Array(degrees.length)
    this.end = new Int32Array(degrees.length)
    this.#sizeClass = new Uint8Array(degrees.length)
    let total = 0
    for (const degree of degrees) total += STRIDE << sizeClassFor(degree)
    this.entries = new Int32Array(Math.ceil(1.3 * total) + 1024)
    degrees.forEach((degree, node) => {
      const sizeClass = sizeClassFor(degree)
      this.#sizeClass[node] = sizeClass
      this.begin[node] = this.end[node] = this.#takeSlab(sizeClass)
    })
  }

  /** Where the edge of a node to or from another is in `entries`, or −1. */
  find(node: number, neighbour: number): number {
    const { entries } = this
    const end = this.end[node]!
    for (let at = this.begin[node]!; at < end; at += STRIDE) {
      if (entries[at] === neighbour) return at
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
    const full = this.begin[node]! + (STRIDE << this.#sizeClass[node]!)
    if (this.end[node] === full) this.#moveToLargerSlab(node)
    const at = this.end[node]!
    this.entries[at] = neighbour
    this.set(at, weight, hops, before, after)
    this.end[node] = at + STRIDE
  }

  set(at: number, weight: number, hops: number, before: number, after: number): void {
    const { entries } = this
    entries[at + WEIGHT] = weight
    entries[at + HOPS] = hops
    entries[at + BEFORE] = before
    entries[at + AFTER] = after
  }

  remove(node: number, neighbour: number): void {
    const at = this.find(node, neighbour)
    const last = this.end[node]! - STRIDE
    if (at !== last) this.entries.copyWithin(at, last, last + STRIDE)
    this.end[node] = last
  }

  /** Gives up the list of a node that will have no edges any more. */
  release(node: number): void {
    this.#freeSlab(this.begin[node]!, this.#sizeClass[node]!)
    this.end[node] = this.begin[node] = 0
  }

  #moveToLargerSlab(node: number): void {
    const from = this.begin[node]!
    const sizeClass = this.#sizeClass[node]!
    const to = this.#takeSlab(sizeClass + 1)
    this.entries.copyWithin(to, from, this.end[node])
    this.#freeSlab(from, sizeClass)
    this.#sizeClass[node] = sizeClass + 1
    this.end[node]! += to - from
    this.begin[node] = to
  }

  #takeSlab(sizeClass: number): number {
    const free = this.#free[sizeClass]!
    if (free >= 0) {
      this.#free[sizeClass] = this.entries[free]!
      return free
    }
    const at = this.#used
    this.#used += STRIDE << sizeClass
    if (this.#used > this.entries.length) {
      const larger = new Int32Array(Math.ceil(1.5 * this.#used))
      larger.set(this.entries)
      this.entries = larger
    }
    return at
  }

  #freeSlab(at: number, sizeClass: number): void {
    this.entries[at] = this.#free[sizeClass]!
    this.#free[sizeClass] = at
  }
}

function sizeClassFor(degree: number): number {
  return degree <= 2 ? 1 : 32 - Math.clz32(degree - 1)
}
