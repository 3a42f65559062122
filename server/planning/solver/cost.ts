import { DEFAULT_WEIGHTS } from './problem.ts'
import type { Problem } from './problem.ts'

/** Price of travelling from one matrix index to another, in seconds of travel. */
export function priceLeg(problem: Problem, from: number, to: number): number {
  const { perSecond, perMetre } = problem.weights ?? DEFAULT_WEIGHTS
  const at = from * problem.size + to
  const metres = problem.distances[at] ?? Number.NaN
  // An unreachable pair may carry any distance; 0 × Infinity would poison the sum.
  return perSecond * (problem.durations[at] ?? Number.NaN) + (perMetre > 0 ? perMetre * metres : 0)
}

/** Matrix index the road ahead begins at: the start, or where the person is by now. */
export function placeOfDeparture(problem: Problem, vehicle: number): number {
  const { start, underway } = vehicleAt(problem, vehicle)
  const last = underway?.done.at(-1)
  return underway?.from ?? (last === undefined ? start : stopAt(problem, last).location)
}

/** Price of a tour's road ahead (`stops` without those done). */
export function priceTour(problem: Problem, vehicle: number, stops: readonly number[]): number {
  if (stops.length === 0) return priceIdle(problem, vehicle)
  let price = priceUse(problem, vehicle)
  let from = placeOfDeparture(problem, vehicle)
  for (const stop of stops) {
    const { location } = stopAt(problem, stop)
    price += priceLeg(problem, from, location)
    from = location
  }
  return price + priceLeg(problem, from, vehicleAt(problem, vehicle).end)
}

/** Price of no stop ahead: nothing for a day not begun, else the way home, if there is one. */
export function priceIdle(problem: Problem, vehicle: number): number {
  const { underway, end } = vehicleAt(problem, vehicle)
  if (!underway) return 0
  const home = priceLeg(problem, placeOfDeparture(problem, vehicle), end)
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
