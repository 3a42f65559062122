import type { Hierarchy } from './hierarchy.ts'
import { NodeQueue } from './node-queue.ts'

/** The edges of one direction of a hierarchy, seen from the lower node of each. */
interface Climb {
  readonly first: Uint32Array
  readonly to: Uint32Array
  readonly weight: Int32Array
  readonly duration: Int32Array
  readonly distance: Int32Array
}

/** Heavier than anything reached. */
export const UNREACHED = 2 ** 31 - 1

/**
 * Dijkstra over edges that lead to higher ranks only, forward from sources or backward from targets. One is made once
 * and used for many searches. The nodes settled are columns by *step*, the order they were settled in.
 */
export class UpwardSearch {
  steps = 0
  /** By step: the rank settled, the sums from the seed to there, and how it was reached. */
  node = new Uint32Array(1024)
  weight = new Int32Array(1024)
  duration = new Int32Array(1024)
  distance = new Int32Array(1024)
  /** The edge that reached it, or −1 at a seed; the step that edge began in, or the number of the seed. */
  edge = new Int32Array(1024)
  origin = new Int32Array(1024)

  readonly #climb: Climb
  /** The other direction, for stalling. */
  readonly #descent: Climb
  readonly #queue = new NodeQueue()
  /** By rank, of what is reached: weight, and edge and origin as above. */
  readonly #reachedWeight: Int32Array
  readonly #reachedEdge: Int32Array
  readonly #reachedOrigin: Int32Array
  /** By rank: its step when it is settled, else −1. */
  readonly #stepAt: Int32Array
  #reached = new Uint32Array(1024)
  #reachedCount = 0
  #seeds: { duration: Int32Array; distance: Int32Array } = {
    duration: new Int32Array(0),
    distance: new Int32Array(0),
  }

  constructor(hierarchy: Hierarchy, direction: 'forward' | 'backward') {
    const up: Climb = {
      first: hierarchy.upFirst,
      to: hierarchy.upHead,
      weight: hierarchy.upWeight,
      duration: hierarchy.upDuration,
      distance: hierarchy.upDistance,
    }
    const down: Climb = {
      first: hierarchy.downFirst,
      to: hierarchy.downTail,
      weight: hierarchy.downWeight,
      duration: hierarchy.downDuration,
      distance: hierarchy.downDistance,
    }
    this.#climb = direction === 'forward' ? up : down
    this.#descent = direction === 'forward' ? down : up
    const size = hierarchy.upFirst.length - 1
    this.#reachedWeight = new Int32Array(size).fill(UNREACHED)
    this.#reachedEdge = new Int32Array(size)
    this.#reachedOrigin = new Int32Array(size)
    this.#stepAt = new Int32Array(size).fill(-1)
  }

  /** Begins anew, without seeds; those added next carry durations and distances from these columns. */
  begin(seeds: { duration: Int32Array; distance: Int32Array }): void {
    for (let i = 0; i < this.#reachedCount; i += 1) {
      this.#reachedWeight[this.#reached[i]!] = UNREACHED
      this.#stepAt[this.#reached[i]!] = -1
    }
    this.#reachedCount = 0
    this.#queue.clear()
    this.steps = 0
    this.#seeds = seeds
  }

  addSeed(rank: number, weight: number, seed: number): void {
    if (weight < this.#reachedWeight[rank]!) this.#reach(rank, weight, -1, seed)
  }

  /** Lower bound of the weights still to come; UNREACHED when there are none. */
  minWeight(): number {
    return this.#queue.size > 0 ? this.#queue.minKey() : UNREACHED
  }

  /** The step a rank was settled in, or −1. */
  stepAt(rank: number): number {
    return this.#stepAt[rank]!
  }

  /** Settles one node and returns its step, or −1 when nothing is left. */
  settleNext(): number {
    const queue = this.#queue
    while (queue.size > 0) {
      const weight = queue.minKey()
      const rank = queue.pop()
      if (weight > this.#reachedWeight[rank]! || this.#isStalled(rank, weight)) continue
      const step = this.#settle(rank, weight)
      this.#relax(rank, weight, step)
      return step
    }
    return -1
  }

  /** Stall-on-demand: a higher node has a lighter way down to here, so no shortest path climbs on from here. */
  #isStalled(rank: number, weight: number): boolean {
    const { first, to, weight: weights } = this.#descent
    const reached = this.#reachedWeight
    const end = first[rank + 1]!
    for (let edge = first[rank]!; edge < end; edge += 1) {
      if (reached[to[edge]!]! < weight - weights[edge]!) return true
    }
    return false
  }

  #settle(rank: number, weight: number): number {
    if (this.steps === this.node.length) this.#growSteps()
    const step = this.steps++
    const edge = this.#reachedEdge[rank]!
    const origin = this.#reachedOrigin[rank]!
    this.#stepAt[rank] = step
    this.node[step] = rank
    this.weight[step] = weight
    this.edge[step] = edge
    this.origin[step] = origin
    if (edge < 0) {
      this.duration[step] = this.#seeds.duration[origin]!
      this.distance[step] = this.#seeds.distance[origin]!
    } else {
      this.duration[step] = this.duration[origin]! + this.#climb.duration[edge]!
      this.distance[step] = this.distance[origin]! + this.#climb.distance[edge]!
    }
    return step
  }

  #relax(rank: number, weight: number, step: number): void {
    const { first, to, weight: weights } = this.#climb
    const reached = this.#reachedWeight
    const end = first[rank + 1]!
    for (let edge = first[rank]!; edge < end; edge += 1) {
      const next = to[edge]!
      const sum = weight + weights[edge]!
      if (sum < reached[next]!) this.#reach(next, sum, edge, step)
    }
  }

  #reach(rank: number, weight: number, edge: number, origin: number): void {
    if (this.#reachedWeight[rank] === UNREACHED) {
      if (this.#reachedCount === this.#reached.length) {
        this.#reached = twice(this.#reached, Uint32Array)
      }
      this.#reached[this.#reachedCount++] = rank
    }
    this.#reachedWeight[rank] = weight
    this.#reachedEdge[rank] = edge
    this.#reachedOrigin[rank] = origin
    this.#queue.push(weight, rank)
  }

  #growSteps(): void {
    this.node = twice(this.node, Uint32Array)
    this.weight = twice(this.weight, Int32Array)
    this.duration = twice(this.duration, Int32Array)
    this.distance = twice(this.distance, Int32Array)
    this.edge = twice(this.edge, Int32Array)
    this.origin = twice(this.origin, Int32Array)
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
