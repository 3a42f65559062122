import { describe, expect, test } from 'vitest'
import { check } from '../../server/planning/solver/check.ts'
import type { Solution } from '../../server/planning/solver/problem.ts'
import { layOutTown } from './support/town.ts'
import type { TownPlan } from './support/town.ts'

const places = { A: [10, 0], B: [20, 0] } as const

/** Claims one tour A B, and what it costs: 10 + 10 + 20. */
function claimTour(plan: Partial<TownPlan>, solution: Partial<Solution> = {}): () => void {
  const { problem } = layOutTown({ places, ...plan })
  return () => {
    check(problem, { tours: [[0, 1]], unassigned: [], cost: 40, ...solution })
  }
}

describe('check', () => {
  test('accepts a right answer', () => {
    expect(claimTour({})).not.toThrow()
    const leftOut = [{ stop: 1, reason: 'LOWER_PRIORITY' }] as const
    const optional = { stops: { B: { prize: 7 } } }
    expect(claimTour(optional, { tours: [[0]], unassigned: leftOut, cost: 27 })).not.toThrow()
  })

  test.each<[string, Partial<TownPlan>, Partial<Solution>, RegExp]>([
    ['a stop served twice', {}, { tours: [[0, 1, 0]] }, /once/],
    ['a stop forgotten', {}, { tours: [[0]] }, /once/],
    ['a stop that does not exist', {}, { tours: [[0, 2]] }, /once/],
    ['a tour too many', {}, { tours: [[0, 1], []] }, /one tour per vehicle/],
    ['a wrong cost', {}, { cost: 39 }, /cost is 40/],
    ['a stop served by the wrong person', { stops: { A: { vehicles: [] } } }, {}, /may serve/],
    ['too many stops', { vehicles: [{ maxStops: 1 }] }, {}, /number of stops/],
    [
      'too much load',
      { vehicles: [{ capacity: [1] }], stops: { A: { delivery: [2] } } },
      {},
      /capacity/,
    ],
    ['a closed window', { stops: { B: { windows: [[0, 19]] } } }, {}, /times/],
    [
      'service between two windows',
      {
        stops: {
          B: {
            windows: [
              [0, 9],
              [90, 99],
            ],
            serviceSeconds: 0,
          },
        },
        vehicles: [{ shift: [0, 109] }],
      },
      {},
      /times/,
    ],
    ['overtime', { vehicles: [{ shift: [0, 39] }] }, {}, /times/],
    [
      'a missed break',
      { vehicles: [{ shift: [0, 69], breaks: [{ windows: [[5, 15]], seconds: 30 }] }] },
      {},
      /times/,
    ],
    ['a done stop moved', { vehicles: [{ underway: { done: [1], departAt: 0 } }] }, {}, /head/],
  ])('rejects %s', (_, plan, solution, words) => {
    expect(claimTour(plan, solution)).toThrow(words)
  })

  test('accepts the same day with one second more', () => {
    const window = { stops: { B: { windows: [[0, 20]] as const } } }
    expect(claimTour(window)).not.toThrow()
    expect(claimTour({ vehicles: [{ shift: [0, 40] }] })).not.toThrow()
    const rested = {
      shift: [0, 70] as const,
      breaks: [{ windows: [[5, 15]] as const, seconds: 30 }],
    }
    expect(claimTour({ vehicles: [rested] })).not.toThrow()
  })
})
