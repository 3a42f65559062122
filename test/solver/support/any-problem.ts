import fc from 'fast-check'
import type { Problem, Stop, Vehicle, Window } from '../../../server/planning/solver/problem.ts'

const time = fc.integer({ min: 0, max: 400 })
const anyWindow: fc.Arbitrary<Window> = fc
  .tuple(time, fc.integer({ min: 0, max: 200 }))
  .map(([opens, length]) => [opens, opens + length] as const)

/** Keeps only the keys that have a value, as exact optional properties want it. */
function present<T extends object>(all: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

function anyStop(size: number, vehicles: number): fc.Arbitrary<Stop> {
  return fc
    .record({
      location: fc.nat(size - 1),
      serviceSeconds: fc.nat(30),
      windows: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 3, arbitrary: fc.array(anyWindow, { minLength: 1, maxLength: 3 }) },
      ),
      prize: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 1, max: 300 }) },
        { weight: 1, arbitrary: fc.constant(Infinity) },
      ),
      limits: fc.record({
        vehicles: fc.option(fc.uniqueArray(fc.nat(vehicles - 1)), { nil: undefined, freq: 3 }),
        demand: fc.option(fc.nat(3), { nil: undefined }),
      }),
    })
    .map(({ limits, ...stop }) => ({ id: 0, ...stop, ...present(limits) }))
}

function anyVehicle(size: number): fc.Arbitrary<Vehicle> {
  const place = fc.nat(size - 1)
  return fc
    .record({
      start: place,
      end: place,
      shift: fc.tuple(fc.nat(50), fc.integer({ min: 100, max: 600 })),
      limits: fc.record({
        break: fc.option(fc.record({ window: anyWindow, seconds: fc.nat(60) }), { nil: undefined }),
        maxStops: fc.option(fc.nat(6), { nil: undefined }),
        capacity: fc.option(fc.nat(10), { nil: undefined }),
        fixed: fc.option(fc.nat(80), { nil: undefined }),
      }),
    })
    .map(({ limits, ...vehicle }) => ({ id: 0, ...vehicle, ...present(limits) }))
}

/**
 * Small problems with everything a problem can have: one-way matrices without triangle inequality,
 * pairs without a way, several windows, breaks, limits, prizes, and days under way.
 */
export function anyProblem({ stops = 10, vehicles = 3 } = {}): fc.Arbitrary<Problem> {
  return fc
    .tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 1, max: vehicles }))
    .chain(([size, fleet]) => {
      const leg = fc.oneof(
        { weight: 12, arbitrary: fc.integer({ min: 0, max: 120 }) },
        { weight: 1, arbitrary: fc.constant(Infinity) },
      )
      const matrix = fc.array(leg, { minLength: size * size, maxLength: size * size })
      return fc.record({
        size: fc.constant(size),
        durations: matrix.map((legs) => Float64Array.from(legs)),
        distances: matrix.map((legs) => Int32Array.from(legs, (metres) => Math.min(metres, 120))),
        stops: fc.array(anyStop(size, fleet), { maxLength: stops }),
        vehicles: fc.array(anyVehicle(size), { minLength: fleet, maxLength: fleet }),
        doneCount: fc.oneof(
          { weight: 3, arbitrary: fc.constant(0) },
          { weight: 1, arbitrary: fc.nat(2) },
        ),
        departAt: fc.integer({ min: 0, max: 300 }),
      })
    })
    .map(({ doneCount, departAt, ...problem }) => beginDay(problem, doneCount, departAt))
}

/** Lets the first vehicle have done the first stops. */
function beginDay(problem: Problem, doneCount: number, departAt: number): Problem {
  const [first, ...others] = problem.vehicles
  const done = problem.stops.slice(0, doneCount).map((_, stop) => stop)
  if (!first || done.length === 0) return problem
  return { ...problem, vehicles: [{ ...first, underway: { done, departAt } }, ...others] }
}
