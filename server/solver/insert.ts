import type { Model } from './model.ts'
import { BLINK } from './plan.ts'
import type { Place } from './plan.ts'
import type { Random } from './random.ts'
import type { Tour } from './tour.ts'

/** What is read of a plan's tours. */
interface ToursRead {
  readonly model: Model
  readonly all: readonly Tour[]
  readonly tourOf: Int32Array
  readonly positionOf: Int32Array
  readonly usedCount: number
  isSpare(vehicle: number): boolean
  hasRoom(stop: number, vehicle: number): boolean
}

/** Looks at every place of every tour (of unused vehicles of a kind only the first). */
export function seekEverywhere(tours: ToursRead, stop: number, best: Place, random?: Random): void {
  const count = tours.all.length
  for (let vehicle = 0; vehicle < count; vehicle++)
    if (!tours.isSpare(vehicle)) seekInTour(tours, stop, vehicle, best, random)
}

/** Looks behind and before given stops, and at unused vehicles. */
export function seekNearby(
  tours: ToursRead,
  stop: number,
  behind: Int32Array,
  ahead: Int32Array,
  best: Place,
  random?: Random,
): void {
  const { tourOf, positionOf } = tours
  for (let i = 0; i < behind.length; i++) {
    const vehicle = tourOf[behind[i]!]!
    if (vehicle >= 0) seekAt(tours, stop, vehicle, positionOf[behind[i]!]!, best, random)
  }
  for (let i = 0; i < ahead.length; i++) {
    const vehicle = tourOf[ahead[i]!]!
    if (vehicle >= 0) seekAt(tours, stop, vehicle, positionOf[ahead[i]!]! - 1, best, random)
  }
  if (tours.usedCount === tours.all.length) return
  for (let vehicle = 0; vehicle < tours.all.length; vehicle++)
    if (tours.all[vehicle]!.length === 0 && !tours.isSpare(vehicle))
      seekInTour(tours, stop, vehicle, best, random)
}

function seekAt(
  tours: ToursRead,
  stop: number,
  vehicle: number,
  position: number,
  best: Place,
  random: Random | undefined,
): void {
  const tour = tours.all[vehicle]!
  const { cost } = tour.vehicle
  const { nodeCount } = tours.model
  const into = cost[tour.nodes[position]! * nodeCount + stop]!
  const legs = into + cost[stop * nodeCount + tour.nodes[position + 1]!]! - tour.legs[position]!
  // No other term is ever below nothing.
  if (legs >= best.price || !tours.hasRoom(stop, vehicle)) return
  offer(tour, stop, vehicle, position, best, random)
}

/** Looks at every place of one tour. */
function seekInTour(
  tours: ToursRead,
  stop: number,
  vehicle: number,
  best: Place,
  random: Random | undefined,
): void {
  if (!tours.hasRoom(stop, vehicle)) return
  const tour = tours.all[vehicle]!
  const { closes, windowFrom } = tours.model
  const lastCall = closes[windowFrom[stop + 1]! - 1]!
  for (let position = 0; position <= tour.length; position++) {
    if (tour.leavesAt(position) > lastCall) break
    offer(tour, stop, vehicle, position, best, random)
  }
}

/** Takes a cheaper place. */
function offer(
  tour: Tour,
  stop: number,
  vehicle: number,
  position: number,
  best: Place,
  random: Random | undefined,
): void {
  const price = tour.priceInsertion(stop, position, best.price)
  if (!(price < best.price) || (random && random.unit() < BLINK)) return
  best.vehicle = vehicle
  best.position = position
  best.price = price
}
