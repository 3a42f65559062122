import { Buckets } from './buckets.ts'
import type { Costs } from './costs.ts'
import type { Searches } from './searches.ts'
import { SeedsByNode } from './seeds-by-node.ts'
import { UNREACHED } from './upward-search.ts'
import type { Seeds } from './weighted-graph.ts'

/** Bucket many-to-many: a backward search per target, then a forward search per source that scans what those left. */
export class ManyToMany {
  readonly #searches: Searches
  readonly #buckets: Buckets
  readonly #targetSeeds: SeedsByNode
  /** Of the row at work: the lightest sum to each target, and the bucket entry and the step it came from. */
  #best = new Int32Array(0)
  #bestEntry = new Uint32Array(0)
  #bestStep = new Uint32Array(0)

  constructor(searches: Searches) {
    const { rankOf, upFirst } = searches.hierarchy
    this.#searches = searches
    this.#buckets = new Buckets(upFirst.length - 1)
    this.#targetSeeds = new SeedsByNode(rankOf.length)
  }

  run(sources: Seeds, targets: Seeds, out: Costs): void {
    const rows = sources.first.length - 1
    const columns = targets.first.length - 1
    if (this.#best.length < columns) {
      this.#best = new Int32Array(columns)
      this.#bestEntry = new Uint32Array(columns)
      this.#bestStep = new Uint32Array(columns)
    }
    this.#fillBuckets(targets, columns)
    this.#targetSeeds.set(targets)
    for (let row = 0; row < rows; row += 1) {
      this.#searches.beginForward(sources, row)
      this.#meetTargets(columns)
      this.#writeRow(row * columns, columns, out)
      this.#writeTripsWithoutEdge(sources, row, targets, row * columns, out)
    }
  }

  #fillBuckets(targets: Seeds, columns: number): void {
    const search = this.#searches.backward
    this.#buckets.clear()
    for (let target = 0; target < columns; target += 1) {
      this.#searches.beginBackward(targets, target)
      while (search.settleNext() >= 0);
      this.#buckets.collect(target, search)
    }
    this.#buckets.sort()
  }

  #meetTargets(columns: number): void {
    const search = this.#searches.forward
    const { begin, end, target, weight } = this.#buckets
    const best = this.#best
    best.fill(UNREACHED, 0, columns)
    for (let step = search.settleNext(); step >= 0; step = search.settleNext()) {
      const rank = search.node[step]!
      const here = search.weight[step]!
      const stop = end[rank]!
      for (let entry = begin[rank]!; entry < stop; entry += 1) {
        const column = target[entry]!
        const sum = here + weight[entry]!
        if (sum < best[column]!) {
          best[column] = sum
          this.#bestEntry[column] = entry
          this.#bestStep[column] = step
        }
      }
    }
  }

  #writeRow(at: number, columns: number, out: Costs): void {
    const { duration, distance } = this.#buckets
    const search = this.#searches.forward
    for (let column = 0; column < columns; column += 1) {
      const weight = this.#best[column]!
      const entry = this.#bestEntry[column]!
      const step = this.#bestStep[column]!
      const isReached = weight !== UNREACHED
      out.weight[at + column] = isReached ? weight : -1
      out.duration[at + column] = isReached ? search.duration[step]! + duration[entry]! : -1
      out.distance[at + column] = isReached ? search.distance[step]! + distance[entry]! : -1
    }
  }

  /** A source and a target on one node, in this order. The searches know only trips with an edge: see `Ends`. */
  #writeTripsWithoutEdge(
    sources: Seeds,
    source: number,
    targets: Seeds,
    at: number,
    out: Costs,
  ): void {
    const { lastAt, before, target } = this.#targetSeeds
    for (let i = sources.first[source]!; i < sources.first[source + 1]!; i += 1) {
      for (let j = lastAt[sources.node[i]!]!; j >= 0; j = before[j]!) {
        const weight = sources.weight[i]! + targets.weight[j]!
        const cell = at + target[j]!
        const known = out.weight[cell]!
        if (weight < 0 || (known >= 0 && known <= weight)) continue
        out.weight[cell] = weight
        out.duration[cell] = sources.duration[i]! + targets.duration[j]!
        out.distance[cell] = sources.distance[i]! + targets.distance[j]!
      }
    }
  }
}
