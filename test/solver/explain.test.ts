import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../server/solver/check.ts'
import { explain } from '../../server/solver/explain.ts'
import { findRepairs } from '../../server/solver/find-repairs.ts'
import { openInquiry, TimeIsUp } from '../../server/solver/inquiry.ts'
import type { AbsenceReason, Problem } from '../../server/solver/problem.ts'
import { solve } from '../../server/solver/solve.ts'
import { anyProblem } from './support/any-problem.ts'
import { layOutTown, type TownPlan } from './support/town.ts'

const seeded = { seed: 20_261_123, numRuns: 100 }

const places = { A: [10, 0], B: [20, 0], C: [0, 10], D: [0, 20] } as const

/** Explains tours written as a string; stops in none of them are left out. */
function explainTown(plan: Partial<TownPlan>, text: string, reason: AbsenceReason = 'SHIFT_FULL') {
  const town = layOutTown({ places, ...plan })
  const tours = town.read(text).list()
  const unassigned = town.problem.stops
    .map((_, stop) => stop)
    .filter((stop) => !tours.flat().includes(stop))
    .map((stop) => ({ stop, reason }))
  const explanation = explain(town.problem, { tours, unassigned, cost: 0 })
  const stops = explanation.tours.flatMap((tour) => tour.stops)
  return {
    town,
    explanation,
    of: (letter: string) => stops.find(({ stop }) => stop === town.stop(letter)),
    absence: (letter: string) =>
      explanation.absences.find(({ stop }) => stop === town.stop(letter)),
  }
}

describe('explain', () => {
  test('adds up every tour, term by term, and what is left out, to the objective', () => {
    const vehicles = [
      { fixed: 7, overtime: { seconds: 100, perSecond: 2 }, shift: [0, 30] as const },
    ]
    const stops = { C: { prize: 50 }, D: { prize: 60 }, A: { prices: [{ vehicle: 0, price: 3 }] } }
    const { explanation } = explainTown({ vehicles, stops }, 'depot A B depot')
    // 20 out, 20 back; back at 40, 10 after the shift.
    expect(explanation.tours[0]?.terms).toEqual({
      travel: 40,
      fixed: 7,
      prices: 3,
      lateness: 0,
      overtime: 20,
      balance: 0,
    })
    expect(explanation.cost).toBe(40 + 7 + 3 + 20 + 50 + 60)
  })

  test('says what a stop costs: the detour that leaving it out would save', () => {
    const { of } = explainTown({}, 'depot A B C D depot')
    // B: A 10 B 30 C is 40, A 20 C is 20. A lies on the way.
    expect(of('B')?.marginalCost).toBe(20)
    expect(of('A')?.marginalCost).toBe(0)
  })

  test('says how much later a service could begin', () => {
    const stops = { B: { windows: [[0, 50]] as const } }
    const { of } = explainTown({ vehicles: [{ shift: [0, 100] }], stops }, 'depot A B depot')
    // B is reached at 20 and open until 50; A could wait 30 for that, B be left at 50, home at 70.
    expect([of('A')?.slackSeconds, of('B')?.slackSeconds]).toEqual([30, 30])
    const free = explainTown({ vehicles: [{ shift: [0, 100] }] }, 'depot A B depot')
    // Home at 40 of 100.
    expect(free.of('B')?.slackSeconds).toBe(60)
  })

  test('names the cheapest other place that breaks no rule, and its price', () => {
    const { of } = explainTown({ vehicles: [{}, {}] }, 'depot A B | C D depot')
    // B after A costs 20; between the depot and C: 20 + 30 − 10 = 40; alone behind D: 40 + 20 − 20.
    expect(of('B')?.nextBest).toEqual({ vehicle: 0, position: 0, price: 0 })
    const busy = explainTown(
      { vehicles: [{}, {}], stops: { B: { windows: [[20, 20]] } } },
      'depot A B | C D depot',
    )
    // Before A it is met at 20 all the same: depot 20 B 10 A 10.
    expect(busy.of('B')?.nextBest).toEqual({ vehicle: 0, position: 0, price: 0 })
    const alone = explainTown({ vehicles: [{}, { maxStops: 2 }] }, 'depot A | C D depot')
    expect(alone.of('A')?.nextBest).toBeNull()
  })

  test('keeps partners together when it looks for another place', () => {
    const town = layOutTown({ places, vehicles: [{}, {}] })
    const problem: Problem = {
      ...town.problem,
      pairs: [{ first: town.stop('A'), second: town.stop('B'), ordered: true }],
    }
    const tours = town.read('depot A B | C D depot').list()
    const { tours: explained } = explain(problem, { tours, unassigned: [], cost: 80 })
    const [a] = explained[0]?.stops ?? []
    // Both go: the whole tour of 40 is saved; in the other tour they cost 40 as well, before C.
    expect(a?.marginalCost).toBe(40)
    expect(a?.nextBest).toEqual({ vehicle: 1, position: 0, price: 0 })
  })
})

