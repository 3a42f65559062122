import { describe, expect, test } from 'vitest'
import { weighTour } from '../../server/solver/check-loads.ts'
import { appraiseTour } from '../../server/solver/check-tour.ts'
import type { Break, Problem, Vehicle } from '../../server/solver/problem.ts'
import { layOutTown } from './support/town.ts'
import type { TownPlan } from './support/town.ts'

const places = { A: [10, 0], B: [20, 0] } as const

type Case = Partial<TownPlan> & { more?: Partial<Problem>; tour?: number[] }

/** What the checker makes of the tour A B: 10 + 10 + 20. */
function appraise({ more, tour = [0, 1], ...plan }: Case) {
  return appraiseTour({ ...layOutTown({ places, ...plan }).problem, ...more }, 0, tour)
}

/** The terms that are not 0. */
function termsOf(asked: Case): Record<string, number> {
  const appraisal = appraise(asked)
  if ('broken' in appraisal) throw new Error(`The tour breaks a rule: ${appraisal.broken}`)
  return Object.fromEntries(Object.entries(appraisal.cost).filter(([, cost]) => cost !== 0))
}

describe('the terms of a tour', () => {
  test('are travel by the vehicle’s own weights and speed', () => {
    expect(termsOf({})).toEqual({ travel: 40 })
    const weights = { perSecond: 3, perMetre: 2 }
    // 3 × 40 / 2 + 2 × 40.
    expect(termsOf({ vehicles: [{ weights, speed: 2 }] })).toEqual({ travel: 140 })
    const [matrix] = layOutTown({ places }).problem.matrices
    const costs = Int32Array.of(0, 7, 0, 0, 0, 8, 9, 0, 0)
    const more = { matrices: matrix ? [{ ...matrix, costs }] : [] }
    // 7 + 8 + 9, whatever the speed and the weights.
    expect(termsOf({ more, vehicles: [{ weights, speed: 2 }] })).toEqual({ travel: 24 })
  })

  test('are the price of using the vehicle, and of being served by it', () => {
    const vehicles = [{ fixed: 5 }]
    const prices = [
      { vehicle: 0, price: 2 },
      { vehicle: 1, price: 900 },
    ]
    expect(termsOf({ vehicles, stops: { A: { prices }, B: { prices } } })).toEqual({
      travel: 40,
      fixed: 5,
      prices: 4,
    })
    expect(termsOf({ vehicles, stops: { A: { prices } }, tour: [] })).toEqual({})
  })

  test('are balance by the square of the hours of travel and service', () => {
    const stops = {
      A: { serviceSeconds: 3600 - 40, setupSeconds: 99, windows: [[500, 600]] },
    } as const
    const shift = [0, 10_000] as const
    // One hour: 40 s on the road, the rest of service; waiting and set-up do not count.
    expect(termsOf({ stops, vehicles: [{ shift }], more: { balance: 6 } })).toMatchObject({
      balance: 6,
    })
  })

  test('are lateness from the beginning of set-up on', () => {
    const stops = { B: { setupSeconds: 30, late: { after: 15, perSecond: 4 } } }
    // B at 20, 5 s late.
    expect(termsOf({ stops })).toEqual({ travel: 40, lateness: 20 })
  })

  test('are overtime, as far as it goes', () => {
    const overtime = (seconds: number) => ({
      vehicles: [{ shift: [0, 33] as const, overtime: { seconds, perSecond: 2 } }],
    })
    expect(termsOf(overtime(7))).toEqual({ travel: 40, overtime: 14 })
    expect(appraise(overtime(6))).toEqual({ broken: 'shift' })
  })

  test('are the way home of a day that has begun, in time or not', () => {
    const begun = { underway: { done: [0], departAt: 990 }, shift: [0, 995] as const, fixed: 9 }
    expect(termsOf({ vehicles: [begun], tour: [0] })).toEqual({ travel: 10 })
    const { end: _, ...open } = layOutTown({ places, vehicles: [begun] }).problem
      .vehicles[0] as Vehicle
    expect(termsOf({ more: { vehicles: [open] }, tour: [0] })).toEqual({})
    expect(
      termsOf({ vehicles: [{ ...begun, underway: { done: [], departAt: 0, from: 2 } }], tour: [] }),
    ).toEqual({ travel: 20 })
  })

  test('leave out the legs from and to nowhere', () => {
    const { start: _start, ...fromAnywhere } = layOutTown({ places }).problem.vehicles[0] as Vehicle
    const { end: _end, ...toAnywhere } = layOutTown({ places }).problem.vehicles[0] as Vehicle
    expect(termsOf({ more: { vehicles: [fromAnywhere] } })).toEqual({ travel: 30 })
    expect(termsOf({ more: { vehicles: [toAnywhere] } })).toEqual({ travel: 20 })
  })
})

describe('set-up', () => {
  const late = { after: 0, perSecond: 1 }

  test('is owed once per place, and at the start not at all', () => {
    const stops = { A: { setupSeconds: 5 }, B: { location: 1, setupSeconds: 5, late } }
    // Both at A, at 10; set-up until 15; B needs none and is 15 late.
    expect(termsOf({ stops })).toEqual({ travel: 20, lateness: 15 })
    const atStart = { A: { location: 0, setupSeconds: 5 }, B: { late } }
    expect(termsOf({ stops: atStart })).toMatchObject({ lateness: 20 })
    const { start: _, ...open } = layOutTown({ places }).problem.vehicles[0] as Vehicle
    // Nobody comes from anywhere: set-up is owed at the first stop.
    expect(
      termsOf({ stops: { A: { setupSeconds: 5 }, B: { late } }, more: { vehicles: [open] } }),
    ).toMatchObject({ lateness: 15 })
  })
})

