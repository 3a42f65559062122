import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepsApart } from '../../server/solver/check.ts'
import { appraiseTour } from '../../server/solver/check-tour.ts'
import { priceTerms } from '../../server/solver/cost.ts'
import type { Problem } from '../../server/solver/problem.ts'
import { schedule } from '../../server/solver/schedule.ts'
import { FEATURES } from './support/any-problem-features.ts'
import { anyProblem } from './support/any-problem.ts'

/** A problem of every sort and a tour made by hand: some stops in any order behind those done. */
const anyTour = anyProblem({ stops: 7, vehicles: 2 }, FEATURES).chain((problem) => {
  const done = problem.vehicles.map(({ underway }) => underway?.done ?? [])
  const open = problem.stops.map((_, stop) => stop).filter((stop) => !done.flat().includes(stop))
  return fc
    .record({
      vehicle: fc.nat(problem.vehicles.length - 1),
      ahead: fc.shuffledSubarray(open, { maxLength: Math.min(4, open.length) }),
    })
    .map(({ vehicle, ahead }) => ({
      problem,
      vehicle,
      tour: [...(done[vehicle] ?? []), ...ahead],
      ahead,
    }))
})

/** What the schedule must complain of, where it can be told, when the checker names a rule. */
const KINDS: Record<string, RegExp> = {
  allowed: /NOT_ALLOWED/,
  stops: /MAX_STOPS/,
  capacity: /CAPACITY/,
  pairs: /PARTNER/,
  ranks: /ORDER/,
  repeats: /SPACING/,
  travel: /TRAVEL/,
  metres: /DISTANCE/,
  windows: /WINDOW/,
  shift: /SHIFT/,
  // Whoever takes the break may miss a window or the end of the shift instead.
  breaks: /BREAK|WINDOW|SHIFT/,
  // Nobody arrives: every later rule may be broken.
  ways: /\w/,
}

/** The rule that the checker finds broken by a tour alone. */
function findBroken(problem: Problem, vehicle: number, tour: readonly number[]) {
  const tours = problem.vehicles.map((_, v) => (v === vehicle ? tour : []))
  const apart = problem.repeats?.every((repeat) => keepsApart(problem, repeat, tours)) ?? true
  const appraisal = appraiseTour(problem, vehicle, tour)
  return 'broken' in appraisal ? appraisal : apart ? appraisal : { broken: 'repeats' }
}

test('schedule and checker agree about tours made by hand', { timeout: 120_000 }, () => {
  const seen = { kept: 0, broken: 0 }
  fc.assert(
    fc.property(anyTour, ({ problem, vehicle, tour, ahead }) => {
      // Of a day with nothing ahead no rule is asked.
      if (ahead.length === 0) return
      const appraisal = findBroken(problem, vehicle, tour)
      const timed = schedule(problem, vehicle, tour)
      if ('broken' in appraisal) {
        seen.broken++
        const kinds = timed.violations.map(({ kind }) => kind)
        expect(kinds.join(), appraisal.broken).toMatch(KINDS[appraisal.broken] ?? /unknown/)
        return
      }
      seen.kept++
      expect(timed.violations).toEqual([])
      const terms = Object.entries(priceTerms(problem, vehicle, tour))
      for (const [term, cost] of Object.entries(appraisal.cost))
        expect(Object.fromEntries(terms)[term], term).toBeCloseTo(Number(cost), 6)
    }),
    { seed: 20_261_123, numRuns: 3000 },
  )
  expect(seen.kept).toBeGreaterThan(300)
  expect(seen.broken).toBeGreaterThan(300)
})
