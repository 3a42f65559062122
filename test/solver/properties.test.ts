import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../server/solver/check.ts'
import { lookAhead } from '../../server/solver/check-road.ts'
import type { Problem, Solution } from '../../server/solver/problem.ts'
import { schedule } from '../../server/solver/schedule.ts'
import { solve } from '../../server/solver/solve.ts'
import {
  moveRows,
  renameProblem,
  scaleProblem,
  shiftProblem,
} from './support/any-problem-changes.ts'
import { WITHOUT } from './support/any-problem-features.ts'
import { anyProblem } from './support/any-problem.ts'

const seeded = { seed: 20_261_123, numRuns: 200 }
const fewer = { ...seeded, numRuns: 80 }

function solveChecked(problem: Problem, iterations = 150, seed = 1): Solution {
  const solution = solve(problem, { seed, iterations })
  check(problem, solution)
  return solution
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}

describe('whatever the problem', { timeout: 120_000 }, () => {
  test('the answer keeps every rule, and the schedule agrees with it', () => {
    let served = 0
    fc.assert(
      fc.property(anyProblem(), (problem) => {
        const { tours } = solveChecked(problem)
        tours.forEach((tour, vehicle) => {
          const { legs, stops } = lookAhead(problem, vehicle, tour)
          if (stops.length === 0) return
          served += stops.length
          const timed = schedule(problem, vehicle, tour)
          expect(timed.violations).toEqual([])
          expect(timed.travelSeconds).toBeCloseTo(sum(legs.map(({ seconds }) => seconds)), 6)
          expect(timed.metres).toBeCloseTo(sum(legs.map(({ metres }) => metres)), 6)
          const service = sum(stops.map(({ serviceSeconds }) => serviceSeconds))
          expect(timed.serviceSeconds).toBeCloseTo(service, 6)
        })
      }),
      seeded,
    )
    // Not a proof about empty days.
    expect(served).toBeGreaterThan(2 * seeded.numRuns)
  })

  test('searching is never worse than construction', () => {
    fc.assert(
      fc.property(anyProblem(), (problem) => {
        expect(solveChecked(problem).cost).toBeLessThanOrEqual(solveChecked(problem, 0).cost)
      }),
      seeded,
    )
  })

  test('the same seed gives the same answer', () => {
    fc.assert(
      fc.property(anyProblem(), fc.integer(), (problem, seed) => {
        expect(solveChecked(problem, 100, seed)).toEqual(solveChecked(problem, 100, seed))
      }),
      fewer,
    )
  })

  test('twice as long and twice as dear gives the same tours', () => {
    fc.assert(
      fc.property(anyProblem(), (problem) => {
        const scaled = solveChecked(scaleProblem(problem, 2))
        const plain = solveChecked(problem)
        expect(scaled.tours).toEqual(plain.tours)
        expect(scaled.cost).toBe(2 * plain.cost)
      }),
      fewer,
    )
  })

  test('the same day an hour later gives the same tours', () => {
    fc.assert(
      fc.property(anyProblem(), (problem) => {
        expect(solveChecked(shiftProblem(problem, 3600))).toEqual(solveChecked(problem))
      }),
      fewer,
    )
  })

  test('other names for people, shops and places give the same tours', () => {
    const anyOrder = anyProblem().chain((problem) => {
      const rows = Array.from({ length: problem.matrices[0]?.size ?? 0 }, (_, row) => row)
      const order = fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })
      return fc.tuple(fc.constant(problem), order)
    })
    fc.assert(
      fc.property(anyOrder, ([problem, rows]) => {
        const renamed = moveRows(renameProblem(problem), rows)
        expect(solveChecked(renamed)).toEqual(solveChecked(problem))
      }),
      fewer,
    )
  })

  test('two names for one place make no difference where set-up is not paid by place', () => {
    fc.assert(
      fc.property(anyProblem().map(WITHOUT.setup), (problem) => {
        const rows = Array.from({ length: problem.matrices[0]?.size ?? 0 }, (_, row) => row)
        const doubled = moveRows(problem, [...rows, ...rows])
        const size = rows.length
        const elsewhere = doubled.stops.map((stop, s) =>
          s % 2 ? { ...stop, location: stop.location + size } : stop,
        )
        expect(solveChecked({ ...doubled, stops: elsewhere })).toEqual(solveChecked(problem))
      }),
      fewer,
    )
  })

  test('a plan handed back as a warm start is never made worse', () => {
    fc.assert(
      fc.property(anyProblem(), (problem) => {
        const first = solveChecked(problem)
        const again = solve(problem, { seed: 2, iterations: 20, warmStart: first.tours })
        check(problem, again)
        expect(again.cost).toBeLessThanOrEqual(first.cost)
      }),
      fewer,
    )
  })
})
