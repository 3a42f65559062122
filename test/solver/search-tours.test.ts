import { expect, test } from 'vitest'
import { Annealing } from '../../server/solver/anneal.ts'
import { compileProblem } from '../../server/solver/compile-problem.ts'
import { constructTours } from '../../server/solver/construct.ts'
import { chooseHeat } from '../../server/solver/heat.ts'
import { rankNeighbours } from '../../server/solver/neighbours.ts'
import { PlainTours } from '../../server/solver/plain-tours.ts'
import { Snapshot } from '../../server/solver/plan.ts'
import { Random } from '../../server/solver/random.ts'
import { crossElites } from '../../server/solver/search-tours.ts'
import { makeDay } from './support/day-problem.ts'

/** A search of so many rounds with crossing; `until` ends it before. */
function searchFor(rounds: number, seed: number, until = rounds) {
  const plan = new PlainTours(compileProblem(makeDay(4, 10, 60, 3)))
  const random = new Random(seed)
  constructTours(plan, random, () => false)
  const first = new Snapshot(plan.model)
  first.take(plan)
  const best = new Snapshot(plan.model)
  const costs: number[] = []
  const progress = (round: number) => (round >= until ? 1 : round / rounds)
  const annealing = new Annealing(plan, rankNeighbours(plan.model), random, progress, best, () => {
    best.restore(told)
    costs.push(told.cost())
  })
  const told = new PlainTours(plan.model)
  const heat = chooseHeat(plan, false)
  annealing.cool(heat, () => 0.15)
  const alone = annealing.foundCost
  crossElites(annealing, first, heat)
  best.restore(plan)
  return { cost: plan.cost(), alone, costs, rounds: annealing.rounds, tours: best.list() }
}

test('crossing makes as many rounds as it may, and never loses the best plan', () => {
  const { cost, alone, costs, rounds } = searchFor(16_000, 1)
  // A multiple of 32, the stride.
  expect(rounds).toBe(16_000)
  expect(cost).toBeLessThanOrEqual(alone)
  expect(costs).toEqual(costs.toSorted((a, b) => b - a))
  expect(cost).toBeCloseTo(costs.at(-1) ?? 0, 6)
})

test('crossing gives the same answer for the same seed and rounds, also when cut short', () => {
  expect(searchFor(16_000, 2)).toEqual(searchFor(16_000, 2))
  const whole = searchFor(16_000, 2)
  const short = searchFor(16_000, 2, 9_600)
  expect(short.rounds).toBe(9_600)
  expect(whole.costs.slice(0, short.costs.length)).toEqual(short.costs)
})
