import { describe, expect, test } from 'vitest'
import { check } from '../../server/solver/check.ts'
import type { AbsenceReason, Problem, Solution, TravelMatrix } from '../../server/solver/problem.ts'
import { solve } from '../../server/solver/solve.ts'
import type { SolveOptions } from '../../server/solver/solve.ts'
import { makeDay } from './support/day-problem.ts'
import { layOutTown } from './support/town.ts'
import type { TownPlan } from './support/town.ts'

const places = { A: [10, 0], B: [20, 0], C: [0, 10], D: [0, 20] } as const

function solveChecked(problem: Problem, options: Partial<SolveOptions> = {}): Solution {
  const solution = solve(problem, { seed: 1, iterations: 500, ...options })
  check(problem, solution)
  return solution
}

function planTown(plan: Partial<TownPlan>, options: Partial<SolveOptions> = {}) {
  const town = layOutTown({ places, ...plan })
  const solution = solveChecked(town.problem, options)
  return { town, solution, text: town.write(solution.tours) }
}

describe('solve', () => {
  test('gives nobody an answer for nothing', () => {
    const nothing = {
      stops: [],
      vehicles: [],
      matrices: [{ size: 0, durations: new Float64Array(), distances: new Float64Array() }],
    }
    expect(solveChecked(nothing)).toEqual({ tours: [], unassigned: [], cost: 0 })
  })

  test('leaves everything out when nobody works', () => {
    const { problem } = layOutTown({ places, vehicles: [] })
    const { tours, unassigned, cost } = solveChecked(problem)
    expect([tours, unassigned.length, cost]).toEqual([[], 4, Infinity])
  })

  test('uses one person where a second would only cost', () => {
    const { solution } = planTown({ vehicles: [{ fixed: 5 }, { fixed: 5 }] })
    // 20 out and back east, 20 out and back north.
    expect(solution.cost).toBe(85)
    expect(solution.tours.filter((tour) => tour.length > 0)).toHaveLength(1)
  })

  test('shares the work where one day is too short', () => {
    const { solution } = planTown({ vehicles: [{ shift: [0, 40] }, { shift: [0, 40] }] })
    // East 10 + 10 + 20, north the same: one of them each.
    expect(solution.cost).toBe(80)
    expect(solution.tours.map((tour) => tour.length)).toEqual([2, 2])
  })

  test('keeps stops with the person they belong to', () => {
    const { text } = planTown({
      vehicles: [{}, {}],
      stops: {
        A: { vehicles: [0] },
        B: { vehicles: [1] },
        C: { vehicles: [0] },
        D: { vehicles: [1] },
      },
    })
    expect(text.replace(/[AC] [AC] \| [BD] [BD]/, 'own')).toBe('depot own depot')
  })

  test('leaves done stops where they are and plans the rest from there', () => {
    const { text, solution } = planTown({
      vehicles: [{ maxStops: 3, underway: { done: [3, 1], departAt: 700 } }],
      stops: { A: { prize: 5 }, C: { prize: 9 } },
    })
    // At B; A lies on the way home (20 in all), C does not.
    expect(text).toBe('depot D B A depot')
    expect(solution.cost).toBe(20 + 9)
  })

  test('goes for a far group that pays only together', () => {
    const far = { A: [100, 0], B: [101, 0], C: [102, 0], D: [103, 0] } as const
    const prize = { prize: 60 }
    const { solution } = planTown({
      places: far,
      stops: { A: prize, B: prize, C: prize, D: prize },
    })
    // 206 for all four; 240 for none.
    expect(solution.cost).toBe(206)
  })

  test('goes for that group too when only the second of two like people may', () => {
    const far = { A: [100, 0], B: [101, 0], C: [102, 0], D: [103, 0] } as const
    const own = { prize: 60, vehicles: [1] }
    const { text, solution } = planTown({
      places: far,
      vehicles: [{}, {}],
      stops: { A: own, B: own, C: own, D: own },
    })
    expect(solution.cost).toBe(206)
    expect(text).toMatch(/^depot {2}\| [A-D]/)
  })

  test('does not take a short cut that is too slow', () => {
    const { problem } = layOutTown({
      places: { A: [10, 0], B: [20, 0] },
      stops: { A: { prize: 5 }, B: { windows: [[0, 30]] } },
    })
    // Metres alone count. By A it is 20 s and 100 m to B; straight on 50 s, too late, and 10 m.
    const durations = Float64Array.of(0, 10, 50, 10, 0, 10, 20, 10, 0)
    const distances = Float64Array.of(0, 50, 10, 50, 0, 50, 10, 50, 0)
    const solution = solveChecked({
      ...withVehicle(problem, { weights: { perSecond: 0, perMetre: 1 } }),
      matrices: [{ size: 3, durations, distances }],
    })
    expect(solution.tours).toEqual([[0, 1]])
    expect(solution.cost).toBe(110)
  })

  test('prefers the shorter of two equally fast ways', () => {
    const { problem } = layOutTown({ places: { A: [1, 0], B: [2, 0] } })
    const even = Float64Array.from(durationsOf(problem), (seconds) => (seconds > 0 ? 10 : 0))
    // Depot to A 1, A to B 5, B to depot 1 metre; the other way round 9 each.
    const distances = Float64Array.of(0, 1, 9, 9, 0, 5, 1, 9, 0)
    const solution = solveChecked({
      ...withVehicle(problem, { weights: { perSecond: 1, perMetre: 0.02 } }),
      matrices: [{ size: 3, durations: even, distances }],
    })
    expect(solution.tours).toEqual([[0, 1]])
    expect(solution.cost).toBeCloseTo(30 + 0.02 * 7, 9)
  })

  test.each<[AbsenceReason, Partial<TownPlan>]>([
    ['NO_SKILL', { stops: { D: { vehicles: [] } } }],
    ['UNREACHABLE', { vehicles: [{ shift: [0, 39] }], stops: { B: { vehicles: [] } } }],
    ['WINDOW', { stops: { D: { windows: [[0, 19]] } } }],
    ['MAX_STOPS', { vehicles: [{ maxStops: 3 }], stops: { D: { prize: 1 } } }],
    ['CAPACITY', { vehicles: [{ capacity: [3] }], stops: { D: { delivery: [4] } } }],
    ['SHIFT_FULL', { vehicles: [{ shift: [0, 70] }], stops: { D: { prize: 100 } } }],
    ['LOWER_PRIORITY', { stops: { D: { prize: 19 } } }],
  ])('says %s of a stop left out for that reason', (reason, plan) => {
    const { solution, town } = planTown(plan)
    expect(solution.unassigned).toContainEqual({ stop: town.stop('D'), reason })
  })

  test('says WINDOW when the day has room, but not while the shop is open', () => {
    const { solution } = planTown({
      places: { A: [10, 0], D: [0, 10] },
      stops: {
        A: { windows: [[10, 10]], serviceSeconds: 5 },
        D: { windows: [[10, 34]], prize: 5 },
      },
    })
    expect(solution.unassigned).toEqual([{ stop: 1, reason: 'WINDOW' }])
  })

  test('tells of ever better plans, the last of which is the answer', () => {
    const problem = makeDay(3, 12, 40, 5)
    const costs: number[] = []
    const answer = solveChecked(problem, {
      iterations: 3000,
      onImprovement(solution, elapsed) {
        check(problem, solution)
        expect(elapsed).toBeGreaterThan(0)
        costs.push(solution.cost)
      },
    })
    expect(costs.length).toBeGreaterThan(2)
    expect(costs).toEqual([...costs].sort((a, b) => b - a))
    expect(costs.at(-1)).toBe(answer.cost)
  })

  test('stops when told to, with a plan', () => {
    const signal = { aborted: false }
    let told = 0
    const problem = makeDay(3, 12, 40, 5)
    solveChecked(problem, {
      iterations: 1e9,
      signal,
      onImprovement: () => (signal.aborted = ++told >= 2),
    })
    expect(told).toBeGreaterThanOrEqual(2)
  })

  test('ends by the clock', () => {
    const begun = performance.now()
    solveChecked(makeDay(3, 12, 40, 5), { iterations: Infinity, milliseconds: 50 })
    expect(performance.now() - begun).toBeLessThan(5000)
  })

  test('starts warm from a plan of which it drops what breaks a rule', () => {
    const { solution, town } = planTown(
      { vehicles: [{ maxStops: 2 }, { maxStops: 2 }] },
      {
        iterations: 0,
        warmStart: [
          [0, 1, 2],
          [0, 99, 3],
        ],
      },
    )
    // The first person keeps A B; C, a stop too many, and the second A are dropped; C is placed anew.
    expect(town.write(solution.tours)).toMatch(/^depot A B \| (C D|D C) depot$/)
  })

  test.each<[RegExp, (problem: Problem) => Problem]>([
    [/size × size/, (problem) => withMatrix(problem, { size: 3 })],
    [
      /negative/,
      (problem) => withMatrix(problem, { durations: durationsOf(problem).map((d) => d - 1) }),
    ],
    [/prize/, (problem) => withStop(problem, { prize: 0 })],
    [/location/, (problem) => withStop(problem, { location: 5 })],
    [/serviceSeconds/, (problem) => withStop(problem, { serviceSeconds: Number.NaN })],
    [/window/, (problem) => withStop(problem, { windows: [[9, 8]] })],
    [/amounts/, (problem) => withStop(problem, { delivery: [-1] })],
    [/shift/, (problem) => withVehicle(problem, { shift: [0, Infinity] })],
    [/start, end and from/, (problem) => withVehicle(problem, { end: -1 })],
    [/break/, (problem) => withVehicle(problem, { breaks: [{ windows: [[0, 5]], seconds: -1 }] })],
    [
      /done stop must exist/,
      (problem) => withVehicle(problem, { underway: { done: [9], departAt: 0 } }),
    ],
    [/done twice/, (problem) => withVehicle(problem, { underway: { done: [1, 1], departAt: 0 } })],
  ])('refuses a senseless problem: %s', (words, spoil) => {
    const { problem } = layOutTown({ places })
    expect(() => solve(spoil(problem), { seed: 1, iterations: 1 })).toThrow(words)
  })
})

function withStop(problem: Problem, spoilt: Partial<Problem['stops'][number]>): Problem {
  return {
    ...problem,
    stops: problem.stops.map((stop, s) => (s === 0 ? { ...stop, ...spoilt } : stop)),
  }
}

function withVehicle(problem: Problem, spoilt: Partial<Problem['vehicles'][number]>): Problem {
  return { ...problem, vehicles: problem.vehicles.map((vehicle) => ({ ...vehicle, ...spoilt })) }
}

function durationsOf({ matrices: [matrix] }: Problem) {
  if (!matrix) throw new Error('The problem has no matrix')
  return matrix.durations
}

function withMatrix(problem: Problem, spoilt: Partial<TravelMatrix>): Problem {
  return { ...problem, matrices: problem.matrices.map((matrix) => ({ ...matrix, ...spoilt })) }
}
