import type { IsOver } from './deadline.ts'
import type { Model } from './model.ts'
import type { Place, Plan } from './plan.ts'
import type { Pool } from './pool.ts'
import type { Random } from './random.ts'

/** A key per stop; the smallest is inserted first. */
type Rule = (model: Model, stop: number) => number

/** How often each order is drawn, after the paper; the last, dearest first, serves optional stops. */
const RULES: readonly (readonly [weight: number, rule: Rule])[] = [
  [2, (model, stop) => -distanceFromStart(model, stop)],
  [2, (model, stop) => model.opens[model.windowFrom[stop]!]!],
  [4, (model, stop) => -model.demand[stop]! - model.service[stop]! * 1e-6],
  [1, distanceFromStart],
  [2, openSeconds],
  [2, (model, stop) => -model.closes[model.windowFrom[stop + 1]! - 1]!],
  [6, (model, stop) => -model.prize[stop]!],
  // No order: equal keys fall at random.
  [4, () => 0],
]

/** Once in so many times every stop that fits is served, dear or not: a far group may pay together. */
const GENEROUS = 8

/** Recreate by greedy insertion with blinks (Christiaens & Vanden Berghe 2020). */
export class GreedyInsertion {
  readonly #plan: Plan
  readonly #random: Random
  /** Keys of all stops by rule, and the rules, each as often as its weight. */
  readonly #orders: readonly Float64Array[]
  readonly #draws: readonly number[]
  readonly #keys: Float64Array
  readonly #noise: Float64Array
  readonly #place: Place = { vehicle: -1, position: 0, price: 0 }

  constructor(plan: Plan, random: Random) {
    const { model } = plan
    this.#plan = plan
    this.#random = random
    this.#orders = RULES.map(([, rule]) =>
      Float64Array.from({ length: model.stopCount }, (_, stop) => rule(model, stop)),
    )
    this.#draws = RULES.flatMap(([weight], order) => Array.from({ length: weight }, () => order))
    this.#keys = new Float64Array(model.stopCount)
    this.#noise = new Float64Array(model.stopCount)
  }

  /**
   * Puts each stop of `pool`, in a random order of several, at its cheapest place, or leaves it out
   * when that costs more than its prize.
   * @param below gives up as soon as the plan would cost this much, taking it that no insertion makes
   *   it cheaper: true where triangles hold, elsewhere a chance missed now and then
   * @returns whether it came to the end
   */
  recreate(pool: Pool, below = Infinity): boolean {
    const plan = this.#plan
    const random = this.#random
    const place = this.#place
    const { prize } = plan.model
    this.#sort(pool, this.#draws[random.below(this.#draws.length)]!)
    const generous = random.below(GENEROUS) === 0
    let left = below < Infinity ? below - this.#costIfServed(pool) : Infinity
    for (let i = 0; i < pool.count && left > 0; i++) {
      const stop = pool.stops[i]!
      // Its partner may have brought it.
      if (plan.tourOf[stop] !== -1) continue
      const limit = generous ? Infinity : prize[stop]!
      plan.seek(stop, left < limit ? left : limit, place, random)
      if (place.vehicle >= 0) plan.insert(stop, place)
      left -= place.vehicle >= 0 ? place.price : prize[stop]!
    }
    return left > 0
  }

  /** What the plan would cost if the stops of a pool were served for nothing. */
  #costIfServed(pool: Pool): number {
    let cost = this.#plan.cost()
    for (let i = 0; i < pool.count; i++) cost -= this.#plan.model.prize[pool.stops[i]!]!
    return cost
  }

  get orderCount(): number {
    return this.#orders.length
  }

  /** The same for a given order, overlooking nothing, as far as one gets before it is over. */
  place(pool: Pool, order: number, isOver: IsOver): void {
    const plan = this.#plan
    const place = this.#place
    this.#sort(pool, order)
    for (let i = 0; i < pool.count && !isOver(); i++) {
      const stop = pool.stops[i]!
      if (plan.tourOf[stop] !== -1) continue
      plan.seek(stop, plan.model.prize[stop]!, place)
      if (place.vehicle >= 0) plan.insert(stop, place)
    }
  }

  /** Insertion sort by a rule; equal keys, as of many stops of one prize, at random. */
  #sort({ stops, count }: Pool, rule: number): void {
    const random = this.#random
    const order = this.#orders[rule]!
    const keys = this.#keys
    const noises = this.#noise
    for (let i = 0; i < count; i++) {
      const stop = stops[i]!
      const key = order[stop]!
      const noise = random.unit()
      let at = i
      for (; at > 0; at--) {
        const other = keys[at - 1]!
        if (other < key || (other === key && noises[at - 1]! <= noise)) break
        keys[at] = other
        noises[at] = noises[at - 1]!
        stops[at] = stops[at - 1]!
      }
      keys[at] = key
      noises[at] = noise
      stops[at] = stop
    }
  }
}

function distanceFromStart(model: Model, stop: number): number {
  const start = model.vehicles[0]?.startNode ?? stop
  return model.cost[start * model.nodeCount + stop]!
}

function openSeconds(model: Model, stop: number): number {
  let open = 0
  for (let w = model.windowFrom[stop]!; w < model.windowFrom[stop + 1]!; w++)
    open += model.closes[w]! - model.opens[w]!
  return open
}
