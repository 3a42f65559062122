import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { LngLat } from '../../shared/geo.ts'
import type { Plan, Tour } from '../../shared/planning.ts'
import { addRetailer, addTeam } from '../support/world.ts'
import { eachTestHasASmallTeam, makePlan, shopsIn, stopAt, tourOf } from './support/small-team.ts'

const team = eachTestHasASmallTeam()

/** Great circle by the law of cosines, ×1.35, 18 km/h, a minute to park: none of the server's code. */
function travel([lngA, latA]: LngLat, [lngB, latB]: LngLat, isShop: boolean) {
  const rad = Math.PI / 180
  const cos =
    Math.sin(latA * rad) * Math.sin(latB * rad) +
    Math.cos(latA * rad) * Math.cos(latB * rad) * Math.cos((lngB - lngA) * rad)
  const metres = 1.35 * 6_371_008.8 * Math.acos(Math.min(1, cos))
  return { metres, seconds: metres / 5 + (isShop ? 60 : 0) }
}

/** Times of a tour from 08:30 with 20 minutes a shop; short enough to be over before the break. */
function expectTimesOf({ start, stops, ...tour }: Tour) {
  let at = Date.parse('2026-03-02T00:30:00Z')
  let from = start
  let [metres, seconds] = [0, 0]
  for (const stop of stops) {
    const leg = travel(from, stop.at, true)
    at += leg.seconds * 1000
    expect(Math.abs(Date.parse(stop.arrivesAt) - at)).toBeLessThanOrEqual(stops.length * 1000)
    at += 20 * 60_000
    expect(Math.abs(Date.parse(stop.leavesAt) - at)).toBeLessThanOrEqual(stops.length * 1000)
    from = stop.at
    metres += leg.metres
    seconds += leg.seconds
  }
  const home = travel(from, start, false)
  at += home.seconds * 1000
  expect(tour.startsAt).toBe('2026-03-02T00:30:00.000Z')
  expect(Math.abs(Date.parse(tour.endsAt ?? '') - at)).toBeLessThanOrEqual(stops.length * 1000)
  expect(Math.abs(tour.metres - metres - home.metres)).toBeLessThanOrEqual(stops.length + 1)
  expect(Math.abs(tour.travelSeconds - seconds - home.seconds)).toBeLessThanOrEqual(
    stops.length + 1,
  )
}

async function move(plan: Plan, stopId: number, tourId: number, position: number) {
  const path = `/plans/${String(plan.id)}/stops/${String(stopId)}`
  return team.boss.send('PATCH', path, { revision: plan.revision, tourId, position })
}

test('planned times equal an independent computation', async () => {
  const plan = await makePlan(team)
  expect(plan.tours).toHaveLength(2)
  for (const tour of plan.tours) expectTimesOf(tour)
})

test('a stop moved within its tour retimes the tour and keeps every stop', async () => {
  const plan = await makePlan(team)
  const tour = tourOf(plan, team.a)
  const [first, second, third, fourth] = shopsIn(tour)
  const moved = (await move(plan, stopAt(tour, 0).id, tour.id, 2)).json<Plan>()
  expect(moved.revision).toBe(plan.revision + 1)
  const after = tourOf(moved, team.a)
  expect(shopsIn(after)).toEqual([second, third, first, fourth])
  expect(new Set(after.stops.map(({ id }) => id))).toEqual(new Set(tour.stops.map(({ id }) => id)))
  expect(after.metres).toBeGreaterThan(tour.metres)
  expectTimesOf(after)
  expect(tourOf(moved, team.b)).toEqual(tourOf(plan, team.b))
})

test('a stop moved to somebody else retimes both tours and says whose shop it is', async () => {
  const plan = await makePlan(team)
  const from = tourOf(plan, team.a)
  const stop = stopAt(from, 1)
  const to = tourOf(plan, team.b)
  const moved = (await move(plan, stop.id, to.id, 3)).json<Plan>()
  expect(shopsIn(tourOf(moved, team.a))).toEqual(
    shopsIn(from).filter((id) => id !== stop.retailerId),
  )
  const last = stopAt(tourOf(moved, team.b), 3)
  expect(last).toMatchObject({ id: stop.id, violations: ['NO_SKILL'] })
  for (const tour of moved.tours) expectTimesOf(tour)
})

