import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../../server/planning/solver/check.ts'
import type { Problem } from '../../server/planning/solver/problem.ts'
import { schedule } from '../../server/planning/solver/schedule.ts'
import { solve } from '../../server/planning/solver/solve.ts'
import { anyProblem } from './support/any-problem.ts'
import { makeDay } from './support/day-problem.ts'

/** Trying everything takes its time on a busy machine. */
const PATIENT = { timeout: 60_000 }

/** Cheapest cost over every order of every subset of the stops, for one vehicle, by trying them all. */
function tryAll(problem: Problem): number {
  const done = problem.vehicles[0]?.underway?.done ?? []
  const open = problem.stops.map((_, stop) => stop).filter((stop) => !done.includes(stop))
  let best = Infinity
  const extend = (tour: readonly number[]) => {
    best = Math.min(best, costOf(problem, done, tour))
    for (const stop of open) if (!tour.includes(stop)) extend([...tour, stop])
  }
  extend([])
  return best
}

function costOf(problem: Problem, done: readonly number[], tour: readonly number[]): number {
  const timed = schedule(problem, 0, [...done, ...tour])
  if (tour.length > 0 && timed.violations.length > 0) return Infinity
  const { perSecond, perMetre } = problem.vehicles[0]?.weights ?? { perSecond: 1, perMetre: 0.02 }
  const begun = problem.vehicles[0]?.underway !== undefined
  let cost = tour.length > 0 && !begun ? (problem.vehicles[0]?.fixed ?? 0) : 0
  const moves = (tour.length > 0 || begun) && timed.travelSeconds < Infinity
  if (moves) cost += perSecond * timed.travelSeconds + perMetre * timed.metres
  problem.stops.forEach((stop, s) => {
    if (!tour.includes(s) && !done.includes(s)) cost += stop.prize
  })
  return cost
}

function solveToEnd(problem: Problem): number {
  const solution = solve(problem, { seed: 1, iterations: 2000 })
  check(problem, solution)
  return solution.cost
}

test('one person with up to six stops of every sort gets the best of all orders', PATIENT, () => {
  let served = 0
  fc.assert(
    fc.property(anyProblem({ stops: 6, vehicles: 1 }), (problem) => {
      const optimum = tryAll(problem)
      served += optimum < problem.stops.reduce((sum, stop) => sum + stop.prize, 0) ? 1 : 0
      if (optimum === Infinity) expect(solveToEnd(problem)).toBe(Infinity)
      else expect(solveToEnd(problem)).toBeCloseTo(optimum, 6)
    }),
    { seed: 20_261_123, numRuns: 120 },
  )
  // Not a proof about empty days.
  expect(served).toBeGreaterThan(40)
})

test('a day of eight shops is planned as well as can be', PATIENT, () => {
  const day = makeDay(1, 8, 8, 1)
  // Without the break, which makes trying all orders nine times as long.
  const vehicles = day.vehicles.map((vehicle) => ({ ...vehicle, breaks: [] }))
  expect(solveToEnd({ ...day, vehicles })).toBeCloseTo(tryAll({ ...day, vehicles }), 6)
})

test.each([2, 3])(
  'a day with a lunch break is planned as well as can be (city %i)',
  PATIENT,
  (city) => {
    const problem = makeDay(1, 7, 7, city)
    expect(solveToEnd(problem)).toBeCloseTo(tryAll(problem), 6)
  },
)
