import { describe, expect, test } from 'vitest'
import { check } from '../../server/solver/check.ts'
import { priceTerms } from '../../server/solver/cost.ts'
import type { AbsenceReason, Problem } from '../../server/solver/problem.ts'
import { schedule } from '../../server/solver/schedule.ts'
import { solve } from '../../server/solver/solve.ts'
import { layOutTown } from './support/town.ts'
import type { TownPlan } from './support/town.ts'

/** On a line east of the depot: A 10 s away, B 20 s, C 30 s. */
const places = { A: [10, 0], B: [20, 0], C: [30, 0] } as const

function planTown(plan: Partial<TownPlan>, more: Partial<Problem> = {}) {
  const town = layOutTown({ places, ...plan })
  const problem = { ...town.problem, ...more }
  const solution = solve(problem, { seed: 1, iterations: 500 })
  check(problem, solution)
  return { town, problem, solution, text: town.write(solution.tours) }
}

describe('open tours', () => {
  test('begin at the first stop or end at the last', () => {
    const town = layOutTown({ places })
    const [person] = town.problem.vehicles
    const open = (ends: object) => {
      const { id = 0, shift = [0, 0], weights } = person ?? {}
      const vehicles = [{ id, shift, ...(weights && { weights }), ...ends }]
      const solution = solve({ ...town.problem, vehicles }, { seed: 1, iterations: 100 })
      check({ ...town.problem, vehicles }, solution)
      return [town.write(solution.tours), solution.cost]
    }
    // Out to C and no further: 10 + 10 + 10; the other way round the same.
    expect(open({ start: 0 })).toEqual(['depot A B C depot', 30])
    expect(open({ end: 0 })).toEqual(['depot C B A depot', 30])
  })
})

describe('each vehicle', () => {
  test('pays its own weights and goes at its own speed', () => {
    const { solution } = planTown({
      vehicles: [{ weights: { perSecond: 2, perMetre: 0 } }, { speed: 2, fixed: 5 }],
    })
    // The first: 2 × 60. The second: 60 / 2 + 5.
    expect(solution.cost).toBe(35)
  })

  test('keeps to its seconds and metres of travel', () => {
    const prize = { prize: 100 }
    const stops = { A: prize, B: prize, C: prize }
    // There and back to C takes 60; to B 40.
    expect(planTown({ stops, vehicles: [{ maxTravelSeconds: 59 }] }).solution.cost).toBe(40 + 100)
    expect(planTown({ stops, vehicles: [{ maxMetres: 39 }] }).solution.cost).toBe(20 + 200)
  })

  test('has prices for stops, and who is usual is preferred', () => {
    const prices = [{ vehicle: 0, price: 30 }]
    const { text, solution } = planTown({ vehicles: [{}, {}], stops: { C: { prices } } })
    // All by the second: 60 and nothing on top.
    expect([text, solution.cost]).toEqual([expect.stringMatching(/^depot {2}\|/), 60])
  })
})

describe('set-up', () => {
  test('is owed once per place', () => {
    const town = layOutTown({ places, stops: { A: { setupSeconds: 7 }, B: { setupSeconds: 7 } } })
    const stops = town.problem.stops.map((stop) => ({ ...stop, location: 1 }))
    const day = schedule({ ...town.problem, stops }, 0, [0, 1])
    // A at 10, set up until 17; B is at the same place and needs none.
    expect([day.starts, day.departures, day.setupSeconds]).toEqual([[10, 17], [17, 17], 7])
  })
})

describe('breaks', () => {
  test('interrupt the journey where neither end of the leg will do', () => {
    const town = layOutTown({
      places: { A: [100, 0] },
      vehicles: [{ breaks: [{ windows: [[30, 40]], seconds: 20 }] }],
    })
    const day = schedule(town.problem, 0, [0])
    // 30 travelled, break 30–50, 70 still to go.
    expect(day.breaks).toEqual([{ at: 30, travelled: 30, afterStops: 0 }])
    expect([day.arrivals, day.finish, day.violations]).toEqual([[120], 220, []])
  })

  test('are taken in their order, each in one of its windows', () => {
    const { problem, text } = planTown({
      vehicles: [
        {
          breaks: [
            { windows: [[5, 12]], seconds: 30 },
            { windows: [[0, 9], [45, 55]], seconds: 10 }, // prettier-ignore
          ],
        },
      ],
    })
    expect(text).toBe('depot A B C depot')
    // At A from 10 to 40; B at 50, break 50–60; C at 70, home at 100.
    const day = schedule(problem, 0, [0, 1, 2])
    expect(day.breaks.map(({ at, afterStops }) => [at, afterStops])).toEqual([
      [10, 0],
      [50, 1],
    ])
    expect(day.finish).toBe(100)
  })

  test('that are always taken make a short day longer', () => {
    const rest = { windows: [[0, 500]] as const, seconds: 30 }
    const finish = (always: boolean) => {
      const town = layOutTown({ places, vehicles: [{ breaks: [{ ...rest, always }] }] })
      return schedule(town.problem, 0, [0]).finish
    }
    expect([finish(false), finish(true)]).toEqual([20, 50])
  })
})

