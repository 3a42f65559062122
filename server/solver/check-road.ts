import { DEFAULT_WEIGHTS } from './problem.ts'
import type { Problem, Stop, Vehicle } from './problem.ts'

/** Naive facts about one vehicle's tour, for `check` alone. */
export interface Ahead {
  readonly vehicle: Vehicle
  /** Stop indexes, done ones first. */
  readonly tour: readonly number[]
  /** How many of them are done. */
  readonly done: number
  /** The stops still to be served. */
  readonly stops: readonly Stop[]
  /** Whether each of these stands at another location than the place before. */
  readonly arrivesAnew: readonly boolean[]
  /** One leg to each of these, and one to the end; a leg from or to nowhere is nothing. */
  readonly legs: readonly Leg[]
}

export interface Leg {
  /** After `speed`; Infinity = no way. */
  readonly seconds: number
  readonly metres: number
  readonly cost: number
}

/** Lays a tour out along the road. */
export function lookAhead(problem: Problem, v: number, tour: readonly number[]): Ahead {
  const vehicle = problem.vehicles[v]
  if (!vehicle) throw new Error(`Check failed: vehicle ${v} exists`)
  const done = vehicle.underway?.done.length ?? 0
  const all = tour.map((stop) => lookUp(problem, stop))
  const stops = all.slice(done)
  const from = vehicle.underway?.from ?? all[done - 1]?.location ?? vehicle.start
  const places = [from, ...stops.map(({ location }) => location), vehicle.end]
  return {
    vehicle,
    tour,
    done,
    stops,
    arrivesAnew: stops.map(({ location }, i) => location !== places[i]),
    legs: places.slice(1).map((to, i) => findLeg(problem, vehicle, places[i], to)),
  }
}

function findLeg(problem: Problem, vehicle: Vehicle, from?: number, to?: number): Leg {
  if (from === undefined || to === undefined) return { seconds: 0, metres: 0, cost: 0 }
  const matrix = problem.matrices[vehicle.matrix ?? 0]
  if (!matrix) throw new Error(`Check failed: matrix ${vehicle.matrix ?? 0} exists`)
  const at = from * matrix.size + to
  const seconds = (matrix.durations[at] ?? Number.NaN) / (vehicle.speed ?? 1)
  const metres = matrix.distances[at] ?? Number.NaN
  const { perSecond, perMetre } = vehicle.weights ?? DEFAULT_WEIGHTS
  const cost = matrix.costs
    ? (matrix.costs[at] ?? Number.NaN)
    : times(perSecond, seconds) + times(perMetre, metres)
  return { seconds, metres, cost }
}

/** What is worth nothing stays nothing, however far. */
function times(weight: number, amount: number): number {
  return weight === 0 ? 0 : weight * amount
}

export function lookUp(problem: Problem, stop: number): Stop {
  const found = problem.stops[stop]
  if (!found) throw new Error(`Check failed: stop ${stop} exists`)
  return found
}

export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
