import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OPERATORS } from '../../server/solver/improve.ts'
import { compileProblem } from '../../server/solver/compile-problem.ts'
import type { Problem } from '../../server/solver/problem.ts'
import { schedule } from '../../server/solver/schedule.ts'
import { Tours } from '../../server/solver/tours.ts'
import { anyProblem } from './support/any-problem.ts'

test('every operator foretells the cost and keeps the rules', { timeout: 60_000 }, () => {
  let made = 0
  fc.assert(
    fc.property(anyProblem({ stops: 8, vehicles: 2 }), (problem) => {
      made += tryEveryMove(problem)
    }),
    { seed: 20_261_123, numRuns: 150 },
  )
  expect(made).toBeGreaterThan(50)
})

/** Each stop at the first place it fits, so that much is left to improve. */
function fillCarelessly(tours: Tours): Tours {
  for (const stop of tours.model.movable) {
    tours.all.forEach((tour, vehicle) => {
      const fits = tours.tourOf[stop] === -1 && tours.hasRoom(stop, vehicle)
      if (fits && tour.admits(stop, 0)) tours.insert(stop, { vehicle, position: 0, price: 0 })
    })
  }
  tours.commit()
  return tours
}

/** Makes every improving move from a careless plan, each from a fresh copy; says how many. */
function tryEveryMove(problem: Problem): number {
  const model = compileProblem(problem)
  const nodes = [...model.movable, ...problem.vehicles.map((_, vehicle) => -1 - vehicle)]
  let made = 0
  for (const operator of OPERATORS)
    for (const stop of model.movable)
      for (const after of nodes) {
        const tours = fillCarelessly(new Tours(model))
        const before = tours.list()
        const cost = tours.cost()
        const change = operator.evaluate(tours, stop, after)
        expect(tours.list()).toEqual(before)
        if (!(change < -1e-9)) continue
        operator.apply(tours, stop, after)
        made++
        expect(tours.cost()).toBeCloseTo(cost + change, 6)
        expect(tours.all.every((tour) => tour.feasible)).toBe(true)
        tours.all.forEach((tour, vehicle) => {
          const done = problem.vehicles[vehicle]?.underway?.done ?? []
          const stops = tours.list()[vehicle] ?? []
          if (tour.length > 0)
            expect(schedule(problem, vehicle, [...done, ...stops]).violations).toEqual([])
        })
      }
  return made
}
