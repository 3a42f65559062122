import { describe, expect, test } from 'vitest'
import { check } from '../../server/solver/check.ts'
import type { Problem, Solution } from '../../server/solver/problem.ts'
import { layOutTown } from './support/town.ts'
import type { TownPlan } from './support/town.ts'

const places = { A: [10, 0], B: [20, 0] } as const

type Claim = Partial<TownPlan> & { more?: Partial<Problem>; solution?: Partial<Solution> }

/** Claims one tour A B, and what it costs: 10 + 10 + 20. */
function claimTour({ more, solution, ...plan }: Claim): () => void {
  const problem = { ...layOutTown({ places, ...plan }).problem, ...more }
  return () => {
    check(problem, { tours: [[0, 1]], unassigned: [], cost: 40, ...solution })
  }
}

/** A tour for each of two people on days of their own: 20 + 40. */
function claimTwo(days: readonly [number, number], minDays: number): () => void {
  return claimTour({
    vehicles: days.map((day) => ({ day })),
    more: { repeats: [{ stops: [0, 1], minDays }] },
    solution: { tours: [[0], [1]], cost: 60 },
  })
}

const leftOut = (stop: number) => [{ stop, reason: 'LOWER_PRIORITY' }] as const

describe('check', () => {
  test('accepts a right answer', () => {
    expect(claimTour({})).not.toThrow()
    const optional = { stops: { B: { prize: 7 } } }
    const solution = { tours: [[0]], unassigned: leftOut(1), cost: 27 }
    expect(claimTour({ ...optional, solution })).not.toThrow()
  })

  test('knows what must be served', () => {
    const solution = { tours: [[0]], unassigned: leftOut(1), cost: Infinity }
    expect(claimTour({ solution })).not.toThrow()
    expect(claimTour({ solution: { ...solution, cost: 20 } })).toThrow(/cost is Infinity/)
  })

  test.each<[string, Claim, RegExp]>([
    ['a stop served twice', { solution: { tours: [[0, 1, 0]] } }, /once/],
    ['a stop forgotten', { solution: { tours: [[0]] } }, /once/],
    ['a stop served and left out', { solution: { unassigned: leftOut(1) } }, /once/],
    ['a stop that does not exist', { solution: { tours: [[0, 2]] } }, /once/],
    ['a tour too many', { solution: { tours: [[0, 1], []] } }, /one tour per vehicle/],
    ['a cost too low', { solution: { cost: 39 } }, /cost is 40, not 39/],
    ['a cost too high', { solution: { cost: 41 } }, /cost is 40, not 41/],
    ['no cost', { solution: { cost: Number.NaN } }, /cost is 40, not NaN/],
    ['the wrong person', { stops: { A: { vehicles: [] } } }, /may serve/],
    ['too many stops', { vehicles: [{ maxStops: 1 }] }, /number of stops/],
    ['overtime', { vehicles: [{ shift: [0, 39] }] }, /back in time/],
    ['a closed window', { stops: { B: { windows: [[0, 19]] } } }, /in a window/],
    ['a long road', { vehicles: [{ maxMetres: 39 }] }, /metres/],
    ['a long drive', { vehicles: [{ maxTravelSeconds: 39 }] }, /seconds of travel/],
    ['a slow drive', { vehicles: [{ speed: 0.5, maxTravelSeconds: 79 }] }, /seconds of travel/],
    ['a wrong order', { stops: { A: { rank: 2 }, B: { rank: 1 } } }, /lower ranks first/],
    [
      'a done stop moved',
      { vehicles: [{ underway: { done: [1], departAt: 0 } }] },
      /vehicle 0: .* head/,
    ],
  ])('rejects %s', (_, claim, words) => {
    expect(claimTour(claim)).toThrow(words)
  })

  test.each<[string, Claim]>([
    ['a window', { stops: { B: { windows: [[0, 20]] } } }],
    ['the second of two windows', { stops: { B: { windows: [[0, 9], [15, 20]] } } }], // prettier-ignore
    ['a shift', { vehicles: [{ shift: [0, 40] }] }],
    ['a number of stops', { vehicles: [{ maxStops: 2 }] }],
    ['limits of the road', { vehicles: [{ maxMetres: 40, maxTravelSeconds: 40 }] }],
    ['ranks', { stops: { A: { rank: 1 }, B: { rank: 1 } } }],
  ])('accepts %s just kept', (_, claim) => {
    expect(claimTour(claim)).not.toThrow()
  })

  test('rejects a way that does not exist', () => {
    const durations = Float64Array.of(0, 10, 20, 10, 0, Infinity, 20, 10, 0)
    const distances = durations.map((seconds) => Math.min(seconds, 50))
    const matrices = [{ size: 3, durations, distances }]
    expect(claimTour({ more: { matrices } })).toThrow(/there is a way/)
    // The other way round: 20 + 10 + 10.
    expect(claimTour({ more: { matrices }, solution: { tours: [[1, 0]] } })).not.toThrow()
  })

  describe('pairs', () => {
    const pair = { first: 1, second: 0, ordered: true }

    test('are served in their order', () => {
      expect(claimTour({ more: { pairs: [pair] } })).toThrow(/pair/)
      expect(claimTour({ more: { pairs: [{ ...pair, ordered: false }] } })).not.toThrow()
      const turned = { tours: [[1, 0]] }
      expect(claimTour({ more: { pairs: [pair] }, solution: turned })).not.toThrow()
    })

    test('are served by one person, or not at all', () => {
      const more = { pairs: [{ ...pair, ordered: false }] }
      const stops = { A: { prize: 3 }, B: { prize: 4 } }
      const half = { tours: [[0]], unassigned: leftOut(1), cost: 24 }
      expect(claimTour({ more, stops, solution: half })).toThrow(/pair/)
      const none = { tours: [[]], unassigned: [...leftOut(0), ...leftOut(1)], cost: 7 }
      expect(claimTour({ more, stops, solution: none })).not.toThrow()
      const two = { tours: [[0], [1]], cost: 60 }
      expect(claimTour({ more, vehicles: [{}, {}], solution: two })).toThrow(/pair/)
    })

    test('of which one is done bind the other to the same tour, if it is served', () => {
      const more = { pairs: [{ first: 0, second: 1, ordered: true }] }
      const begun = { underway: { done: [0], departAt: 0 } }
      // From A on: 10 + 20. Home from A: 10.
      expect(claimTour({ more, vehicles: [begun], solution: { cost: 30 } })).not.toThrow()
      const out = { tours: [[0]], unassigned: leftOut(1), cost: 17 }
      const stops = { B: { prize: 7 } }
      expect(claimTour({ more, stops, vehicles: [begun], solution: out })).not.toThrow()
      const other = { tours: [[0], [1]], cost: 50 }
      expect(claimTour({ more, vehicles: [begun, {}], solution: other })).toThrow(/pair/)
    })
  })

  test('wants repeats on days far enough apart', () => {
    expect(claimTwo([0, 1], 1)).not.toThrow()
    expect(claimTwo([3, 3], 1)).toThrow(/days far enough apart/)
    expect(claimTwo([3, 1], 3)).toThrow(/days far enough apart/)
    expect(claimTwo([4, 1], 3)).not.toThrow()
    const more = { repeats: [{ stops: [0, 1], minDays: 1 }] }
    expect(claimTour({ more })).toThrow(/days far enough apart/)
  })

  test('asks nothing of what is done', () => {
    const stops = { A: { vehicles: [], windows: [[0, 1]], rank: 9 }, B: { rank: 1 } } as const
    const begun = { underway: { done: [0], departAt: 500 }, fixed: 80 }
    // Home from A: 10 + 20 by way of B.
    expect(claimTour({ stops, vehicles: [begun], solution: { cost: 30 } })).not.toThrow()
    expect(claimTour({ stops, vehicles: [{ ...begun, maxStops: 1 }] })).toThrow(/number of stops/)
  })
})
