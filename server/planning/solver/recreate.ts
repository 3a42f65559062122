import { seekPlace } from './insert.ts'
import type { Place } from './insert.ts'
import type { Model } from './model.ts'
import type { Random } from './random.ts'
import type { Tours } from './tours.ts'

/** A key per stop; the smallest is inserted first. `noise` differs per stop and per recreate. */
type Rule = (model: Model, stop: number, noise: number) => number

/** How often each order is drawn, after the paper; the last, dearest first, serves optional stops. */
const RULES: readonly (readonly [weight: number, rule: Rule])[] = [
  [4, (_, __, noise) => noise],
  [4, (model, stop) => -model.demand[stop]! - model.service[stop]! * 1e-6],
  [2, (model, stop) => -distanceFromStart(model, stop)],
  [1, distanceFromStart],
  [2, openSeconds],
  [2, (model, stop) => model.opens[model.windowFrom[stop]!]!],
  [2, (model, stop) => -model.closes[model.windowFrom[stop + 1]! - 1]!],
  [6, (model, stop) => -model.prize[stop]!],
]
const TOTAL_WEIGHT = RULES.reduce((sum, [weight]) => sum + weight, 0)

/** Once in so many times every stop that fits is served, dear or not: a far group may pay together. */
const GENEROUS = 8

/**
 * Recreate by greedy insertion with blinks: puts each stop of `pool`, in a random order of several,
 * at its cheapest place, or leaves it out when that costs more than its prize.
 */
export function recreateTours(tours: Tours, pool: number[], random: Random): void {
  sortPool(tours.model, pool, random)
  const generous = random.below(GENEROUS) === 0
  for (const stop of pool) {
    const limit = generous ? Infinity : tours.model.prize[stop]!
    seekPlace(tours, stop, limit, place, random)
    if (place.vehicle >= 0) tours.insert(stop, place.vehicle, place.position)
  }
}

const place: Place = { vehicle: -1, position: 0, price: 0 }

function sortPool(model: Model, pool: number[], random: Random): void {
  let draw = random.below(TOTAL_WEIGHT)
  let at = 0
  while (draw >= RULES[at]![0]) draw -= RULES[at++]![0]
  const rule = RULES[at]![1]
  const keyed = pool.map((stop) => {
    const noise = random.unit()
    return { stop, noise, key: rule(model, stop, noise) }
  })
  // Equal keys, as of many stops of one prize, fall in random order.
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.noise - b.noise))
  keyed.forEach(({ stop }, i) => (pool[i] = stop))
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
