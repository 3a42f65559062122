import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileProblem } from '../../server/solver/compile-problem.ts'
import type { Break, Window } from '../../server/solver/problem.ts'
import {
  canReach,
  crossLeg,
  crossLegBack,
  leaveStop,
  reachStop,
} from '../../server/solver/timing.ts'
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

  test('on legs with breaks: ready by a time exactly when left by its latest departure', () => {
    const window = fc.tuple(fc.nat(300), fc.nat(100)).map(([a, b]): Window => [a, a + b])
    const rest = fc.record({
      windows: fc.array(window, { minLength: 1, maxLength: 2 }),
      seconds: fc.nat(60),
    })
    const breaks = fc.array(rest, { maxLength: 3 })
    const made = { none: 0, met: 0 }
    fc.assert(
      fc.property(breaks, fc.nat(120), clock, clock, (rests, travel, departure, ready) => {
        const compiled = compileBreaks(rests)
        const count = rests.length
        const leaving = new Float64Array(count + 1).fill(Infinity)
        leaving[0] = departure
        const arrived = new Float64Array(count + 1)
        crossLeg(compiled, leaving, 0, travel, arrived)
        for (let taken = 0; taken <= count; taken++) {
          const reaching = new Float64Array(count + 1).fill(-Infinity)
          reaching[taken] = ready
          const latest = new Float64Array(count + 1)
          crossLegBack(compiled, reaching, 0, travel, latest, 0)
          const isMet = (arrived[taken] ?? Infinity) <= ready
          expect(departure <= (latest[0] ?? -Infinity)).toBe(isMet)
          expect(canReach(compiled, leaving, 0, travel, reaching, 0)).toBe(isMet)
          made[isMet ? 'met' : 'none']++
        }
      }),
      seeded,
    )
    expect(Math.min(made.none, made.met)).toBeGreaterThan(100)
  })
})

function compileBreaks(breaks: readonly Break[]) {
  const leg = new Float64Array(1)
  const person = { id: 0, start: 0, end: 0, shift: [-100, 700] as const, breaks }
  const matrix = { size: 1, durations: leg, distances: leg }
  const [vehicle] = compileProblem({ stops: [], vehicles: [person], matrices: [matrix] }).vehicles
  if (!vehicle) throw new Error('The vehicle was not compiled')
  return vehicle.breaks
}
