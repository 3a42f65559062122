import type { LinkedTours } from './linked-tours.ts'
import { BLINK } from './plan.ts'
import type { Place } from './plan.ts'
import type { Random } from './random.ts'

/** Looks at every place of every tour (of unused vehicles of a kind only the first). */
export function seekEverywhere(
  plan: LinkedTours,
  stop: number,
  best: Place,
  random?: Random,
): void {
  const { next, row, left, leg, used, usedCount, spare, costInto, model } = plan
  const { cost, nodeCount, stopCount: n, closes } = model
  const base = stop * nodeCount
  const lastCall = closes[stop]!
  for (let i = 0; i < usedCount; i++) {
    const vehicle = used[i]!
    if (!hasRoom(plan, stop, vehicle)) continue
    let before = n + 2 * vehicle
    do {
      if (left[before]! > lastCall) break
      const after = next[before]!
      const price = costInto[base + row[before]!]! + cost[base + row[after]!]! - leg[before]!
      if (price < best.price) offer(plan, stop, vehicle, before, after, price, best, random)
      before = after
    } while (before < n)
  }
  for (let kind = 0; kind < spare.length; kind++)
    if (spare[kind]! >= 0) seekUnused(plan, stop, spare[kind]!, best, random)
}

/** Looks behind and before given stops, and at unused vehicles. */
export function seekNearby(
  plan: LinkedTours,
  stop: number,
  behind: Int32Array,
  ahead: Int32Array,
  best: Place,
  random?: Random,
): void {
  const { next, prev, row, leg, tourOf, spare, costInto, model } = plan
  const { cost, nodeCount } = model
  const base = stop * nodeCount
  for (let i = 0; i < behind.length; i++) {
    const before = behind[i]!
    const vehicle = tourOf[before]!
    if (vehicle < 0) continue
    const after = next[before]!
    const price = costInto[base + before]! + cost[base + row[after]!]! - leg[before]!
    if (price < best.price && hasRoom(plan, stop, vehicle))
      offer(plan, stop, vehicle, before, after, price, best, random)
  }
  for (let i = 0; i < ahead.length; i++) {
    const after = ahead[i]!
    const vehicle = tourOf[after]!
    if (vehicle < 0) continue
    const before = prev[after]!
    const price = costInto[base + row[before]!]! + cost[base + after]! - leg[before]!
    if (price < best.price && hasRoom(plan, stop, vehicle))
      offer(plan, stop, vehicle, before, after, price, best, random)
  }
  for (let kind = 0; kind < spare.length; kind++)
    if (spare[kind]! >= 0) seekUnused(plan, stop, spare[kind]!, best, random)
}

function seekUnused(
  plan: LinkedTours,
  stop: number,
  vehicle: number,
  best: Place,
  random: Random | undefined,
): void {
  const { row, leg, costInto, model } = plan
  const base = stop * model.nodeCount
  const start = model.stopCount + 2 * vehicle
  const detour = costInto[base + row[start]!]! + model.cost[base + row[start + 1]!]! - leg[start]!
  const price = detour + model.vehicles[vehicle]!.fixed
  if (price < best.price && hasRoom(plan, stop, vehicle))
    offer(plan, stop, vehicle, start, start + 1, price, best, random)
}

export function hasRoom(
  { model, lengths, loads, maxStops, capacities }: LinkedTours,
  stop: number,
  vehicle: number,
): boolean {
  return (
    lengths[vehicle]! < maxStops[vehicle]! &&
    loads[vehicle]! + model.demand[stop]! <= capacities[vehicle]! &&
    model.allowed[vehicle * model.stopCount + stop] === 1
  )
}

/** Takes a cheaper place if the stop is in time there. */
function offer(
  plan: LinkedTours,
  stop: number,
  vehicle: number,
  before: number,
  after: number,
  price: number,
  best: Place,
  random: Random | undefined,
): void {
  if (plan.timed) {
    const { row, left, due, timeInto, model } = plan
    const { opens, closes, service, time } = model
    const base = stop * model.nodeCount
    const arrival = left[before]! + timeInto[base + row[before]!]!
    if (arrival > closes[stop]!) return
    const start = arrival > opens[stop]! ? arrival : opens[stop]!
    if (start + service[stop]! + time[base + row[after]!]! > due[after]!) return
  }
  if (random && random.unit() < BLINK) return
  best.vehicle = vehicle
  best.position = before
  best.price = price
}
