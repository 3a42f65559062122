import { describe, expect, test } from 'vitest'
import { check } from '../../server/solver/check.ts'
import { compileProblem } from '../../server/solver/compile-problem.ts'
import { improveTours } from '../../server/solver/improve.ts'
import { rankNeighbours } from '../../server/solver/neighbours.ts'
import { solve } from '../../server/solver/solve.ts'
import { shipmentsOfOne } from './support/shipments.ts'
import { Tours, loadTours } from '../../server/solver/tours.ts'
import { makeDay } from './support/day-problem.ts'

/** A clock that goes on by a millisecond whenever somebody looks. */
function tick(): () => number {
  let now = 0
  return () => now++
}

describe('a search whose time is up', () => {
  test.each([
    ['shipments', shipmentsOfOne(40)],
    ['a team', makeDay(3, 20, 60, 1)],
  ])(
    'while the first plan of %s is made leaves out what was not tried, and says so',
    (_, problem) => {
      const answer = solve(problem, { seed: 1, milliseconds: 30, clock: tick() })
      check(problem, answer)
      const reasons = new Set(answer.unassigned.map(({ reason }) => reason))
      expect(answer.tours.flat().length).toBeGreaterThan(10)
      expect(reasons).toContain('UNTRIED')
    },
  )

  test('looks at the clock for every stop it places', () => {
    let looks = 0
    const clock = () => looks++
    solve(makeDay(3, 20, 60, 1), { seed: 1, iterations: 0, milliseconds: 1e9, clock })
    // 60 stops, in 8 orders.
    expect(looks).toBeGreaterThan(60 * 8)
  })

  test('before it began still puts in what it can in a short while', () => {
    const problem = makeDay(3, 20, 60, 1)
    const { tours, unassigned } = solve(problem, { seed: 1, milliseconds: 0, clock: tick() })
    // A quarter of a second is long enough to look at the clock for 60 stops.
    expect(tours.flat().length).toBeGreaterThan(50)
    expect(unassigned.filter(({ reason }) => reason === 'UNTRIED')).toEqual([])
  })

  test('makes no more local moves', () => {
    const model = compileProblem(makeDay(1, 20, 10, 1))
    const tours = new Tours(model)
    loadTours(tours, [model.movable])
    const before = tours.cost()
    improveTours(tours, rankNeighbours(model), () => true)
    expect(tours.cost()).toBe(before)
    improveTours(tours, rankNeighbours(model), () => false)
    expect(tours.cost()).toBeLessThan(before)
  })
})

test('a search that is let end by itself says UNTRIED of nothing', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const problem = makeDay(2, 10, 60, seed)
    const { unassigned } = solve(problem, { seed, iterations: 100 })
    expect(unassigned.length).toBeGreaterThan(20)
    expect(unassigned.filter(({ reason }) => reason === 'UNTRIED')).toEqual([])
  }
})
