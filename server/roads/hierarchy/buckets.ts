import type { UpwardSearch } from './upward-search.ts'

/**
 * For each rank, the targets that can be reached from it by down edges only, with the sums from there (Knopp, Sanders,
 * Schultes, Schulz, Wagner 2007). Collected target by target, then sorted by rank.
 */
export class Buckets {
  count = 0
  /** The entries of rank r are `first[r]` up to, not including, `first[r + 1]`. */
  readonly first: Uint32Array
  target = new Uint32Array(0)
  weight = new Int32Array(0)
  duration = new Int32Array(0)
  distance = new Int32Array(0)

  /** Entries as collected. */
  #rank = new Uint32Array(4096)
  #target = new Uint32Array(4096)
  #weight = new Int32Array(4096)
  #duration = new Int32Array(4096)
  #distance = new Int32Array(4096)

  constructor(ranks: number) {
    this.first = new Uint32Array(ranks + 1)
  }

  clear(): void {
    this.count = 0
  }

  /** Takes what a backward search has settled. */
  collect(target: number, search: UpwardSearch): void {
    while (this.count + search.steps > this.#rank.length) this.#grow()
    const { count } = this
    this.#rank.set(search.node.subarray(0, search.steps), count)
    this.#target.fill(target, count, count + search.steps)
    this.#weight.set(search.weight.subarray(0, search.steps), count)
    this.#duration.set(search.duration.subarray(0, search.steps), count)
    this.#distance.set(search.distance.subarray(0, search.steps), count)
    this.count += search.steps
  }

  /** Counting sort, stable: the entries of a rank are in the order of their targets. */
  sort(): void {
    const { first, count } = this
    if (this.target.length < count) this.#growSorted()
    first.fill(0)
    for (let i = 0; i < count; i += 1) first[this.#rank[i]!]! += 1
    for (let rank = 1; rank < first.length; rank += 1) first[rank]! += first[rank - 1]!
    for (let i = count - 1; i >= 0; i -= 1) {
      const at = --first[this.#rank[i]!]!
      this.target[at] = this.#target[i]!
      this.weight[at] = this.#weight[i]!
      this.duration[at] = this.#duration[i]!
      this.distance[at] = this.#distance[i]!
    }
  }

  #grow(): void {
    this.#rank = twice(this.#rank, Uint32Array)
    this.#target = twice(this.#target, Uint32Array)
    this.#weight = twice(this.#weight, Int32Array)
    this.#duration = twice(this.#duration, Int32Array)
    this.#distance = twice(this.#distance, Int32Array)
  }

  #growSorted(): void {
    const { length } = this.#rank
    this.target = new Uint32Array(length)
    this.weight = new Int32Array(length)
    this.duration = new Int32Array(length)
    this.distance = new Int32Array(length)
  }
}

function twice<Column extends Int32Array | Uint32Array>(
  column: Column,
  make: new (length: number) => Column,
): Column {
  const larger = new make(2 * column.length)
  larger.set(column)
  return larger
}
