import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileProblem } from '../../server/solver/compile-problem.ts'
import { PlainTours } from '../../server/solver/plain-tours.ts'
import { Snapshot } from '../../server/solver/plan.ts'
import type { Place, Plan } from '../../server/solver/plan.ts'
import { Random } from '../../server/solver/random.ts'
import { Tours } from '../../server/solver/tours.ts'
import { anyProblem } from './support/any-problem.ts'

/** Stops per vehicle. */
function listTours(plan: Plan): number[][] {
  const snapshot = new Snapshot(plan.model)
  snapshot.take(plan)
  return snapshot.list()
}

/** Puts in or takes out one stop in both plans; returns false when the trial broke a tour. */
function moveBoth(plain: PlainTours, tours: Tours, stop: number): boolean {
  const stops = new Int32Array(plain.model.stopCount)
  const from = plain.tourOf[stop] ?? -1
  let vehicle = from
  if (from >= 0) {
    const kept = Int32Array.from(stops.subarray(0, plain.read(from, stops))).filter(
      (other) => other !== stop,
    )
    plain.assign(from, kept, kept.length)
  } else {
    const place: Place = { vehicle: -1, position: 0, price: 0 }
    const other: Place = { ...place }
    plain.seek(stop, Infinity, place)
    tours.seek(stop, Infinity, other)
    expect(place.vehicle >= 0).toBe(other.vehicle >= 0)
    if (place.vehicle < 0) return true
    expect(place.price).toBeCloseTo(other.price, 6)
    plain.insert(stop, place)
    vehicle = place.vehicle
  }
  tours.assign(vehicle, stops, plain.read(vehicle, stops))
  if (tours.cost() < Infinity) {
    expect(plain.cost()).toBeCloseTo(tours.cost(), 6)
    expect(plain.keepsRules(vehicle)).toBe(tours.keepsRules(vehicle))
    return true
  }
  expect(plain.cost()).toBe(Infinity)
  return false
}

/** Everything a plain model may have. */
const anyPlainProblem = anyProblem({ stops: 12 }, [
  'windows',
  'vehicles',
  'delivery',
  'capacity',
  'maxStops',
  'fixed',
]).map((problem) => ({
  ...problem,
  stops: problem.stops.map((stop) => ({ ...stop, windows: stop.windows.slice(0, 1) })),
}))

test('linked tours say, do and undo what tours of any model do', () => {
  let broken = 0
  let kept = 0
  fc.assert(
    fc.property(anyPlainProblem, fc.nat(), (problem, seed) => {
      const model = compileProblem(problem)
      expect(model.plain).toBe(true)
      const random = new Random(seed)
      const plain = new PlainTours(model)
      const tours = new Tours(model)
      for (let round = 0; round < 40 && model.movable.length > 0; round++) {
        const before = listTours(plain)
        let whole = true
        for (let moves = 1 + random.below(4); moves > 0 && whole; moves--)
          whole = moveBoth(plain, tours, model.movable[random.below(model.movable.length)] ?? 0)
        const goesOn = whole && random.below(3) > 0
        for (const plan of [plain, tours]) {
          if (goesOn) plan.commit()
          else plan.rollBack()
        }
        if (!goesOn) expect(listTours(plain)).toEqual(before)
        expect(listTours(plain)).toEqual(listTours(tours))
        expect(plain.cost()).toBeCloseTo(tours.cost(), 6)
        expect([plain.absentCount, plain.usedCount]).toEqual([tours.absentCount, tours.usedCount])
        if (whole) kept++
        else broken++
      }
    }),
    { seed: 20_261_123, numRuns: 200 },
  )
  expect(Math.min(broken, kept)).toBeGreaterThan(50)
})
