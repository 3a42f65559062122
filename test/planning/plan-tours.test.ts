import { afterAll, describe, expect, test } from 'vitest'
import type { LngLat } from '../../shared/geo.ts'
import type { TourDay, TourPerson, TourShop } from '../../server/planning/day-problem.ts'
import { dayProblem, prizeOf } from '../../server/planning/day-problem.ts'
import { dayClock } from '../../server/planning/day-clock.ts'
import { askDayTravel } from '../../server/planning/day-travel.ts'
import { PARKING_SECONDS } from '../../server/planning/parking.ts'
import { planTours } from '../../server/planning/plan-tours.ts'
import { openSolverPool } from '../../server/optimizer/solver-pool.ts'
import { check } from '../../server/solver/check.ts'
import { Random } from '../../server/solver/random.ts'
import { solve } from '../../server/solver/solve.ts'
import { createTravel } from '../../server/roads/create-travel.ts'

const HOUR = 3600
const solver = openSolverPool()
afterAll(() => solver.close())

/** Without streets there are estimates. */
const travel = createTravel({
  dataId: () => null,
  profile: () => Promise.resolve('e-bike'),
  engine: () => undefined,
  failure: () => undefined,
})
const plan = async (day: TourDay) =>
  planTours(solver, day, dayProblem(day, (await askDayTravel(travel, day)).dayTravel))

function makePerson(personId: number, rest: Partial<TourPerson> = {}): TourPerson {
  return {
    personId,
    start: [117 + personId / 50, 36.6],
    shift: [8.5 * HOUR, 17.5 * HOUR],
    break: { window: [11.5 * HOUR, 12.5 * HOUR], seconds: 1.5 * HOUR },
    visited: [],
    ...rest,
  }
}

/** Shops of everybody in turn, within 5 km, from a seed. */
function makeShops(count: number, people: number, seed: number): TourShop[] {
  const random = new Random(seed)
  return Array.from({ length: count }, (_, i) => ({
    retailerId: 100 + i,
    at: [117 + random.unit() / 20, 36.58 + random.unit() / 25],
    managerId: i % people,
    serviceSeconds: 600 + 300 * random.below(3),
    ...(i % 5 === 0 ? { window: [9 * HOUR, 12 * HOUR] as const } : {}),
    prize: prizeOf(random.below(15), 7, random.below(30) + 1),
  }))
}

function makeDay(): TourDay {
  return {
    profile: 'e-bike',
    people: [0, 1, 2, 3].map((id) => makePerson(id)),
    shops: makeShops(120, 4, 3),
  }
}

test('a day passes the independent check, and its stops are those of the tours', async () => {
  const day = makeDay()
  const problem = dayProblem(day, (await askDayTravel(travel, day)).dayTravel)
  check(problem, solve(problem, { seed: 1, iterations: 500 }))

  const { tours, unassigned } = await plan(day)
  const placed = tours.flatMap(({ stops }) => stops.map(({ retailerId }) => retailerId))
  const left = unassigned.map(({ retailerId }) => retailerId)
  expect([...placed, ...left].toSorted()).toEqual(day.shops.map(({ retailerId }) => retailerId))
  for (const { personId, stops, ends } of tours) {
    const own = day.shops.filter(({ managerId }) => managerId === personId)
    expect(own.map(({ retailerId }) => retailerId)).toEqual(
      expect.arrayContaining(stops.map(({ retailerId }) => retailerId)),
    )
    expect(stops.flatMap(({ violations }) => violations)).toEqual([])
    expect(ends).toBeLessThanOrEqual(17.5 * HOUR)
  }
})

test('the same day gives the same tours', async () => {
  expect(await plan(makeDay())).toEqual(await plan(makeDay()))
})

test('visits made already keep their times and the day goes on after the last of them', async () => {
  const shops = makeShops(6, 1, 5)
  const visited = [
    { retailerId: 103, arrives: 9 * HOUR, leaves: 9.5 * HOUR },
    { retailerId: 101, arrives: 10 * HOUR, leaves: 10.25 * HOUR },
  ]
  const { tours } = await plan({
    profile: 'e-bike',
    people: [makePerson(0, { visited })],
    shops,
  })
  const [tour] = tours
  expect(tour?.stops.slice(0, 2)).toMatchObject(visited)
  expect(tour?.stops).toHaveLength(6)
  const next = tour?.stops[2]
  expect(next?.arrives).toBe(10.25 * HOUR + (next?.leg.seconds ?? Number.NaN))
})

test('a tour is as long as its legs together, the way home too', async () => {
  const { tours } = await plan(makeDay())
  for (const { stops, home, metres, travelSeconds, ends } of tours) {
    const legs = [...stops.map(({ leg }) => leg), ...(home ? [home] : [])]
    expect(legs).toHaveLength(stops.length + 1)
    expect(metres).toBe(legs.reduce((sum, leg) => sum + leg.metres, 0))
    expect(travelSeconds).toBe(legs.reduce((sum, leg) => sum + leg.seconds, 0))
    expect(ends).toBe((stops.at(-1)?.leaves ?? Number.NaN) + (home?.seconds ?? Number.NaN))
  }
})

describe('travel without streets is estimated', async () => {
  const shop = {
    retailerId: 1,
    at: [117, 36.01] satisfies LngLat,
    managerId: 0,
    serviceSeconds: 600,
    prize: 1,
  }
  const { dayTravel, source } = await askDayTravel(travel, {
    profile: 'e-bike',
    people: [makePerson(0, { start: [117, 36] })],
    shops: [shop, { ...shop, retailerId: 2 }],
  })
  const { size, durations, distances } = dayTravel
  const cell = (from: number, to: number) => from * size + to

  test('as the great circle × 1.35 at 5 m/s, with a minute to park at a shop', () => {
    expect(source).toBe('estimate')
    // 0.01° of latitude on a sphere of 6,371,008.8 m is 1,111.95 m; × 1.35 = 1,501.13 m.
    expect(distances[cell(0, 1)]).toBe(1501)
    expect(durations[cell(0, 1)]).toBe(300 + PARKING_SECONDS)
    expect(durations[cell(1, 0)]).toBe(300)
  })

  test('so that two shops at one point are a minute apart and no metre', () => {
    expect([distances[cell(1, 2)], durations[cell(1, 2)]]).toEqual([0, PARKING_SECONDS])
  })
})

test.each([
  { day: '2026-03-02', zone: 'Asia/Shanghai', instant: '2026-03-02T00:30:00.000Z', why: 'China' },
  {
    day: '2026-03-08',
    zone: 'America/New_York',
    instant: '2026-03-08T12:30:00.000Z',
    why: 'the day clocks go forward',
  },
  {
    day: '2026-11-01',
    zone: 'America/New_York',
    instant: '2026-11-01T13:30:00.000Z',
    why: 'the day clocks go back',
  },
])('half past eight on the wall is half past eight, on $why', ({ day, zone, instant }) => {
  const clock = dayClock(day, zone)
  expect(clock.instantOf(8.5 * HOUR)).toBe(instant)
  expect(clock.secondsOf(instant)).toBe(8.5 * HOUR)
})
