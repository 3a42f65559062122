import fc from 'fast-check'
import type { Pair, Problem, TravelMatrix } from '../../../server/solver/problem.ts'
import { FEATURES, WITHOUT } from './any-problem-features.ts'
import type { Feature } from './any-problem-features.ts'
import { anyAmount, anyStop, present, sometimes } from './any-problem-stop.ts'
import { anyPast, anyVehicle } from './any-problem-vehicle.ts'

export interface Size {
  readonly stops?: number
  readonly vehicles?: number
}

/**
 * Small problems with every combination of what a problem can have, in whole numbers: one-way
 * matrices, half of them without triangle inequality, pairs without a way, and a draw of the other features,
 * half the time of a few only.
 */
export function anyProblem(
  most: Size = {},
  features: readonly Feature[] = FEATURES,
): fc.Arbitrary<Problem> {
  const all = [...features]
  const draw = fc.oneof(fc.subarray(all, { maxLength: Math.min(4, all.length) }), fc.subarray(all))
  return fc
    .tuple(anyFullProblem(most), draw)
    .map(([problem, drawn]) =>
      FEATURES.filter((feature) => !drawn.includes(feature)).reduce(
        (rest, feature) => WITHOUT[feature](rest),
        problem,
      ),
    )
}

function anyFullProblem({ stops = 10, vehicles = 3 }: Size): fc.Arbitrary<Problem> {
  return fc
    .record({
      size: fc.integer({ min: 2, max: 8 }),
      fleet: fc.integer({ min: 1, max: vehicles }),
      count: fc.nat(stops),
      ways: fc.integer({ min: 1, max: 2 }),
    })
    .chain(({ size, fleet, count, ways }) =>
      fc.record({
        matrices: fc.array(anyMatrix(size), { minLength: ways, maxLength: ways }),
        stops: fc.array(anyStop(size, fleet), { minLength: count, maxLength: count }),
        vehicles: fc.array(anyVehicle(size, ways), { minLength: fleet, maxLength: fleet }),
        pasts: fc.array(fc.option(anyPast(size), { nil: undefined, freq: 4 }), {
          minLength: fleet,
          maxLength: fleet,
        }),
        pairs: anyPairs(count),
        repeats: fc.array(anyRepeat(count), { maxLength: 2 }),
        balance: fc.nat(20_000),
      }),
    )
    .map(({ pasts, ...problem }) => beginDays(problem, pasts))
}

function anyMatrix(size: number): fc.Arbitrary<TravelMatrix> {
  const legs = (most: number, gaps: boolean) =>
    fc.array(
      fc.oneof(
        { weight: 12, arbitrary: fc.nat(most) },
        { weight: gaps ? 1 : 0, arbitrary: fc.constant(Infinity) },
      ),
      { minLength: size * size, maxLength: size * size },
    )
  return fc
    .record({
      durations: legs(120, true).chain((seconds) =>
        fc.constantFrom(Float64Array.from(seconds), takeShortest(seconds, size)),
      ),
      distances: legs(120, false).map((metres) => Int32Array.from(metres)),
      costs: sometimes(legs(200, false).map((costs) => Int32Array.from(costs))),
    })
    .map(({ costs, ...matrix }) => ({ size, ...matrix, ...present({ costs }) }))
}

/** The seconds of the shortest ways, for which the triangle inequality holds. */
function takeShortest(seconds: readonly number[], size: number): Float64Array {
  const shortest = Float64Array.from(seconds)
  const at = (from: number, to: number) => shortest[from * size + to] ?? Infinity
  for (let by = 0; by < size; by++)
    for (let from = 0; from < size; from++)
      for (let to = 0; to < size; to++)
        shortest[from * size + to] = Math.min(at(from, to), at(from, by) + at(by, to))
  return shortest
}

/** Up to two pairs; nobody has two partners. */
function anyPairs(stops: number): fc.Arbitrary<Pair[]> {
  return fc
    .record({
      members: fc.uniqueArray(fc.nat(Math.max(0, stops - 1)), { maxLength: 4 }),
      kinds: fc.tuple(anyPairing, anyPairing),
    })
    .map(({ members, kinds }) =>
      kinds.flatMap((kind, i) => {
        const [first, second] = members.slice(2 * i)
        return first === undefined || second === undefined ? [] : [{ first, second, ...kind }]
      }),
    )
}

const anyPairing = fc
  .record({ ordered: fc.boolean(), amount: sometimes(anyAmount) })
  .map(({ ordered, amount }) => ({ ordered, ...(ordered && present({ amount })) }))

function anyRepeat(stops: number) {
  return fc.record({
    stops: stops < 2 ? fc.constant([]) : fc.uniqueArray(fc.nat(stops - 1), { maxLength: 4 }),
    minDays: fc.integer({ min: 1, max: 3 }),
  })
}

interface Past {
  readonly doneCount: number
  readonly departAt: number
  readonly from?: number | undefined
}

/** Lets vehicles have done the first stops, one after the other. */
function beginDays(problem: Problem, pasts: readonly (Past | undefined)[]): Problem {
  let next = 0
  const vehicles = problem.vehicles.map((vehicle, v) => {
    const past = pasts[v]
    if (!past) return vehicle
    const { doneCount, departAt, from } = past
    const done = problem.stops.map((_, stop) => stop).slice(next, next + doneCount)
    next += done.length
    return { ...vehicle, underway: { done, departAt, ...present({ from }) } }
  })
  return { ...problem, vehicles }
}