describe('loads', () => {
  test('ride from the start, to the end, and between the two of a pair', () => {
    const stops = { A: { delivery: [5], pickup: [2] }, B: { delivery: [1], pickup: [0] } }
    const { problem } = layOutTown({ places, stops })
    // 5 + 1; then 1 + 2; then 2.
    expect(weighTour(problem, [0, 1], 0)).toEqual([6, 3, 2])
    const pairs = [{ first: 0, second: 1, ordered: true, amount: [4] }]
    expect(weighTour({ ...problem, pairs }, [0, 1], 0)).toEqual([6, 7, 2])
    expect(weighTour({ ...problem, pairs }, [0], 0)).toEqual([5, 6])
  })

  test('fit in at every moment and in every dimension', () => {
    const stops = { A: { delivery: [5, 1] }, B: { pickup: [5, 2] } }
    expect(appraise({ stops, vehicles: [{ capacity: [5, 2] }] })).toHaveProperty('cost')
    expect(appraise({ stops, vehicles: [{ capacity: [5, 1] }] })).toEqual({ broken: 'capacity' })
    expect(appraise({ stops, vehicles: [{ capacity: [4] }] })).toEqual({ broken: 'capacity' })
    // The other way round both are on board at once.
    expect(appraise({ stops, vehicles: [{ capacity: [9, 9] }], tour: [1, 0] })).toEqual({
      broken: 'capacity',
    })
  })

  test('count what was on board on the way of a day that has begun', () => {
    const stops = { A: { delivery: [3] }, B: { delivery: [2] } }
    const begun = { underway: { done: [0], departAt: 0 } }
    expect(appraise({ stops, vehicles: [{ ...begun, capacity: [4] }] })).toEqual({
      broken: 'capacity',
    })
    expect(appraise({ stops, vehicles: [{ ...begun, capacity: [2] }], tour: [0] })).toHaveProperty(
      'cost',
    )
  })
})

describe('breaks', () => {
  const rest = (windows: Break['windows'], seconds = 30): Break => ({ windows, seconds })
  const day = (shift: readonly [number, number], ...breaks: Break[]) => ({
    vehicles: [{ shift, breaks }],
  })

  test('begin in a window, on the way if need be, and end the day later', () => {
    // Begun at 25, 5 s into the 20 s home: 30 s of rest and 15 s to go.
    expect(appraise(day([0, 70], rest([[25, 25]])))).toHaveProperty('cost')
    expect(appraise(day([0, 69], rest([[25, 25]])))).toEqual({ broken: 'breaks' })
  })

  test('never interrupt a service', () => {
    const stops = { A: { serviceSeconds: 20 } }
    // A from 10 to 30.
    expect(appraise({ stops, ...day([0, 500], rest([[11, 29]])) })).toHaveProperty('cost')
    const closed = { A: { serviceSeconds: 20, windows: [[10, 10]] } } as const
    expect(appraise({ stops: closed, ...day([0, 500], rest([[11, 29]])) })).toEqual({
      broken: 'breaks',
    })
    expect(appraise({ stops: closed, ...day([0, 500], rest([[11, 30]])) })).toHaveProperty('cost')
  })

  test('are not owed by who is back before their last window closes', () => {
    expect(appraise(day([0, 40], rest([[5, 9], [30, 40]])))).toHaveProperty('cost') // prettier-ignore
    expect(appraise(day([0, 40], rest([[5, 9], [30, 39]])))).toEqual({ broken: 'breaks' }) // prettier-ignore
    expect(appraise(day([0, 40], { ...rest([[30, 40]]), always: true }))).toEqual({
      broken: 'breaks',
    })
    expect(
      appraise({ ...day([0, 40], { ...rest([[30, 40]]), always: true }), tour: [] }),
    ).toHaveProperty('cost')
  })

  test('are not owed by who leaves after their last window has closed', () => {
    const late = (departAt: number) => ({
      vehicles: [
        {
          breaks: [{ ...rest([[0, 50]]), always: true }],
          shift: [0, 110] as const,
          underway: { done: [], departAt },
        },
      ],
    })
    expect(appraise(late(51))).toHaveProperty('cost')
    expect(appraise(late(50))).toEqual({ broken: 'breaks' })
  })

  test('are taken in their order, the first before the second', () => {
    // The second is owed from 15 on; the first opens at 30.
    expect(appraise(day([0, 40], rest([[30, 50]], 1), rest([[5, 15]], 1)))).toEqual({
      broken: 'breaks',
    })
    expect(appraise(day([0, 42], rest([[5, 15]], 1), rest([[30, 35]], 1)))).toHaveProperty('cost')
    expect(appraise(day([0, 41], rest([[5, 15]], 1), rest([[30, 35]], 1)))).toEqual({
      broken: 'breaks',
    })
  })

  test('are taken where they cost least', () => {
    const stops = { B: { late: { after: 20, perSecond: 1 } } }
    const vehicle = { shift: [0, 40] as const, overtime: { seconds: 99, perSecond: 3 } }
    // Behind B nobody waits: 30 s × 3. Before B also 30 s × 1.
    const wide = { vehicles: [{ ...vehicle, breaks: [rest([[5, 25]])] }] }
    expect(termsOf({ stops, ...wide })).toEqual({ travel: 40, overtime: 90 })
    const narrow = { vehicles: [{ ...vehicle, breaks: [rest([[5, 15]])] }] }
    expect(termsOf({ stops, ...narrow })).toEqual({ travel: 40, lateness: 30, overtime: 90 })
  })
})
