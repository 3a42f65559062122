import type { Beside } from './beside.ts'
import type { LinkedTours } from './linked-tours.ts'
import { BLINK } from './plan.ts'
import type { Place } from './plan.ts'
import type { Random } from './random.ts'

/** Looks at every place of the given tours, which have room. */
export function seekIn(
  plan: LinkedTours,
  stop: number,
  vehicles: Int32Array,
  count: number,
  best: Place,
  random?: Random,
): void {
  const { next, row, left, leg, costInto, model } = plan
  const { cost, nodeCount, stopCount: n, closes } = model
  const base = stop * nodeCount
  const lastCall = closes[stop]!
  for (let i = 0; i < count; i++) {
    const vehicle = vehicles[i]!
    let before = n + 2 * vehicle
    do {
      if (left[before]! > lastCall) break
      const after = next[before]!
      const price = costInto[base + row[before]!]! + cost[base + row[after]!]! - leg[before]!
      if (price < best.price) offer(plan, stop, vehicle, before, after, price, best, random)
      before = after
    } while (before < n)
  }
}

/** Looks behind and before the stops it may stand beside; most are too far, whatever leg is saved. */
export function seekNearby(
  plan: LinkedTours,
  stop: number,
  { behind, behindBound, ahead, aheadBound }: Beside,
  best: Place,
  random?: Random,
): void {
  const { next, prev, row, leg, tourOf, costInto, model } = plan
  const { cost, nodeCount } = model
  const base = stop * nodeCount
  for (let i = 0; i < behind.length; i++) {
    const before = behind[i]!
    const saved = leg[before]!
    if (behindBound[i]! - saved >= best.price) continue
    const vehicle = tourOf[before]!
    if (vehicle < 0) continue
    const after = next[before]!
    const price = costInto[base + before]! + cost[base + row[after]!]! - saved
    if (price < best.price && hasRoom(plan, stop, vehicle))
      offer(plan, stop, vehicle, before, after, price, best, random)
  }
  for (let i = 0; i < ahead.length; i++) {
    const after = ahead[i]!
    const vehicle = tourOf[after]!
    if (vehicle < 0) continue
    const before = prev[after]!
    const saved = leg[before]!
    if (aheadBound[i]! - saved >= best.price) continue
    const price = costInto[base + row[before]!]! + cost[base + after]! - saved
    if (price < best.price && hasRoom(plan, stop, vehicle))
      offer(plan, stop, vehicle, before, after, price, best, random)
  }
}

/** Looks at unused vehicles, of a kind only at the first. */
export function seekUnused(plan: LinkedTours, stop: number, best: Place, random?: Random): void {
  const { row, leg, spare, costInto, model } = plan
  const base = stop * model.nodeCount
  for (let kind = 0; kind < spare.length; kind++) {
    const vehicle = spare[kind]!
    if (vehicle < 0) continue
    const start = model.stopCount + 2 * vehicle
    const detour = costInto[base + row[start]!]! + model.cost[base + row[start + 1]!]! - leg[start]!
    const price = detour + model.vehicles[vehicle]!.fixed
    if (price < best.price && hasRoom(plan, stop, vehicle))
      offer(plan, stop, vehicle, start, start + 1, price, best, random)
  }
}

export function hasRoom(
  { model, lengths, loads, maxStops, capacities, isOpenToAll }: LinkedTours,
  stop: number,
  vehicle: number,
): boolean {
  return (
    lengths[vehicle]! < maxStops[vehicle]! &&
    loads[vehicle]! + model.demand[stop]! <= capacities[vehicle]! &&
    (isOpenToAll || model.allowed[vehicle * model.stopCount + stop] === 1)
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
