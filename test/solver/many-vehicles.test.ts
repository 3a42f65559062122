import { expect, test } from 'vitest'
import { compileProblem } from '../../server/solver/compile-problem.ts'
import { Tours } from '../../server/solver/tours.ts'
import { layOutTown } from './support/town.ts'

test('two hundred thousand vehicles alike are no more than memory', () => {
  const vehicles = Array.from({ length: 200_000 }, () => ({}))
  const { problem } = layOutTown({ places: { A: [1, 0] }, vehicles })
  const { vehicles: fleet } = compileProblem(problem)
  expect(fleet).toHaveLength(200_000)
  expect(fleet[0]?.twins).toBe(fleet[199_999]?.twins)
})

test('of unused vehicles alike the first is no spare, nor is one in use', () => {
  const { problem } = layOutTown({ places: { A: [1, 0] }, vehicles: [{}, {}, {}] })
  const tours = new Tours(compileProblem(problem))
  const spares = () => [0, 1, 2].map((vehicle) => tours.isSpare(vehicle))
  expect(spares()).toEqual([false, true, true])
  tours.insert(0, { vehicle: 0, position: 0, price: 0 })
  expect(spares()).toEqual([false, false, true])
})
