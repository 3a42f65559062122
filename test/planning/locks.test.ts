import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { locks, type Lock } from '../../shared/locks.ts'
import type { Plan, Stop } from '../../shared/planning.ts'
import { eachTestHasASmallTeam, makePlan, shopsIn, stopAt, tourOf } from './support/small-team.ts'

const team = eachTestHasASmallTeam()

async function lock(plan: Plan, stops: Stop[], kinds: readonly Lock[], more: object = {}) {
  const stopIds = stops.map(({ id }) => id)
  const body = { revision: plan.revision, stopIds, locks: kinds, on: true, ...more }
  const answer = await team.boss.send('POST', `/plans/${String(plan.id)}/locks`, body)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<Plan>()
}

async function move(plan: Plan, stop: Stop, tourId: number, position: number) {
  const path = `/plans/${String(plan.id)}/stops/${String(stop.id)}`
  const answer = await team.boss.send('PATCH', path, { revision: plan.revision, tourId, position })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<Plan>()
}

async function optimise({ id, revision }: Plan) {
  const answer = await team.boss.send('POST', `/plans/${String(id)}/optimise`, { revision })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<Plan>()
}

const stopOf = (plan: Plan, shop: number): Stop => {
  const stop = plan.tours.flatMap(({ stops }) => stops).find((one) => one.retailerId === shop)
  if (!stop) throw new Error(`shop ${String(shop)} is in no tour`)
  return stop
}

test('a lock says to whom, when and at which turn, and comes off again', async () => {
  const plan = await makePlan(team)
  const stop = stopAt(tourOf(plan, team.a), 1)
  const locked = await lock(plan, [stop], locks)
  expect(stopOf(locked, stop.retailerId)).toMatchObject({
    id: stop.id,
    locks,
    lockedPersonId: team.a.personId,
    lockedAt: stop.arrivesAt,
    lockedRank: 1,
    violations: [],
  })
  const open = await lock(locked, [stop], ['time', 'order'], { on: false })
  expect(stopOf(open, stop.retailerId)).toMatchObject({
    locks: ['person', 'day'],
    lockedAt: null,
    lockedRank: null,
  })
})

test('a shop locked to another person stays theirs when the draft is optimised, planned anew and copied', async () => {
  const { boss, a, b, teamId } = team
  const plan = await makePlan(team)
  const stop = stopAt(tourOf(plan, a), 2)
  const moved = await move(plan, stop, tourOf(plan, b).id, 0)
  const locked = await lock(moved, [stop], ['person'])
  const optimised = await optimise(locked)
  expect(shopsIn(tourOf(optimised, b))).toContain(stop.retailerId)

  const anew = await makePlan(team)
  expect(anew.id).not.toBe(plan.id)
  expect(shopsIn(tourOf(anew, b))).toContain(stop.retailerId)
  expect(stopOf(anew, stop.retailerId)).toMatchObject({
    locks: ['person'],
    violations: ['NO_SKILL'],
  })

  const copy = (await boss.send('POST', `/plans/${String(anew.id)}/draft`)).json<Plan>()
  expect(stopOf(copy, stop.retailerId)).toMatchObject({
    locks: ['person'],
    lockedPersonId: b.personId,
  })
  const first = await boss.send('POST', '/plans', { teamId, day: plan.day, fromId: 987_654 })
  expect(first.json()).toMatchObject({ code: 'not-found' })
})

test('a visit pinned to an hour begins within ten minutes of it, whatever is optimised', async () => {
  const plan = await makePlan(team)
  const stop = stopAt(tourOf(plan, team.a), 0)
  const noon = '2026-03-02T07:00:00.000Z'
  const locked = await lock(plan, [stop], ['time'], { at: noon })
  expect(stopOf(locked, stop.retailerId).violations).toEqual([])
  const optimised = await optimise(locked)
  const { leavesAt, lockedAt } = stopOf(optimised, stop.retailerId)
  expect(lockedAt).toBe(noon)
  const begins = Date.parse(leavesAt) - 20 * 60_000
  expect(Math.abs(begins - Date.parse(noon))).toBeLessThanOrEqual(600_000)
})

