import { expect, test } from 'vitest'
import { compileProblem } from '../../server/solver/compile-problem.ts'
import { limitsBroken } from '../../server/solver/limits-broken.ts'
import type { Problem } from '../../server/solver/problem.ts'
import { Random } from '../../server/solver/random.ts'
import { Tours } from '../../server/solver/tours.ts'
import { shipmentsOfOne } from './support/shipments.ts'

test('the place found for a pair is the cheapest of all, each tried by hand', () => {
  const random = new Random(1)
  let refused = 0
  for (let round = 0; round < 60; round++) {
    const problem = limitRoom(shipmentsOfOne(7), 1 + (round % 3), round % 2 === 0)
    const model = compileProblem(problem)
    const tours = new Tours(model)
    for (let pair = 0; pair < 6; pair++) if (random.below(5) > 0) insertCheapest(tours, 2 * pair)
    const place = { vehicle: -1, position: 0, price: 0 }
    tours.seekAnywhere(12, Infinity, place)
    const prices = tryAllPlaces(tours, 12, 13)
    refused += prices.filter((price) => price === Infinity).length
    expect(place.price).toBeCloseTo(Math.min(...prices), 6)
    if (place.vehicle < 0) continue
    const before = tours.cost()
    tours.insert(12, place)
    // The prizes of both are saved.
    expect(tours.cost()).toBeCloseTo(before + place.price - 2e6, 3)
  }
  expect(refused).toBeGreaterThan(100)
})

test('a tour with thousands of pairs elsewhere is judged by its own', () => {
  const problem = shipmentsOfOne(40)
  // The second of pair 3 comes before the first; pair 5 lacks its second. Room for ten, two aboard.
  expect(limitsBroken(problem, 0, [7, 0, 6, 10, 1])).toEqual([
    { kind: 'PARTNER', stop: 7 },
    { kind: 'PARTNER', stop: 10 },
  ])
})

function insertCheapest(tours: Tours, stop: number): void {
  const place = { vehicle: -1, position: 0, price: 0 }
  tours.seekAnywhere(stop, Infinity, place)
  if (place.vehicle >= 0) tours.insert(stop, place)
  tours.commit()
}

/** What every two positions for the two would cost in the one tour; Infinity where a rule is broken. */
function tryAllPlaces(tours: Tours, first: number, second: number): number[] {
  const [stops = []] = tours.list()
  const trial = tours.tryIn(0)
  const prices: number[] = []
  for (let i = 0; i <= stops.length; i++)
    for (let j = i; j <= stops.length; j++) {
      const tried = [...stops.slice(0, i), first, ...stops.slice(i, j), second, ...stops.slice(j)]
      trial.assign(Int32Array.from(tried), tried.length)
      prices.push(trial.feasible ? trial.cost - (tours.all[0]?.cost ?? 0) : Infinity)
    }
  return prices
}

/** A van with less room, and stops that close at different times. */
function limitRoom(problem: Problem, room: number, isTight: boolean): Problem {
  return {
    ...problem,
    stops: problem.stops.map((stop, s) =>
      isTight ? { ...stop, windows: [[0, 1500 + 400 * s]] } : stop,
    ),
    vehicles: problem.vehicles.map((vehicle) => ({ ...vehicle, capacity: [room] })),
  }
}
