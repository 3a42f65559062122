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

/** Price of a tour's road ahead (`stops` without those done); a tour with none ahead costs nothing. */
export function priceTour(problem: Problem, vehicle: number, stops: readonly number[]): number {
  if (stops.length === 0) return 0
  let price = vehicleAt(problem, vehicle).fixed ?? 0
  let from = placeOfDeparture(problem, vehicle)
  for (const stop of stops) {
    const { location } = stopAt(problem, stop)
    price += priceLeg(problem, from, location)
    from = location
  }
  return price + priceLeg(problem, from, vehicleAt(problem, vehicle).end)
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
