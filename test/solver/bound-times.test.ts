import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundTimes } from '../../server/solver/bound-times.ts'
import { openInquiry } from '../../server/solver/inquiry.ts'
import { doneIn } from '../../server/solver/road-ahead.ts'
import { measureSlack } from '../../server/solver/measure-slack.ts'
import { findNewlyBroken } from '../../server/solver/places.ts'
import type { Problem } from '../../server/solver/problem.ts'
import { schedule } from '../../server/solver/schedule.ts'
import { solve } from '../../server/solver/solve.ts'
import { anyProblem } from './support/any-problem.ts'

const seeded = { seed: 20_261_124, numRuns: 150 }

test('no place breaks less of the rules of time than was told without driving on', () => {
  let bounded = 0
  fc.assert(
    fc.property(anyProblem({ stops: 8, vehicles: 3 }), (problem) => {
      const { tours } = solve(problem, { seed: 1, iterations: 60 })
      const inquiry = openInquiry(problem, () => false)
      for (const [vehicle, whole] of tours.entries())
        for (const [index, stop] of problem.stops.entries()) {
          if (whole.slice(0, doneIn(problem, vehicle)).includes(index)) continue
          const tour = whole.filter((other) => other !== index)
          boundTimes(inquiry, vehicle, tour, stop).forEach(({ rules, seconds }, place) => {
            const after = tour.toSpliced(place, 0, index)
            const broken = findNewlyBroken(inquiry, vehicle, tour, after).filter(({ kind }) =>
              ['SHIFT', 'WINDOW', 'BREAK'].includes(kind),
            )
            const sum = broken.reduce(
              (all, rule) => all + ('seconds' in rule ? rule.seconds : 0),
              0,
            )
            expect(rules).toBeLessThanOrEqual(broken.length)
            expect(seconds).toBeLessThanOrEqual(sum)
            if (rules > 0) bounded++
          })
        }
    }),
    seeded,
  )
  expect(bounded).toBeGreaterThan(500)
}, 60_000)

test('a service can begin as much later as its slack, and not a second more', () => {
  let limited = 0
  fc.assert(
    fc.property(anyProblem({ stops: 7, vehicles: 3 }), (problem) => {
      const { tours } = solve(problem, { seed: 1, iterations: 60 })
      const inquiry = openInquiry(problem, () => false)
      for (const [vehicle, tour] of tours.entries())
        for (const stop of tour.slice(doneIn(problem, vehicle))) {
          const slack = measureSlack(inquiry, vehicle, tour, stop)
          const brokenAt = (delay: number) => countBroken(problem, vehicle, tour, stop, delay)
          expect(brokenAt(slack)).toBe(brokenAt(0))
          const { shift, overtime } = problem.vehicles[vehicle] ?? { shift: [0, 0] }
          const start = schedule(problem, vehicle, tour).starts[tour.indexOf(stop)] ?? NaN
          if (start + slack + 1 > shift[1] + (overtime?.seconds ?? 0)) continue
          expect(brokenAt(slack + 1)).toBeGreaterThan(brokenAt(0))
          limited++
        }
    }),
    seeded,
  )
  expect(limited).toBeGreaterThan(100)
}, 60_000)

/** Rules that a tour breaks when one service begins so much later than it could. */
function countBroken(
  problem: Problem,
  vehicle: number,
  tour: readonly number[],
  stop: number,
  delay: number,
): number {
  const from = (schedule(problem, vehicle, tour).starts[tour.indexOf(stop)] ?? NaN) + delay
  const late = problem.stops.map((one, index) => {
    if (index !== stop) return one
    const windows = one.windows.length > 0 ? one.windows : [[-1e9, 1e9] as const]
    const open = windows.filter(([, closes]) => closes >= from)
    const never = [[-1e9, -1e9] as const]
    const later = open.map(([opens, closes]) => [Math.max(opens, from), closes] as const)
    return { ...one, windows: later.length > 0 ? later : never }
  })
  return schedule({ ...problem, stops: late }, vehicle, tour).violations.length
}