test('a move that makes somebody late is made and marked', async () => {
  const { world, a, b } = team
  await sql`update person set shift_end = '09:45' where id = ${b.personId}`.execute(world.db)
  const plan = await makePlan(team)
  const stop = stopAt(tourOf(plan, a), 0)
  const moved = (await move(plan, stop.id, tourOf(plan, b).id, 0)).json<Plan>()
  const late = tourOf(moved, b)
  expect(Date.parse(late.endsAt ?? '')).toBeGreaterThan(Date.parse('2026-03-02T01:45:00Z'))
  expect(late.stops.at(-1)?.violations).toContain('SHIFT_FULL')
})

test('a stop outside its window is made and marked', async () => {
  const plan = await makePlan(team)
  const policies = [
    {
      ...{ name: 'early', tierFrom: 1, tierTo: 30, intervalDays: 7, minGapDays: 0 },
      ...{ serviceMinutes: 20, windowStart: null, windowEnd: '08:50' },
    },
  ]
  const chief = await team.world.signInAs('manager', { everything: true })
  const put = await chief.send('PUT', '/visit-policies', { policies })
  expect(put.statusCode).toBe(200)
  const tour = tourOf(plan, team.a)
  const moved = (await move(plan, stopAt(tour, 0).id, tour.id, 1)).json<Plan>()
  const marks = tourOf(moved, team.a).stops.map(({ violations }) => violations)
  expect(marks).toEqual([[], ['WINDOW'], ['WINDOW'], ['WINDOW']])
})

test('a removed stop is listed as left out by hand and can be put back', async () => {
  const { boss } = team
  const plan = await makePlan(team)
  const path = `/plans/${String(plan.id)}/stops`
  const tour = tourOf(plan, team.a)
  const stop = stopAt(tour, 1)
  const removed = (
    await boss.send('DELETE', `${path}/${String(stop.id)}?revision=${String(plan.revision)}`)
  ).json<Plan>()
  expect(removed.unassigned).toEqual([
    {
      ...{ retailerId: stop.retailerId, name: stop.name, address: stop.address, at: stop.at },
      ...{ reason: 'REMOVED', overdueDays: 7 },
    },
  ])
  expectTimesOf(tourOf(removed, team.a))

  const { revision } = removed
  const insert = { revision, tourId: tour.id, retailerId: stop.retailerId, position: 1 }
  const back = (await boss.send('POST', path, insert)).json<Plan>()
  expect(back.unassigned).toEqual([])
  const untouched = ({ metres, endsAt }: Tour) => ({ metres, endsAt })
  expect(untouched(tourOf(back, team.a))).toEqual(untouched(tour))

  const twice = await boss.send('POST', path, { ...insert, revision: back.revision })
  expect(twice.json()).toMatchObject({ status: 400, code: 'input-invalid' })
})

test('a shop that is out of scope or not active is not added', async () => {
  const { boss, world } = team
  const plan = await makePlan(team)
  const tourId = tourOf(plan, team.a).id
  const stranger = await world.signInAs('customer-manager', { teamId: await addTeam(world.db) })
  const foreign = await addRetailer(world.db, [117, 36], { managerId: stranger.personId })
  const closed = await addRetailer(world.db, [117, 36], {
    managerId: team.a.personId,
    status: 'closed',
  })
  const add = async (retailerId: number) => {
    const insert = { revision: plan.revision, tourId, retailerId, position: 0 }
    return (await boss.send('POST', `/plans/${String(plan.id)}/stops`, insert)).json<object>()
  }
  expect(await add(foreign)).toMatchObject({ code: 'not-found' })
  expect(await add(closed)).toMatchObject({ code: 'input-invalid' })
  expect((await boss.get(`/plans/${String(plan.id)}`)).json<Plan>()).toEqual(plan)
})

test('of two who change one tour from the same revision the first wins, and the change of the second waits', async () => {
  const plan = await makePlan(team)
  const tour = tourOf(plan, team.a)
  const both = await Promise.all([
    move(plan, stopAt(tour, 0).id, tour.id, 3),
    move(plan, stopAt(tour, 1).id, tour.id, 3),
  ])
  expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 202])
  const won = both.find(({ statusCode }) => statusCode === 200)?.json<Plan>()
  const waits = both.find(({ statusCode }) => statusCode === 202)?.json<Plan>()
  expect(waits?.proposals).toHaveLength(1)
  expect(waits?.tours).toEqual(won?.tours)
})

test('a place that the tour does not have is refused', async () => {
  const plan = await makePlan(team)
  const tour = tourOf(plan, team.a)
  const answer = await move(plan, stopAt(tour, 0).id, tour.id, 4)
  expect(answer.json()).toMatchObject({ code: 'input-invalid' })
})
