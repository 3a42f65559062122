import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileProblem } from '../../server/solver/compile-problem.ts'
import { constructTours } from '../../server/solver/construct.ts'
import { rankNeighbours } from '../../server/solver/neighbours.ts'
import { PlainTours } from '../../server/solver/plain-tours.ts'
import { Snapshot } from '../../server/solver/plan.ts'
import { Random } from '../../server/solver/random.ts'
import { TailExchange } from '../../server/solver/tail-exchange.ts'
import { anyProblem } from './support/any-problem.ts'
import { layOutTown } from './support/town.ts'

const listTours = (plan: PlainTours) => {
  const snapshot = new Snapshot(plan.model)
  snapshot.take(plan)
  return snapshot.list()
}

/** Plain problems for three people alike. */
const anyPlainProblem = anyProblem({ stops: 12 }, [
  'windows',
  'delivery',
  'capacity',
  'maxStops',
  'fixed',
]).map((problem) => ({
  ...problem,
  stops: problem.stops.map((stop) => ({ ...stop, windows: stop.windows.slice(0, 1) })),
  vehicles: problem.vehicles
    .slice(0, 1)
    .flatMap((vehicle) => [0, 1, 2].map((id) => ({ ...vehicle, id }))),
}))

/** `A B | C D`, each letter worth one, as it is after the tail that begins with `tail` came behind `head`. */
function exchangeIn(text: string, head: string, tail: string, capacity: number) {
  const letters = text.match(/[A-Z]/g) ?? []
  const places = Object.fromEntries(letters.map((letter, i) => [letter, [i, 1] as const]))
  const stops = Object.fromEntries(letters.map((letter) => [letter, { delivery: [1] }]))
  const vehicles = text.split('|').map(() => ({ capacity: [capacity] }))
  const town = layOutTown({ places, vehicles, stops })
  const plan = new PlainTours(compileProblem(town.problem))
  text.split('|').forEach((tour, vehicle) => {
    const list = Int32Array.from(tour.trim().split(' '), (letter) => town.stop(letter))
    plan.assign(vehicle, list, list.length)
  })
  plan.commit()
  const near = rankNeighbours(plan.model)
  const made = new TailExchange(plan, near, new Random(1)).exchange(
    town.stop(head),
    town.stop(tail),
  )
  const tours = listTours(plan).map((tour) => tour.map((stop) => letters[stop]).join(' '))
  return { made, tours: tours.join(' | ') }
}

test('a tail goes on behind a stop of another tour, whose tail takes its place', () => {
  expect(exchangeIn('A B C | D E F', 'A', 'F', 9).tours).toBe('A F | D E B C')
  // The whole of a tour behind the end of another empties it.
  expect(exchangeIn('A B | C D', 'B', 'C', 9).tours).toBe('A B C D | ')
})

test('an exchange that gives a tour too much is not made', () => {
  // 2 and 4 stops where 3 fit.
  expect(exchangeIn('A B C | D E F', 'A', 'F', 3)).toEqual({ made: false, tours: 'A B C | D E F' })
  expect(exchangeIn('A B C | D E F', 'A', 'E', 3)).toEqual({ made: true, tours: 'A E F | D B C' })
})

test('exchanged tails keep every rule, lose no stop, and are undone to the last bit', () => {
  let made = 0
  fc.assert(
    fc.property(anyPlainProblem, fc.nat(), (problem, seed) => {
      const model = compileProblem(problem)
      fc.pre(model.movable.length > 0)
      const random = new Random(seed)
      const plan = new PlainTours(model)
      constructTours(plan, random, () => false)
      plan.commit()
      const tails = new TailExchange(plan, rankNeighbours(model), random)
      for (let i = 0; i < 40; i++) {
        const before = { tours: listTours(plan), cost: plan.cost() }
        if (!tails.tryOne(Infinity)) {
          expect(listTours(plan)).toEqual(before.tours)
          continue
        }
        made++
        expect(listTours(plan).flat().sort()).toEqual(before.tours.flat().sort())
        // What was judged in time is in time, and may be driven by whom it was given to.
        expect(plan.cost()).toBeLessThan(Infinity)
        for (let vehicle = 0; vehicle < model.vehicleCount; vehicle++)
          expect(plan.keepsRules(vehicle)).toBe(true)
        if (i % 2 === 0) {
          plan.rollBack()
          expect(listTours(plan)).toEqual(before.tours)
          expect(plan.cost()).toBe(before.cost)
        } else plan.commit()
      }
    }),
    { numRuns: 500 },
  )
  expect(made).toBeGreaterThan(50)
})
