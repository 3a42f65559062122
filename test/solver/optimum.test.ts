import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../server/solver/check.ts'
import type { Problem } from '../../server/solver/problem.ts'
import { solve } from '../../server/solver/solve.ts'
import { WITHOUT } from './support/any-problem-features.ts'
import type { Feature } from './support/any-problem-features.ts'
import { anyProblem } from './support/any-problem.ts'
import { exhaustTours } from './support/exhaust-tours.ts'

/** Few enough to try every plan. */
const SIZES = [
  { stops: 6, vehicles: 1 },
  { stops: 5, vehicles: 2 },
  { stops: 4, vehicles: 3 },
]
/** Enough rounds for so few stops. */
const ITERATIONS = 1500

function solveToEnd(problem: Problem): number {
  const solution = solve(problem, { seed: 1, iterations: ITERATIONS })
  check(problem, solution)
  return solution.cost
}

/** Counts how often something that should hold does. */
function tally() {
  return {
    asked: 0,
    missed: 0,
    note(holds: boolean) {
      this.asked++
      if (!holds) this.missed++
    },
  }
}

function isAbove(cost: number, other: number): boolean {
  return cost > other && cost - other > 1e-6
}

describe('the best of all plans', { timeout: 300_000 }, () => {
  test('is found for 99 of 100 problems of every sort', () => {
    const found = tally()
    let worthIt = 0
    for (const size of SIZES)
      fc.assert(
        fc.property(anyProblem(size), (problem) => {
          const optimum = exhaustTours(problem)
          const cost = solveToEnd(problem)
          // Below the best of all: the search or the checker is wrong.
          expect(isAbove(optimum, cost), `${cost} is below the optimum ${optimum}`).toBe(false)
          found.note(!isAbove(cost, optimum))
          if (optimum < problem.stops.reduce((sum, { prize }) => sum + prize, 0)) worthIt++
        }),
        { seed: 20_261_123, numRuns: 200 },
      )
    expect(found.missed).toBeLessThanOrEqual(found.asked / 100)
    // Not a proof about empty days.
    expect(worthIt).toBeGreaterThan(found.asked / 3)
  })

  test('never costs more with a person more', () => {
    const kept = tally()
    fc.assert(
      fc.property(anyProblem({ stops: 5, vehicles: 2 }), (problem) => {
        const again = WITHOUT.underway(problem).vehicles[0]
        const vehicles = [...problem.vehicles, ...(again ? [again] : [])]
        kept.note(!isAbove(solveToEnd({ ...problem, vehicles }), solveToEnd(problem)))
      }),
      { seed: 20_261_123, numRuns: 150 },
    )
    expect(kept.missed).toBeLessThanOrEqual(kept.asked / 100)
  })

  test('never costs more without a rule', () => {
    const kept = tally()
    fc.assert(
      fc.property(
        anyProblem({ stops: 5, vehicles: 2 }),
        fc.constantFrom(...RULES),
        (problem, rule) => {
          kept.note(!isAbove(solveToEnd(WITHOUT[rule](problem)), solveToEnd(problem)))
        },
      ),
      { seed: 20_261_123, numRuns: 300 },
    )
    expect(kept.missed).toBeLessThanOrEqual(kept.asked / 100)
  })

  test('costs the same whatever the order in which stops are given', () => {
    const kept = tally()
    fc.assert(
      fc.property(anyProblem({ stops: 5, vehicles: 2 }), (problem) => {
        const cost = solveToEnd(problem)
        const other = solveToEnd(turnStops(problem))
        kept.note(!isAbove(cost, other) && !isAbove(other, cost))
      }),
      { seed: 20_261_123, numRuns: 150 },
    )
    expect(kept.missed).toBeLessThanOrEqual(kept.asked / 100)
  })
})

/** What only forbids or costs. */
const RULES = [
  'windows',
  'setup',
  'late',
  'vehicles',
  'prices',
  'delivery',
  'pickup',
  'ranks',
  'breaks',
  'maxStops',
  'dimensions',
  'capacity',
  'maxTravelSeconds',
  'maxMetres',
  'fixed',
  'pairs',
  'repeats',
  'balance',
] as const satisfies readonly Feature[]

/** The last stop first. */
function turnStops(problem: Problem): Problem {
  const last = problem.stops.length - 1
  const turn = (stop: number) => last - stop
  return {
    ...problem,
    stops: problem.stops.toReversed(),
    vehicles: problem.vehicles.map((vehicle) => ({
      ...vehicle,
      ...(vehicle.underway && {
        underway: { ...vehicle.underway, done: vehicle.underway.done.map(turn) },
      }),
    })),
    ...(problem.pairs && {
      pairs: problem.pairs.map((pair) => ({
        ...pair,
        first: turn(pair.first),
        second: turn(pair.second),
      })),
    }),
    ...(problem.repeats && {
      repeats: problem.repeats.map(({ stops, minDays }) => ({ stops: stops.map(turn), minDays })),
    }),
  }
}
