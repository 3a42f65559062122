import type { PlainTours } from './plain-tours.ts'
import type { Random } from './random.ts'

/** Of the stops nearest to a stop so many may come right before it. */
const NEAREST = 12

/**
 * Exchange of tails (2-opt*, Potvin & Rousseau 1995) between two tours of vehicles alike, drawn at
 * random: what follows one stop goes on behind another. Ruin and recreate takes out short strings
 * only, so that two long tours hardly ever get the right halves; this does it in one step, and is
 * judged by four legs and two times before anything is written.
 */
export class TailExchange {
  readonly #plan: PlainTours
  readonly #near: readonly Int32Array[]
  readonly #random: Random
  readonly #first: Int32Array
  readonly #second: Int32Array

  constructor(plan: PlainTours, near: readonly Int32Array[], random: Random) {
    this.#plan = plan
    this.#near = near
    this.#random = random
    this.#first = new Int32Array(plan.model.stopCount)
    this.#second = new Int32Array(plan.model.stopCount)
  }

  /**
   * Draws a stop, and one near it behind which it and its tail are to come.
   * @param most by how much the plan may become dearer
   * @returns whether the exchange was made; it is neither committed nor priced to the last
   */
  tryOne(most: number): boolean {
    const { movable } = this.#plan.model
    const tail = movable[this.#random.below(movable.length)]!
    const near = this.#near[tail]!
    if (near.length === 0) return false
    const head = near[this.#random.below(Math.min(NEAREST, near.length))]!
    return this.#fits(head, tail, most) && this.exchange(head, tail)
  }

  /** Whether two stops are of tours that may exchange tails, in time and for less than `most`. */
  #fits(head: number, tail: number, most: number): boolean {
    const plan = this.#plan
    const { next, prev, leg, tourOf, kind } = plan
    const one = tourOf[head]!
    const two = tourOf[tail]!
    if (one < 0 || two < 0 || one === two || kind[one] !== kind[two]) return false
    const after = next[head]!
    const before = prev[tail]!
    const price = this.#price(head, tail) + this.#price(before, after)
    if (price - leg[head]! - leg[before]! >= most) return false
    return !plan.timed || (this.#isInTime(head, tail) && this.#isInTime(before, after))
  }

  #price(from: number, to: number): number {
    const { row, model } = this.#plan
    return model.cost[row[from]! * model.nodeCount + row[to]!]!
  }

  #isInTime(from: number, to: number): boolean {
    const { row, left, due, model } = this.#plan
    return left[from]! + model.time[row[from]! * model.nodeCount + row[to]!]! <= due[to]!
  }

  /**
   * Lets `tail` and all behind it follow `head`, and what followed `head` take their place.
   * @returns false, and nothing is changed, when a tour would have too much load or too many stops
   */
  exchange(head: number, tail: number): boolean {
    const plan = this.#plan
    const { tourOf, next, loads, capacities, maxStops } = plan
    const { stopCount: n, demand } = plan.model
    const one = tourOf[head]!
    const two = tourOf[tail]!
    const [first, second] = [this.#first, this.#second]
    let firstCount = 0
    let secondCount = 0
    let moved = 0
    for (let node = next[n + 2 * one]!; node !== next[head]; node = next[node]!)
      first[firstCount++] = node
    for (let node = next[n + 2 * two]!; node !== tail; node = next[node]!)
      second[secondCount++] = node
    for (let node = tail; node < n; node = next[node]!) {
      first[firstCount++] = node
      moved += demand[node]!
    }
    for (let node = next[head]; node < n; node = next[node]!) {
      second[secondCount++] = node
      moved -= demand[node]!
    }
    if (firstCount > maxStops[one]! || secondCount > maxStops[two]!) return false
    if (loads[one]! + moved > capacities[one]! || loads[two]! - moved > capacities[two]!)
      return false
    plan.assign(one, first, 0)
    plan.assign(two, second, 0)
    plan.assign(one, first, firstCount)
    plan.assign(two, second, secondCount)
    return true
  }
}