test('locked turns stay when the search would turn them', async () => {
  const plan = await makePlan(team)
  const tour = tourOf(plan, team.a)
  const [first, , , last] = tour.stops
  if (!first || !last) throw new Error('A has four stops')
  const turned = await move(plan, last, tour.id, 0)
  const locked = await lock(turned, [stopOf(turned, last.retailerId)], ['order'])
  const optimised = await optimise(locked)
  expect(stopAt(tourOf(optimised, team.a), 0).retailerId).toBe(last.retailerId)
  const free = await lock(optimised, [stopOf(optimised, last.retailerId)], ['order'], { on: false })
  expect(shopsIn(tourOf(await optimise(free), team.a))).toEqual(shopsIn(tour))
})

test('a lock broken by hand is marked: another person, another hour, another turn', async () => {
  const plan = await makePlan(team)
  const tour = tourOf(plan, team.a)
  const [first, second] = [stopAt(tour, 0), stopAt(tour, 1)]
  const locked = await lock(plan, [first, second], locks)
  const swapped = await move(locked, second, tour.id, 0)
  expect(stopOf(swapped, first.retailerId).violations).toContain('LOCK_CONFLICT')
  const given = await move(swapped, first, tourOf(plan, team.b).id, 0)
  expect(stopOf(given, first.retailerId)).toMatchObject({
    lockedPersonId: team.a.personId,
    violations: expect.arrayContaining(['LOCK_CONFLICT', 'NO_SKILL']) as string[],
  })
  const back = await optimise(given)
  expect(shopsIn(tourOf(back, team.a)).slice(0, 2)).toEqual([first.retailerId, second.retailerId])
  expect(stopOf(back, first.retailerId).violations).toEqual([])
})

test('a stop moved to another person at an hour is pinned there by the one change', async () => {
  const plan = await makePlan(team)
  const [stop, to] = [stopAt(tourOf(plan, team.a), 0), tourOf(plan, team.b)]
  const at = '2026-03-02T06:30:00.000Z'
  const answer = await team.boss.send(
    'PATCH',
    `/plans/${String(plan.id)}/stops/${String(stop.id)}`,
    {
      ...{ revision: plan.revision, tourId: to.id, position: to.stops.length, at },
    },
  )
  const moved = answer.json<Plan>()
  const pinned = stopOf(moved, stop.retailerId)
  expect(shopsIn(tourOf(moved, team.b)).at(-1)).toBe(stop.retailerId)
  expect(pinned).toMatchObject({ locks: ['time'], lockedAt: at, lockedPersonId: null })
  const begins = Date.parse(pinned.leavesAt) - 20 * 60_000
  expect(Math.abs(begins - Date.parse(at))).toBeLessThanOrEqual(600_000)
  expect(moved.undoable).toBe(plan.undoable + 1)
})

test('a locked shop that finds no place says so and keeps its lock', async () => {
  const plan = await makePlan(team)
  const stop = stopAt(tourOf(plan, team.b), 0)
  const locked = await lock(plan, [stop], ['person'])
  await sql`insert into absence (person_id, day, reason)
            values (${team.b.personId}, ${plan.day}, 'ill')`.execute(team.world.db)
  const optimised = await optimise(locked)
  const left = optimised.unassigned.find(({ retailerId }) => retailerId === stop.retailerId)
  expect(left).toMatchObject({ reason: 'LOCK_CONFLICT', lock: { locks: ['person'] } })
  await sql`delete from absence`.execute(team.world.db)
  expect(stopOf(await optimise(optimised), stop.retailerId).locks).toEqual(['person'])
})

test('locks of a stop that is not there, or of a published plan, are refused', async () => {
  const plan = await makePlan(team)
  const path = `/plans/${String(plan.id)}/locks`
  const body = { revision: plan.revision, stopIds: [987_654], locks: ['day'], on: true }
  expect((await team.boss.send('POST', path, body)).json()).toMatchObject({ code: 'not-found' })
  expect((await team.a.send('POST', path, body)).statusCode).toBe(403)
  await team.boss.send('POST', `/plans/${String(plan.id)}/publish`, { revision: plan.revision })
  expect((await team.boss.send('POST', path, body)).json()).toMatchObject({
    code: 'plan-published',
  })
})
