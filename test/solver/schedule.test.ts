import { describe, expect, test } from 'vitest'
import { schedule } from '../../server/solver/schedule.ts'
import { layOutTown } from './support/town.ts'

const places = { A: [10, 0], B: [20, 0], C: [30, 0] } as const

describe('schedule', () => {
  test('arrives, waits for the window, serves and goes home', () => {
    const town = layOutTown({
      places,
      vehicles: [{ shift: [100, 300] }],
      stops: {
        A: { serviceSeconds: 5 },
        B: {
          serviceSeconds: 7,
          windows: [
            [0, 110],
            [140, 150],
          ],
        },
      },
    })
    const day = schedule(town.problem, 0, [town.stop('A'), town.stop('B')])
    // A 110–115; B reached at 125, opens at 140, left at 147; home at 167.
    expect(day).toEqual({
      arrivals: [110, 125],
      starts: [110, 140],
      departures: [115, 147],
      departAt: 100,
      travelSeconds: 40,
      metres: 40,
      waitingSeconds: 15,
      setupSeconds: 0,
      serviceSeconds: 12,
      breaks: [],
      finish: 167,
      lateness: 0,
      overtime: 0,
      violations: [],
    })
  })

  test('times a tour that breaks rules and says by how much', () => {
    const town = layOutTown({
      places,
      vehicles: [{ shift: [0, 50], maxStops: 1, capacity: [2] }],
      stops: { A: { windows: [[0, 4]] }, B: { vehicles: [], delivery: [3] } },
    })
    const day = schedule(town.problem, 0, [town.stop('A'), town.stop('B'), town.stop('C')])
    expect(day.starts).toEqual([10, 20, 30])
    expect(day.violations).toEqual([
      { kind: 'WINDOW', stop: town.stop('A'), seconds: 6 },
      { kind: 'SHIFT', seconds: 10 },
      { kind: 'NOT_ALLOWED', stop: town.stop('B') },
      { kind: 'MAX_STOPS', excess: 2 },
      { kind: 'CAPACITY', excess: 1 },
    ])
  })

  test('an empty tour goes nowhere', () => {
    const town = layOutTown({ places, vehicles: [{ shift: [100, 200] }] })
    expect(schedule(town.problem, 0, [])).toMatchObject({
      travelSeconds: 0,
      finish: 100,
      violations: [],
    })
  })

  describe('the break', () => {
    const rest = (opens: number, closes: number) => ({
      breaks: [{ windows: [[opens, closes]] as const, seconds: 30 }],
    })
    const both = [0, 1]

    test('is taken on arrival, before the service', () => {
      const town = layOutTown({ places, vehicles: [rest(5, 15)] })
      const day = schedule(town.problem, 0, both)
      expect(day.breaks).toEqual([{ at: 10, travelled: 10, afterStops: 0 }])
      expect([day.arrivals, day.starts, day.finish]).toEqual([[10, 50], [40, 50], 70])
    })

    test('is taken before leaving when the next stop would be too late', () => {
      const town = layOutTown({
        places,
        vehicles: [rest(11, 15)],
        stops: { A: { serviceSeconds: 3 } },
      })
      const day = schedule(town.problem, 0, both)
      // Left A at 13, break 13–43, B at 53.
      expect(day.breaks).toEqual([{ at: 13, travelled: 0, afterStops: 1 }])
      expect([day.arrivals, day.waitingSeconds, day.finish]).toEqual([[10, 53], 0, 73])
      expect(day.violations).toEqual([])
    })

    test('fills a wait where there is one', () => {
      const town = layOutTown({
        places,
        vehicles: [rest(0, 100)],
        stops: { B: { windows: [[60, 90]] } },
      })
      const day = schedule(town.problem, 0, both)
      expect([day.starts[1], day.finish]).toEqual([60, 80])
    })

    test('is not owed by a tour that is back before its window closes', () => {
      const town = layOutTown({ places, vehicles: [rest(30, 40)] })
      const day = schedule(town.problem, 0, both)
      expect([day.breaks, day.finish, day.violations]).toEqual([[], 40, []])
    })

    test('is not owed by a day that starts after its window', () => {
      const town = layOutTown({
        places,
        vehicles: [{ ...rest(30, 40), underway: { done: [0], departAt: 41 } }],
      })
      expect(schedule(town.problem, 0, both).breaks).toEqual([])
    })

    test('that comes too late is a violation, as small as possible', () => {
      const town = layOutTown({
        places,
        vehicles: [rest(0, 5)],
        stops: { A: { serviceSeconds: 100 } },
      })
      const day = schedule(town.problem, 0, [0])
      // Before setting out at 0 there is no lateness at all.
      expect([day.breaks, day.violations]).toEqual([[{ at: 0, travelled: 0, afterStops: 0 }], []])
      const busy = layOutTown({
        places,
        vehicles: [rest(0, 5)],
        stops: { A: { serviceSeconds: 100, windows: [[0, 10]] } },
      })
      // Resting first makes A 30 s late; resting at A, at 10, costs 5 s of lateness and the window 30.
      // Not resting, home at 120, is 115 s late.
      expect(schedule(busy.problem, 0, [0]).violations).toEqual([
        { kind: 'WINDOW', stop: 0, seconds: 30 },
      ])
    })
  })

  test('a day under way leaves the last stop done, at the time given', () => {
    const town = layOutTown({ places, vehicles: [{ underway: { done: [0], departAt: 500 } }] })
    const day = schedule(town.problem, 0, [0, 1])
    expect(day.arrivals).toEqual([Number.NaN, 510])
    expect([day.departAt, day.travelSeconds, day.finish]).toEqual([500, 30, 530])
  })

  test('a day under way may leave from any place', () => {
    const town = layOutTown({
      places,
      vehicles: [{ underway: { done: [0], departAt: 500, from: 3 } }],
    })
    // From C (30) back to B (20), home.
    expect(schedule(town.problem, 0, [0, 1]).finish).toBe(530)
  })
})
