import type { Plan } from './plan.ts'
import type { Pool } from './pool.ts'
import type { Random } from './random.ts'
import { takePartners } from './take-partners.ts'

/** The paper's c̄, L and α: mean number of stops taken out, longest string, and what a split keeps. */
const MEAN_REMOVED = 10
const LONGEST_STRING = 10
const KEEP_MORE = 0.5

/** Ruin by adjacent strings (Christiaens & Vanden Berghe 2020). */
export class StringRemoval {
  readonly #plan: Plan
  readonly #random: Random
  /** A tour being worked on. */
  readonly #stops: Int32Array

  constructor(plan: Plan, random: Random) {
    this.#plan = plan
    this.#random = random
    this.#stops = new Int32Array(plan.model.stopCount)
  }

  /**
   * From a few tours near `seed` takes out a string of consecutive stops each and puts them into
   * `pool`.
   */
  ruin(seed: number, near: Int32Array, pool: Pool): void {
    const plan = this.#plan
    if (plan.usedCount === 0) return
    const served = plan.model.movable.length - plan.absentCount
    const longest = Math.min(LONGEST_STRING, served / plan.usedCount)
    const strings = (4 * MEAN_REMOVED) / (1 + longest) - 1
    let left = Math.floor(1 + this.#random.unit() * Math.max(0, strings))
    for (let i = -1; i < near.length && left > 0; i++) {
      const stop = i < 0 ? seed : near[i]!
      const vehicle = plan.tourOf[stop]!
      if (vehicle < 0 || plan.isOpen(vehicle)) continue
      this.#takeString(vehicle, stop, longest, pool)
      left--
    }
    takePartners(plan, pool, this.#stops)
  }

  /** Takes stops around `stop` out of a tour: a string, or half of the time a split one. */
  #takeString(vehicle: number, stop: number, longest: number, pool: Pool): void {
    const random = this.#random
    const stops = this.#stops
    const size = this.#plan.read(vehicle, stops)
    let position = 0
    while (stops[position] !== stop) position++
    const length = Math.floor(1 + random.unit() * Math.min(size, longest))
    let kept = 0
    if (length > 1 && random.unit() < 0.5)
      for (kept = 1; length + kept < size && random.unit() < KEEP_MORE;) kept++
    const span = Math.min(size, length + kept)
    kept = span - length
    const earliest = Math.max(0, position - span + 1)
    const latest = Math.min(position, size - span)
    const from = earliest + random.below(latest - earliest + 1)
    const keepFrom = from + random.below(length + 1)
    let count = from
    for (let i = from; i < size; i++) {
      const inside = i < from + span
      if (inside && (i < keepFrom || i >= keepFrom + kept)) pool.add(stops[i]!)
      else stops[count++] = stops[i]!
    }
    this.#plan.assign(vehicle, stops, count)
  }
}
