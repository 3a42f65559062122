import type { Random } from './random.ts'
import type { Tours } from './tours.ts'

/** A place for a stop: behind `position` of `vehicle`'s tour, at `price`; vehicle −1 when none fits. */
export interface Place {
  vehicle: number
  position: number
  price: number
}

/** The paper's blink rate: one place in a hundred is overlooked, so that the search does not repeat itself. */
const BLINK = 0.01

/** Cheapest place in one tour, if cheaper than `best`; writes it into `best`. */
export function seekInTour(
  tours: Tours,
  stop: number,
  vehicle: number,
  best: Place,
  random?: Random,
): void {
  if (!tours.hasRoom(stop, vehicle)) return
  if (!tours.model.plain) {
    seekInGeneralTour(tours, stop, vehicle, best, random)
    return
  }
  const tour = tours.all[vehicle]!
  const { nodes, legs, left, length } = tour
  const { cost, nodeCount, closes, windowFrom } = tours.model
  const lastCall = closes[windowFrom[stop + 1]! - 1]!
  const row = stop * nodeCount
  const opening = length === 0 ? tour.vehicle.fixed : 0
  for (let position = 0; position <= length; position++) {
    if (left[position]! > lastCall) break
    const detour = cost[nodes[position]! * nodeCount + stop]! + cost[row + nodes[position + 1]!]!
    const price = detour - legs[position]! + opening
    if (price >= best.price || !tour.admits(stop, position)) continue
    if (random && random.unit() < BLINK) continue
    best.vehicle = vehicle
    best.position = position
    best.price = price
  }
}

function seekInGeneralTour(
  tours: Tours,
  stop: number,
  vehicle: number,
  best: Place,
  random?: Random,
): void {
  const tour = tours.all[vehicle]!
  const { closes, windowFrom } = tours.model
  const lastCall = closes[windowFrom[stop + 1]! - 1]!
  for (let position = 0; position <= tour.length; position++) {
    if (tour.leavesAt(position) > lastCall) break
    const price = tour.priceInsertion(stop, position, best.price)
    if (price === Infinity || (random && random.unit() < BLINK)) continue
    best.vehicle = vehicle
    best.position = position
    best.price = price
  }
}

/**
 * Cheapest place for a stop in all tours (of unused vehicles of a kind only the first), cheaper
 * than `limit`. With `random` it blinks.
 */
export function seekPlace(
  tours: Tours,
  stop: number,
  limit: number,
  best: Place,
  random?: Random,
): void {
  best.vehicle = -1
  best.price = limit
  const count = tours.all.length
  for (let vehicle = 0; vehicle < count; vehicle++)
    if (!tours.isSpare(vehicle)) seekInTour(tours, stop, vehicle, best, random)
}