describe('of a stop that is left out', () => {
  test('names what stands in the way, person by person', () => {
    const vehicles = [{ shift: [0, 40] as const }, { maxStops: 1 }, {}]
    const stops = { C: { vehicles: [0, 1] } }
    const { absence, town } = explainTown({ vehicles, stops }, 'depot A B | D | depot')
    // First: home at 60, 20 late. Second: one stop too many. Third: not allowed.
    expect(absence('C')?.bindings).toEqual([
      { vehicle: 0, rules: [{ kind: 'SHIFT', seconds: 20 }] },
      { vehicle: 1, rules: [{ kind: 'MAX_STOPS', excess: 1 }] },
      { vehicle: 2, rules: [{ kind: 'NOT_ALLOWED', stop: town.stop('C') }] },
    ])
  })

  test('offers the repair that lifts least, cheapest first', () => {
    const vehicles = [{ shift: [0, 40] as const }, { shift: [0, 50] as const }]
    const stops = { C: { prize: 10 }, A: { windows: [[10, 10]] as const } }
    const { absence } = explainTown({ vehicles, stops }, 'depot A B | D depot')
    // C fits before D in the second tour: no rule, and no way longer.
    expect(absence('C')?.repairs?.[0]).toEqual({ vehicle: 1, position: 0, rules: [], price: 0 })
    expect(absence('C')?.repairs?.[1]).toMatchObject({
      vehicle: 0,
      rules: [{ kind: 'SHIFT', seconds: 20 }],
    })
  })

  test('offers to leave out another stop in its place', () => {
    const vehicles = [{ maxStops: 1 }]
    const stops = { A: { prize: 5 }, B: { prize: 100 }, C: { prize: 1 }, D: { prize: 1 } }
    const { absence, town } = explainTown({ vehicles, stops }, 'depot A depot', 'MAX_STOPS')
    // B costs 40 where A cost 20, and the prize of A, 5, is lost.
    expect(absence('B')?.repairs).toContainEqual({
      vehicle: 0,
      position: 0,
      rules: [],
      instead: town.stop('A'),
      price: 25,
    })
  })

  test('says that repeats are on days too near', () => {
    const town = layOutTown({ places, vehicles: [{ day: 0 }, { day: 1 }] })
    const [a, b] = [town.stop('A'), town.stop('B')]
    const problem: Problem = { ...town.problem, repeats: [{ stops: [a, b], minDays: 2 }] }
    const tours = town.read('depot A | C D depot').list()
    const unassigned = [{ stop: b, reason: 'SPACING' as const }]
    const [absence] = explain(problem, { tours, unassigned, cost: 0 }).absences
    expect(absence?.bindings?.map(({ rules }) => rules)).toEqual([
      [{ kind: 'SPACING', stop: b }],
      [{ kind: 'SPACING', stop: b }],
    ])
  })
})

describe('when the time is up', () => {
  test('what is known by then is told, and the sums are whole', () => {
    const town = layOutTown({ places, vehicles: [{}] })
    const tours = town.read('depot A B C depot').list()
    const unassigned = [{ stop: town.stop('D'), reason: 'SHIFT_FULL' as const }]
    const solution = { tours, unassigned, cost: 0 }
    const whole = explain(town.problem, solution)
    expect(whole.isWhole).toBe(true)
    const none = explain(town.problem, solution, () => true)
    expect(none).toMatchObject({ isWhole: false, cost: whole.cost, tours: [{ stops: [] }] })
    expect(none.absences[0]).not.toHaveProperty('repairs')
    // Asked often enough to stop in the middle of what there is.
    for (let patience = 1, explained = 0; ; patience++) {
      let asked = 0
      const part = explain(town.problem, solution, () => ++asked > patience)
      const stops = part.tours[0]?.stops.length ?? 0
      expect(stops).toBeGreaterThanOrEqual(explained)
      explained = stops
      if (part.isWhole) {
        expect(part).toEqual(whole)
        expect(patience).toBeGreaterThan(10)
        break
      }
    }
  })

  test('a pair in a very long tour, which has a million places, is not looked for', () => {
    const stop = (id: number) => ({ id, location: 0, serviceSeconds: 0, windows: [], prize: 1 })
    const problem: Problem = {
      stops: Array.from({ length: 1002 }, (_, id) => stop(id)),
      vehicles: [{ id: 0, start: 0, end: 0, shift: [0, 10] }],
      matrices: [{ size: 1, durations: Int32Array.of(0), distances: Int32Array.of(0) }],
      pairs: [{ first: 1000, second: 1001, ordered: false }],
    }
    const tours = [Array.from({ length: 1000 }, (_, s) => s)]
    // 1001 × 1002 / 2 places in either order.
    expect(() =>
      findRepairs(
        openInquiry(problem, () => false),
        tours,
        1000,
      ),
    ).toThrow(TimeIsUp)
  })
})

describe('of any answer', { timeout: 60_000 }, () => {
  test('the explanation adds up to the objective', () => {
    fc.assert(
      fc.property(anyProblem({ stops: 7, vehicles: 3 }), (problem) => {
        const solution = solve(problem, { seed: 1, iterations: 100 })
        const { cost, tours } = explain(problem, solution)
        if (solution.cost === Infinity) expect(cost).toBe(Infinity)
        else expect(cost).toBeCloseTo(solution.cost, 6)
        for (const { slackSeconds } of tours.flatMap(({ stops }) => stops))
          expect(slackSeconds).toBeGreaterThanOrEqual(0)
      }),
      seeded,
    )
  })

  test('a stop moved to its next best place gives a right plan at the price foretold', () => {
    let moved = 0
    fc.assert(
      fc.property(anyProblem({ stops: 7, vehicles: 3 }), (problem) => {
        const solution = solve(problem, { seed: 1, iterations: 100 })
        const partnered = new Set(problem.pairs?.flatMap(({ first, second }) => [first, second]))
        for (const { stop, nextBest } of explain(problem, solution).tours.flatMap((t) => t.stops)) {
          if (!nextBest || partnered.has(stop)) continue
          const tours = solution.tours.map((tour) => tour.filter((other) => other !== stop))
          tours[nextBest.vehicle]?.splice(nextBest.position, 0, stop)
          check(problem, { ...solution, tours, cost: solution.cost + nextBest.price })
          moved++
        }
      }),
      seeded,
    )
    expect(moved).toBeGreaterThan(50)
  })
})