describe('loads', () => {
  test('leave room for what is collected as deliveries go', () => {
    const { text } = planTown({
      vehicles: [{ capacity: [5, 1] }],
      stops: { A: { pickup: [5] }, B: { delivery: [5], pickup: [0, 1] } },
    })
    // 5 on board until B: A must wait.
    expect(text.replace('C ', '')).toBe('depot B A depot')
  })
})

describe('pairs', () => {
  test('are carried from the first to the second by one person', () => {
    const pairs = [{ first: 2, second: 0, ordered: true, amount: [4] }]
    const { text } = planTown({ vehicles: [{ capacity: [4] }, { capacity: [4] }] }, { pairs })
    expect(text).toMatch(/C.* A/)
  })

  test('are left out together', () => {
    const pairs = [{ first: 0, second: 2, ordered: false }]
    const { solution } = planTown(
      { stops: { A: { prize: 100 }, C: { prize: 100 } }, vehicles: [{ maxStops: 2 }] },
      { pairs },
    )
    // Only two of three fit, and B must be served: 40 + 2 × 100.
    expect(solution.cost).toBe(240)
    expect(solution.unassigned.map(({ stop, reason }) => [stop, reason])).toEqual([
      [0, 'PARTNER'],
      [2, 'PARTNER'],
    ])
  })
})

describe('being late', () => {
  test('costs what it is worth, and who is dear to keep waiting comes first', () => {
    const late = { after: 10, perSecond: 5 }
    const { text, solution } = planTown({ stops: { B: { late, serviceSeconds: 100 } } })
    // Straight to B at 20: 10 s late. A first would be no later; C and A come after the long service.
    expect([text.includes('B'), solution.cost]).toEqual([true, 60 + 50])
  })

  test('is priced at the end of the day too', () => {
    const vehicles = [{ shift: [0, 40] as const, overtime: { seconds: 20, perSecond: 3 } }]
    const { problem, solution } = planTown({ vehicles })
    // Home at 60: 20 s over.
    expect(solution.cost).toBe(60 + 60)
    expect(priceTerms(problem, 0, solution.tours[0] ?? []).overtime).toBe(60)
  })

  test('is as little as the breaks allow', () => {
    const { problem } = layOutTown({
      places,
      vehicles: [{ breaks: [{ windows: [[5, 25]], seconds: 30, always: true }] }],
      stops: { A: { late: { after: 10, perSecond: 1 } }, B: { late: { after: 20, perSecond: 1 } } },
    })
    // A at 10 and B at 20 in time, the break between B and C: none is late.
    expect(schedule(problem, 0, [0, 1, 2])).toMatchObject({ lateness: 0, violations: [] })
  })
})

describe('order, days and balance', () => {
  test('a locked order is kept where another is shorter', () => {
    const { text } = planTown({ stops: { A: { rank: 2 }, C: { rank: 1 } } })
    expect(text.replace('B ', '')).toBe('depot C A depot')
  })

  test('repeats stand on days far enough apart', () => {
    const repeats = [{ stops: [0, 1], minDays: 2 }]
    const { solution } = planTown({ vehicles: [{ day: 0 }, { day: 1 }, { day: 2 }] }, { repeats })
    const days = [0, 1].map((stop) => solution.tours.findIndex((tour) => tour.includes(stop)))
    expect(days.toSorted()).toEqual([0, 2])
  })

  test('work is shared where balance is dear', () => {
    const work = { serviceSeconds: 3600 }
    const { solution } = planTown(
      { vehicles: [{ shift: [0, 30_000] }, { shift: [0, 30_000] }], stops: { A: work, B: work } },
      { balance: 1000 },
    )
    // Alone 1,000 × 2² and more; shared 1,000 × (1² + 1²) and more.
    expect(solution.tours.every((tour) => tour.length > 0)).toBe(true)
  })
})

test.each<[AbsenceReason, Partial<TownPlan>, Partial<Problem>]>([
  ['TRAVEL_LIMIT', { vehicles: [{ maxTravelSeconds: 59 }] }, {}],
  ['TRAVEL_LIMIT', { vehicles: [{ maxMetres: 59 }] }, {}],
  ['SPACING', {}, { repeats: [{ stops: [0, 2], minDays: 1 }] }],
  [
    'PARTNER',
    { stops: { B: { vehicles: [], prize: 9 }, C: { prize: 100 } } },
    { pairs: [{ first: 1, second: 2, ordered: false }] },
  ],
  ['ORDER', { stops: { A: { rank: 2, windows: [[10, 10]] }, C: { rank: 1, prize: 100 } } }, {}],
  [
    'CAPACITY',
    { vehicles: [{ capacity: [9, 1] }], stops: { C: { pickup: [0, 2], prize: 50 } } },
    {},
  ],
])('a stop is left out because of %s', (reason, plan, more) => {
  const stops = { ...plan.stops, C: { prize: 100, ...plan.stops?.C } }
  const { solution, town } = planTown({ ...plan, stops }, more)
  expect(solution.unassigned).toContainEqual({ stop: town.stop('C'), reason })
})
