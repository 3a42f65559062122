import { expect, test } from 'vitest'
import { compileProblem } from '../../server/solver/compile-problem.ts'
import { Elites } from '../../server/solver/elites.ts'
import { PlainTours } from '../../server/solver/plain-tours.ts'
import { Snapshot } from '../../server/solver/plan.ts'
import { Random } from '../../server/solver/random.ts'
import { layOutTown } from './support/town.ts'

const town = layOutTown({ places: { A: [10, 0], B: [20, 0] }, vehicles: [{}, {}] })
const model = compileProblem(town.problem)

function snapshot(...tours: readonly number[][]): Snapshot {
  const plan = new PlainTours(model)
  tours.forEach((tour, vehicle) => plan.assign(vehicle, Int32Array.from(tour), tour.length))
  const taken = new Snapshot(model)
  taken.take(plan)
  return taken
}

test('elites draw two different ones, every one of them now and then', () => {
  const elites = new Elites(model)
  for (const cost of [50, 60, 70]) elites.add(snapshot([0], [1]), cost)
  const random = new Random(1)
  const drawn = Array.from({ length: 100 }, () => elites.draw(random).map(({ cost }) => cost))
  expect(drawn.every(([one, other]) => one !== other)).toBe(true)
  expect(new Set(drawn.map(String)).size).toBe(6)
})

test('elites give way to the cheaper only, and to none that is there already', () => {
  const elites = new Elites(model)
  elites.add(snapshot([0], [1]), 60)
  elites.add(snapshot([1, 0], []), 50)
  const dear = { snapshot: snapshot([0], [1]), cost: 60 }
  for (const [cost, kept] of [
    [60, 60],
    [50, 60],
    [55, 55],
  ] as const) {
    elites.replace(dear, snapshot([0, 1], []), cost)
    expect(dear.cost).toBe(kept)
  }
  expect(dear.snapshot.list()).toEqual([[0, 1], []])
})

test('elites welcome a guest in the place of the dearest', () => {
  const elites = new Elites(model)
  elites.add(snapshot([0], [1]), 60)
  elites.add(snapshot([0], [1]), 55)
  // 10 out, 10 on, 20 home.
  elites.welcome(snapshot([0, 1], []).flat, new PlainTours(model))
  expect(elites.best().cost).toBe(40)
  const [one, other] = elites.draw(new Random(1))
  expect([one.cost, other.cost].sort()).toEqual([40, 55])
})
