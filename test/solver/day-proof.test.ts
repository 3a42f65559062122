import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileProblem } from '../../server/solver/compile-problem.ts'
import { readDays } from '../../server/solver/day/one-day.ts'
import type { OneDay } from '../../server/solver/day/one-day.ts'
import type { Problem } from '../../server/solver/problem.ts'
import { LabelPass } from '../bench/day-proof/label-pass.ts'
import { listMirrorRoots, mirrorDay } from '../bench/day-proof/mirror-day.ts'
import { proveDay } from '../bench/day-proof/prove-day.ts'
import { makeDay } from './support/day-problem.ts'
import { planDayExactly } from './support/plan-day-exactly.ts'

const pass = new LabelPass(200_000)

describe('the proof of a day', { timeout: 120_000 }, () => {
  test('finds the best of all plans when told of a dearer one, and nothing better than the best', () => {
    let full = 0
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 2, max: 10 }),
        fc.integer({ min: 2, max: 9 }),
        fc.boolean(),
        (city, shops, hours, hasBreak) => {
          const problem = shorten(makeDay(1, 12, shops, city), hours, hasBreak)
          const exact = planDayExactly(problem)
          const idle = problem.stops.reduce((sum, { prize }) => sum + prize, 0)
          fc.pre(exact < idle)
          const day = readOneDay(problem)
          const found = proveDay(day, exact + 40, pass)
          expect(found.proven).toBe(true)
          expect(found.least).toBeCloseTo(exact, 6)
          expect(proveDay(day, exact, pass)).toEqual({ least: Infinity, tour: [], proven: true })
          if (found.tour.length < shops) full++
        },
      ),
      { seed: 20_261_124, numRuns: 40 },
    )
    expect(full).toBeGreaterThan(5)
  })

  test('says so when it has not room enough to know', () => {
    const day = readOneDay(makeDay(1, 40, 24, 3))
    expect(proveDay(day, 1e6, new LabelPass(10)).proven).toBe(false)
  })

  test('is not given of a day that more than time limits', () => {
    const day = readOneDay(makeDay(1, 5, 12, 3))
    expect(() => proveDay(day, 1e6, pass)).toThrow('time alone')
  })
})

test('A day driven backwards and backwards again is the day', () => {
  const day = readOneDay(makeDay(1, 12, 9, 4))
  const again = mirrorDay(mirrorDay(day))
  const end = Math.max(...day.homeBy)
  // The moments count from the beginning of the day now.
  const shift = (moments: Float64Array) => moments.map((moment) => moment - day.departAt)
  expect(again.time).toEqual(day.time)
  expect(again.opens).toEqual(shift(day.opens))
  expect(again.closes).toEqual(shift(day.closes))
  expect(again.rest.opens).toEqual(shift(day.rest.opens))
  expect(listMirrorRoots(day)).toEqual([end - day.homeBy[1], end - day.homeBy[0]])
})

function readOneDay(problem: Problem): OneDay {
  const [day] = readDays(compileProblem(problem)) ?? []
  if (!day) throw new Error('Not a day of one person')
  return day
}

function shorten(problem: Problem, hours: number, hasBreak: boolean): Problem {
  const vehicles = problem.vehicles.map(({ breaks, shift: [opens], ...vehicle }) => ({
    ...vehicle,
    shift: [opens, opens + hours * 3600] as const,
    ...(hasBreak && breaks ? { breaks } : {}),
  }))
  return { ...problem, vehicles }
}
