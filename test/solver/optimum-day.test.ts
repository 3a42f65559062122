import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../server/solver/check.ts'
import { solve } from '../../server/solver/solve.ts'
import { FEATURES } from './support/any-problem-features.ts'
import { anyProblem } from './support/any-problem.ts'
import { makeDay } from './support/day-problem.ts'
import { exhaustTours } from './support/exhaust-tours.ts'
import { planDayExactly } from './support/plan-day-exactly.ts'

/** What dynamic programming does not know. */
const UNKNOWN = ['delivery', 'pickup', 'pairs', 'ranks', 'balance', 'repeats', 'maxTravelSeconds', 'maxMetres', 'underway'] // prettier-ignore

describe('one person’s day', { timeout: 120_000 }, () => {
  test('costs as much by dynamic programming as by trying every order', () => {
    const known = FEATURES.filter((feature) => !UNKNOWN.includes(feature))
    let worthIt = 0
    fc.assert(
      fc.property(anyProblem({ stops: 5, vehicles: 1 }, known), (problem) => {
        const exact = planDayExactly(problem)
        expect(exact).toBeCloseTo(exhaustTours(problem), 6)
        if (exact < problem.stops.reduce((sum, { prize }) => sum + prize, 0)) worthIt++
      }),
      { seed: 20_261_123, numRuns: 1000 },
    )
    expect(worthIt).toBeGreaterThan(300)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'of up to twelve shops is planned as well as can be (city %i)',
    (city) => {
      const problem = makeDay(1, 12, 8 + (city % 5), city)
      const solution = solve(problem, { seed: 1, iterations: 3000 })
      check(problem, solution)
      expect(solution.cost).toBeCloseTo(planDayExactly(problem), 6)
    },
  )
})
