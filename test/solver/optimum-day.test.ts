import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../server/solver/check.ts'
import type { Problem } from '../../server/solver/problem.ts'
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

  test('of up to eleven shops of any kind is planned as well as can be, with a break or without', () => {
    let full = 0
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 11 }),
        fc.integer({ min: 2, max: 8 }),
        fc.boolean(),
        (city, shops, hours, hasBreak) => {
          const problem = shorten(makeDay(1, 12, shops, city), hours, hasBreak)
          const solution = solve(problem, { seed: city, iterations: 3000 })
          check(problem, solution)
          expect(solution.cost).toBeCloseTo(planDayExactly(problem), 6)
          if (solution.unassigned.length > 0) full++
        },
      ),
      { seed: 20_261_123, numRuns: 60 },
    )
    expect(full).toBeGreaterThan(10)
  })

  test('is planned alike beside days that have nothing to do with it', () => {
    const problem = makeDay(2, 12, 16, 5)
    const stops = problem.stops.map((stop, s) => ({ ...stop, vehicles: [s % 2] }))
    const together = solve({ ...problem, stops }, { seed: 1, iterations: 3000 })
    check({ ...problem, stops }, together)
    const apart = problem.vehicles.map((vehicle, v) => {
      const own = problem.stops.filter((_, s) => s % 2 === v)
      return planDayExactly({ ...problem, stops: own, vehicles: [vehicle] })
    })
    expect(together.cost).toBeCloseTo((apart[0] ?? 0) + (apart[1] ?? 0), 6)
  })

  test('is the same every time', () => {
    const problem = makeDay(1, 40, 35, 30)
    const plan = () => solve(problem, { seed: 7, iterations: 300 })
    expect(plan()).toEqual(plan())
  })
})

/** The day so many hours long from half past eight on. */
function shorten(problem: Problem, hours: number, hasBreak: boolean): Problem {
  const vehicles = problem.vehicles.map(({ breaks, shift: [opens], ...vehicle }) => ({
    ...vehicle,
    shift: [opens, opens + hours * 3600] as const,
    ...(hasBreak && breaks ? { breaks } : {}),
  }))
  return { ...problem, vehicles }
}
