import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileProblem } from '../../server/planning/solver/model.ts'
import type { Break } from '../../server/planning/solver/problem.ts'
import {
  crossWithBreak,
  departWithBreak,
  leaveStop,
  reachStop,
} from '../../server/planning/solver/timing.ts'
import { anyProblem } from './support/any-problem.ts'

const seeded = { seed: 20_261_123, numRuns: 2000 }
const clock = fc.integer({ min: -50, max: 700 })

/** The earliest-departure and latest-arrival sides of the search must say the same of every moment. */
describe('going forwards and going backwards agree', () => {
  test('on stops: left by a time exactly when reached by its latest arrival', () => {
    fc.assert(
      fc.property(anyProblem({ stops: 1 }), clock, clock, (problem, arrival, departure) => {
        const model = compileProblem(problem)
        for (const stop of problem.stops.keys())
          expect(arrival <= reachStop(model, stop, departure)).toBe(
            leaveStop(model, stop, arrival) <= departure,
          )
      }),
      seeded,
    )
  })

  test('on legs with a break: ready by a time exactly when left by its latest departure', () => {
    const restless = fc.tuple(fc.nat(300), fc.nat(100), fc.nat(60), fc.nat(120))
    fc.assert(
      fc.property(restless, clock, clock, ([opens, length, seconds, travel], departure, ready) => {
        const vehicle = oneVehicle({ windows: [[opens, opens + length]], seconds })
        expect(departure <= departWithBreak(vehicle, ready, travel)).toBe(
          crossWithBreak(vehicle, departure, travel) <= ready,
        )
      }),
      seeded,
    )
  })
})

function oneVehicle(rest: Break) {
  const leg = new Float64Array(1)
  const person = { id: 0, start: 0, end: 0, shift: [0, 700] as const, breaks: [rest] }
  const problem = {
    stops: [],
    vehicles: [person],
    matrices: [{ size: 1, durations: leg, distances: leg }],
  }
  const [vehicle] = compileProblem(problem).vehicles
  if (!vehicle) throw new Error('The vehicle was not compiled')
  return vehicle
}
