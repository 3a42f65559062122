import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepsApart } from '../../server/solver/check.ts'
import { addUp, appraiseTour } from '../../server/solver/check-tour.ts'
import type { AbsenceReason, Problem, Solution } from '../../server/solver/problem.ts'
import { solve } from '../../server/solver/solve.ts'
import { anyProblem } from './support/any-problem.ts'

const seeded = { seed: 20_261_123, numRuns: 300 }

/** Reasons that speak of the tours as they are, not of the stop alone on an empty day. */
const FULL: readonly AbsenceReason[] = ['MAX_STOPS', 'CAPACITY', 'ORDER', 'SPACING', 'SHIFT_FULL']

/** What each way of putting one more stop into the tours adds to their cost, by the checker. */
function priceInsertions(problem: Problem, { tours }: Solution, stop: number): number[] {
  return tours.flatMap((tour, v) => {
    const done = problem.vehicles[v]?.underway?.done.length ?? 0
    const before = appraiseTour(problem, v, tour)
    return Array.from({ length: tour.length - done + 1 }, (_, i) => {
      const longer = tour.toSpliced(done + i, 0, stop)
      const after = appraiseTour(problem, v, longer)
      const all = tours.map((other, w) => (w === v ? longer : other))
      const apart = (problem.repeats ?? []).every((repeat) => keepsApart(problem, repeat, all))
      const keeps = apart && 'cost' in before && 'cost' in after
      return keeps ? addUp(after.cost) - addUp(before.cost) : Infinity
    })
  })
}

test('what is left out would fit nowhere, or cost more than it is worth', () => {
  const told = new Map<string, number>()
  fc.assert(
    fc.property(anyProblem(), (problem) => {
      const solution = solve(problem, { seed: 1, iterations: 150 })
      for (const { stop, reason } of solution.unassigned) {
        told.set(reason, (told.get(reason) ?? 0) + 1)
        // A stop with a partner fits only together with it.
        if (problem.pairs?.some(({ first, second }) => first === stop || second === stop)) continue
        const { vehicles, prize = 0 } = problem.stops[stop] ?? {}
        const least = Math.min(...priceInsertions(problem, solution, stop))
        expect(reason === 'NO_SKILL', reason).toBe(vehicles?.length === 0)
        if (reason === 'LOWER_PRIORITY') expect(least).toBeLessThan(Infinity)
        if (FULL.includes(reason)) expect(least, reason).toBe(Infinity)
        expect(least, reason).toBeGreaterThanOrEqual(prize - 1e-6)
      }
    }),
    seeded,
  )
  expect([...told.keys()].sort()).toEqual(
    expect.arrayContaining(['LOWER_PRIORITY', 'NO_SKILL', 'SHIFT_FULL', 'UNREACHABLE', 'WINDOW']),
  )
})
