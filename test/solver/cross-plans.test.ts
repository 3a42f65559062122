import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../server/solver/check.ts'
import { compileProblem } from '../../server/solver/compile-problem.ts'
import { constructTours } from '../../server/solver/construct.ts'
import { PlanCrossing } from '../../server/solver/cross-plans.ts'
import { rankNeighbours } from '../../server/solver/neighbours.ts'
import { PlainTours } from '../../server/solver/plain-tours.ts'
import { Snapshot } from '../../server/solver/plan.ts'
import type { Plan } from '../../server/solver/plan.ts'
import type { Problem } from '../../server/solver/problem.ts'
import { Random } from '../../server/solver/random.ts'
import { solve } from '../../server/solver/solve.ts'
import { makeDay } from './support/day-problem.ts'
import { layOutTown } from './support/town.ts'

function listTours(plan: Plan): number[][] {
  const snapshot = new Snapshot(plan.model)
  snapshot.take(plan)
  return snapshot.list()
}

function load(problem: Problem, tours: readonly (readonly number[])[]): PlainTours {
  const plan = new PlainTours(compileProblem(problem))
  tours.forEach((tour, vehicle) => plan.assign(vehicle, Int32Array.from(tour), tour.length))
  plan.commit()
  return plan
}

function crossingOf(plan: Plan, seed: number): PlanCrossing {
  return new PlanCrossing(plan, rankNeighbours(plan.model), new Random(seed))
}

describe('crossing two plans', () => {
  const places = { A: [10, 0], B: [11, 0], C: [0, 10], D: [0, 11] } as const
  const two = { maxStops: 2 }
  const town = layOutTown({ places, vehicles: [two, two] })
  const [A, B, C, D] = ['A', 'B', 'C', 'D'].map((letter) => town.stop(letter)) as [
    number,
    number,
    number,
    number,
  ]

  test('takes a tour over, and the rest falls into place; or finds the old plan again', () => {
    const found = new Set<string>()
    for (let seed = 1; seed <= 30; seed++) {
      const plan = load(town.problem, [
        [A, C],
        [B, D],
      ])
      const isNew = crossingOf(plan, seed).cross([
        [A, B],
        [C, D],
      ])
      const after = listTours(plan)
      expect(isNew).toBe(
        JSON.stringify(after) !==
          JSON.stringify([
            [A, C],
            [B, D],
          ]),
      )
      const tours = after.map((tour) => tour.toSorted((a, b) => a - b))
      found.add(town.write(tours.toSorted(([a = 0], [b = 0]) => a - b)))
    }
    // A B in the place of A C: B leaves D, and C fits only beside D. If B stays with D, C comes back to A.
    expect([...found].sort()).toEqual(['depot A B | C D depot', 'depot A C | B D depot'])
  })

  test('lets tours change hands only among people who differ in nothing', () => {
    const own = layOutTown({
      places,
      vehicles: [{ maxStops: 2 }, { maxStops: 4 }],
      stops: { A: { vehicles: [0] } },
    })
    for (let seed = 1; seed <= 30; seed++) {
      const plan = load(own.problem, [[A], [B, C, D]])
      crossingOf(plan, seed).cross([
        [A, B],
        [C, D],
      ])
      expect(listTours(plan)[0]).toContain(A)
    }
  })

  test('keeps all rules, or leaves the plan as it was', () => {
    const pair = fc.record({ day: fc.nat(1000), seed: fc.nat(1000) })
    fc.assert(
      fc.property(pair, ({ day, seed }) => {
        const problem = makeDay(4, 10, 40, day)
        const plan = new PlainTours(compileProblem(problem))
        constructTours(plan, new Random(seed), () => false)
        const before = listTours(plan)
        const { tours } = solve(problem, { seed, iterations: 50 })
        const isNew = crossingOf(plan, seed).cross(tours)
        const after = listTours(plan)
        if (!isNew) expect(after).toEqual(before)
        const again = load(problem, after)
        expect(plan.cost()).toBeCloseTo(again.cost(), 6)
        after.forEach((_, vehicle) => expect(again.keepsRules(vehicle)).toBe(true))
        const all = after.flat()
        expect(new Set(all).size).toBe(all.length)
        check(problem, solve(problem, { seed, iterations: 0, warmStart: after }))
      }),
      { numRuns: 10 },
    )
  })
})
