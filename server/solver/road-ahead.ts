import { priceCell } from './compile-legs.ts'
import { DEFAULT_WEIGHTS } from './problem.ts'
import type { Problem, TravelMatrix } from './problem.ts'

/** A leg for a vehicle: seconds at its speed, metres, and price. From and to nowhere it is nothing. */
export function measureLeg(problem: Problem, vehicle: number, from?: number, to?: number) {
  if (from === undefined || to === undefined) return { seconds: 0, metres: 0, price: 0 }
  const { speed = 1, weights = DEFAULT_WEIGHTS } = vehicleAt(problem, vehicle)
  const matrix = matrixOf(problem, vehicle)
  const cell = from * matrix.size + to
  const seconds = (matrix.durations[cell] ?? Number.NaN) / speed
  const metres = matrix.distances[cell] ?? Number.NaN
  return { seconds, metres, price: priceCell(matrix, cell, speed, weights) }
}

/** What a vehicle gets about by. */
export function matrixOf(problem: Problem, vehicle: number): TravelMatrix {
  const found = problem.matrices[vehicleAt(problem, vehicle).matrix ?? 0]
  if (!found) throw new RangeError(`There is no matrix for vehicle ${vehicle}`)
  return found
}

/** Matrix index the road ahead begins at: the start, or where the person is by now; undefined = nowhere. */
export function placeOfDeparture(problem: Problem, vehicle: number): number | undefined {
  const { start, underway } = vehicleAt(problem, vehicle)
  const last = underway?.done.at(-1)
  return underway?.from ?? (last === undefined ? start : stopAt(problem, last).location)
}

export function timeOfDeparture(problem: Problem, vehicle: number): number {
  const { underway, shift } = vehicleAt(problem, vehicle)
  return underway?.departAt ?? shift[0]
}

/** The breaks a day has: those whose last window has not closed when it begins. */
export function breaksOf(problem: Problem, vehicle: number) {
  const departAt = timeOfDeparture(problem, vehicle)
  const { breaks = [] } = vehicleAt(problem, vehicle)
  return breaks.filter(({ windows }) => windows.some(([, closes]) => closes >= departAt))
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

/** Stops of a vehicle's tour that are done, at its head. */
export function doneIn(problem: Problem, vehicle: number): number {
  return vehicleAt(problem, vehicle).underway?.done.length ?? 0
}
