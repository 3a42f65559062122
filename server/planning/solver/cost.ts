import { DEFAULT_WEIGHTS } from './problem.ts'
import type { Problem, TravelMatrix } from './problem.ts'

/** What a vehicle gets about by. */
export function matrixOf(problem: Problem, vehicle: number): TravelMatrix {
  const found = problem.matrices[vehicleAt(problem, vehicle).matrix ?? 0]
  if (!found) throw new RangeError(`There is no matrix for vehicle ${vehicle}`)
  return found
}

/** Price for a vehicle of travelling from one matrix index to another, in seconds of travel. */
export function priceLeg(problem: Problem, vehicle: number, from: number, to: number): number {
  const { perSecond, perMetre } = vehicleAt(problem, vehicle).weights ?? DEFAULT_WEIGHTS
  const { size, durations, distances } = matrixOf(problem, vehicle)
  const at = from * size + to
  const metres = distances[at] ?? Number.NaN
  // An unreachable pair may carry any distance; 0 × Infinity would poison the sum.
  return perSecond * (durations[at] ?? Number.NaN) + (perMetre > 0 ? perMetre * metres : 0)
}

/** Matrix index the road ahead begins at: the start, or where the person is by now. */
export function placeOfDeparture(problem: Problem, vehicle: number): number {
  const { start, underway } = vehicleAt(problem, vehicle)
  const last = underway?.done.at(-1)
  const place = underway?.from ?? (last === undefined ? start : stopAt(problem, last).location)
  if (place === undefined) throw new RangeError(`Vehicle ${vehicle} has no start`)
  return place
}

/** Matrix index the day ends at. */
export function placeOfReturn(problem: Problem, vehicle: number): number {
  const { end } = vehicleAt(problem, vehicle)
  if (end === undefined) throw new RangeError(`Vehicle ${vehicle} has no end`)
  return end
}

/** Price of a tour's road ahead (`stops` without those done). */
export function priceTour(problem: Problem, vehicle: number, stops: readonly number[]): number {
  if (stops.length === 0) return priceIdle(problem, vehicle)
  let price = priceUse(problem, vehicle)
  let from = placeOfDeparture(problem, vehicle)
  for (const stop of stops) {
    const { location } = stopAt(problem, stop)
    price += priceLeg(problem, vehicle, from, location)
    from = location
  }
  return price + priceLeg(problem, vehicle, from, placeOfReturn(problem, vehicle))
}

/** Price of no stop ahead: nothing for a day not begun, else the way home, if there is one. */
export function priceIdle(problem: Problem, vehicle: number): number {
  if (!vehicleAt(problem, vehicle).underway) return 0
  const from = placeOfDeparture(problem, vehicle)
  const home = priceLeg(problem, vehicle, from, placeOfReturn(problem, vehicle))
  return home < Infinity ? home : 0
}

/** Fixed price of the first stop ahead; a day that has begun has paid it. */
export function priceUse(problem: Problem, vehicle: number): number {
  const { underway, fixed = 0 } = vehicleAt(problem, vehicle)
  return underway ? 0 : fixed
}

export function stopAt(problem: Problem, stop: number) {
  const found = problem.stops[stop]
  if (!found) throw new RangeError(`There is no stop ${stop}`)
  return found
}

export function vehicleAt(problem: Problem, vehicle: number) {
  const found = problem.vehicles[vehicle]
  if (!found) throw new RangeError(`There is no vehicle ${vehicle}`)
  return found
}
