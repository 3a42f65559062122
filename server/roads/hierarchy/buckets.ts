import type { UpwardSearch } from './upward-search.ts'

/**
 * For each rank, the targets that can be reached from it by down edges only, with the sums from there (Knopp, Sanders,
 * Schultes, Schulz, Wagner 2007). Collected target by target, then sorted by rank.
 */
export class Buckets {
  count = 0
  /** The entries of rank r are `begin[r]` up to, not including, `end[r]`. */
  readonly begin: Uint32Array
  readonly end: Uint32Array
  target = new Uint32Array(0)
  weight = new Int32Array(0)
  duration = new Int32Array(0)
  distance = new Int32Array(0)

  /** Those that have entries: a few thousand of perhaps millions. */
  readonly #ranks: number[] = []
  /** Entries as collected. */
  #rank = new Uint32Array(4096)
  #target = new Uint32Array(4096)
  #weight = new Int32Array(4096)
  #duration = new Int32Array(4096)
  #distance = new Int32Array(4096)

  constructor(ranks: number) {
    this.begin = new Uint32Array(ranks)
    this.end = new Uint32Array(ranks)
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

  /** Counting sort over the ranks with entries; those of a rank are in the order of their targets. */
  sort(): void {
    if (this.target.length < this.count) this.#growSorted()
    this.#layOut()
    const { end, count } = this
    for (let i = 0; i < count; i += 1) {
      const at = end[this.#rank[i]!]!++
      this.target[at] = this.#target[i]!
      this.weight[at] = this.#weight[i]!
      this.duration[at] = this.#duration[i]!
      this.distance[at] = this.#distance[i]!
    }
  }

  /** Gives every bucket its room, still empty. */
  #layOut(): void {
    const { begin, end, count } = this
    const ranks = this.#ranks
    for (const rank of ranks) begin[rank] = end[rank] = 0
    ranks.length = 0
    for (let i = 0; i < count; i += 1) {
      const rank = this.#rank[i]!
      if (end[rank] === 0) ranks.push(rank)
      end[rank]! += 1
    }
    let at = 0
    for (const rank of ranks) {
      const size = end[rank]!
      begin[rank] = end[rank] = at
      at += size
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
