import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { CheckIn, Visit } from '../../shared/visits.ts'
import { newSecret } from '../../server/auth/index.ts'
import { addRetailer, addTeam } from '../support/world.ts'
import {
  eachTestHasASmallTeam,
  planAndPublish,
  stopAt,
  tourOf,
} from '../planning/support/small-team.ts'

const team = eachTestHasASmallTeam()
const NINE = '2026-03-02T01:00:00.000Z'
const HALF_PAST = '2026-03-02T01:30:00.000Z'

function checkIn(arrival: Partial<CheckIn> & { retailerId: number }, who = team.a) {
  return who.send('POST', '/visits', { id: randomUUID(), arrivedAt: NINE, ...arrival })
}

function checkOut(id: string, leftAt: string, rest: object = {}) {
  return team.a.send('POST', `/visits/${id}/check-out`, { leftAt, ...rest })
}

async function firstStop() {
  const { id: stopId, retailerId, at } = stopAt(tourOf(await planAndPublish(team), team.a), 0)
  return { stopId, retailerId, at }
}

test('a check-in is stored once, however often it is delivered', async () => {
  const { world, a, teamId } = team
  const { stopId, retailerId } = await firstStop()
  world.heard.length = 0
  const id = randomUUID()
  const first = await checkIn({ id, stopId, retailerId })
  const again = await checkIn({ id, stopId, retailerId })
  expect([first.statusCode, again.statusCode]).toEqual([201, 200])
  expect(again.json()).toEqual(first.json())
  expect(first.json()).toEqual({
    ...{ id, retailerId, personId: a.personId, stopId, arrivedAt: NINE, leftAt: null },
    ...{ outcome: 'open', skipReason: null, distanceMetres: null, observations: {} },
  })
  expect(await world.db.selectFrom('visit').select('id').execute()).toEqual([{ id }])
  expect(world.heard).toEqual([
    {
      event: 'visit:changed',
      payload: [
        {
          ...{ visitId: id, retailerId, personId: a.personId, teamId, stopId },
          ...{ outcome: 'open', arrivedAt: NINE, leftAt: null },
        },
      ],
      to: { teamIds: [teamId], personIds: [a.personId] },
    },
  ])
})

test('the same check-in delivered twice at once is stored once', async () => {
  const arrival = { id: randomUUID(), ...(await firstStop()) }
  const answers = await Promise.all([checkIn(arrival), checkIn(arrival), checkIn(arrival)])
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 201])
})

test('the distance to the shop is measured and no distance is too far', async () => {
  const { retailerId, at } = await firstStop()
  // One thousandth of a degree of latitude at 36.6° N on the ellipsoid is 110.97 m.
  const near = await checkIn({ retailerId, at: [at[0], at[1] + 0.001], accuracyMetres: 12 })
  expect(near.json<Visit>().distanceMetres).toBeCloseTo(110.97, 1)
  const [, other = 0] = team.shopsOfB
  const far = await checkIn({ retailerId: other, at: [116, 36.6], arrivedAt: HALF_PAST })
  expect(far.statusCode).toBe(201)
  expect(far.json<Visit>().distanceMetres).toBeGreaterThan(100_000)
})

test('a planned shop is matched to its stop without naming the stop', async () => {
  const { stopId, retailerId } = await firstStop()
  const [row] = await Promise.all([checkIn({ retailerId })])
  expect(row.json<Visit>().stopId).toBe(stopId)
  const stored = await team.world.db.selectFrom('visit').select('planned_at').execute()
  expect(stored[0]?.planned_at).not.toBeNull()
})

test('a shop of the team that is not planned is visited without a stop', async () => {
  const answer = await checkIn({ retailerId: team.shopsOfB[0] ?? 0 })
  expect(answer.json<Visit>()).toMatchObject({ outcome: 'open', stopId: null })
})

test("a shop of another team, a stop of somebody else's and a draft's stop are not found", async () => {
  const { world, boss, b } = team
  const stranger = await world.signInAs('customer-manager', { teamId: await addTeam(world.db) })
  const foreign = await addRetailer(world.db, [117, 36], { managerId: stranger.personId })
  const { stopId, retailerId } = await firstStop()
  const plans = await boss.send('POST', '/plans', {
    ...{ teamId: team.teamId, day: '2026-03-03' },
  })
  const drafted = stopAt(tourOf(plans.json(), team.a), 0)
  const attempts = [
    checkIn({ retailerId: foreign }),
    checkIn({ retailerId, stopId }, b),
    checkIn({ retailerId: drafted.retailerId, stopId: drafted.id }),
    checkIn({ retailerId: team.shopsOfB[0] ?? 0, stopId }),
  ]
  for (const answer of await Promise.all(attempts))
    expect(answer.json()).toMatchObject({ status: 404, code: 'not-found' })
  expect(await world.db.selectFrom('visit').select('id').execute()).toEqual([])
})

test('a stop has one visit', async () => {
  const { stopId, retailerId } = await firstStop()
  await checkIn({ stopId, retailerId })
  const second = await checkIn({ stopId, retailerId, arrivedAt: HALF_PAST })
  expect(second.json()).toMatchObject({ status: 409, code: 'visit-exists' })
})

test('a visit ends once, with what was observed', async () => {
  const { stopId, retailerId } = await firstStop()
  const { id } = (await checkIn({ stopId, retailerId })).json<Visit>()
  const seen = { observations: { stockCartons: 12, satisfaction: 4 } }
  const left = await checkOut(id, HALF_PAST, seen)
  expect(left.json()).toMatchObject({
    ...{ outcome: 'done', leftAt: HALF_PAST },
    observations: { stockCartons: 12, satisfaction: 4 },
  })
  const events = team.world.heard.filter(({ event }) => event === 'visit:changed')
  expect(events).toHaveLength(2)
  const again = await checkOut(id, '2026-03-02T09:30:00+08:00', seen)
  expect([again.statusCode, again.json()]).toEqual([200, left.json()])
  expect(team.world.heard.filter(({ event }) => event === 'visit:changed')).toHaveLength(2)
  const other = await checkOut(id, '2026-03-02T01:40:00Z')
  expect(other.json()).toMatchObject({ status: 409, code: 'visit-ended' })
})

test('a visit does not end before it begins, nor by somebody else', async () => {
  const { stopId, retailerId } = await firstStop()
  const { id } = (await checkIn({ stopId, retailerId })).json<Visit>()
  const early = await checkOut(id, '2026-03-02T00:59:59Z')
  expect(early.json()).toMatchObject({ code: 'input-invalid' })
  const other = await team.b.send('POST', `/visits/${id}/check-out`, { leftAt: HALF_PAST })
  expect(other.json()).toMatchObject({ status: 404 })
})

test('a skip has its reason, is stored once, and gives way to a later visit', async () => {
  const { stopId, retailerId } = await firstStop()
  const skip = { id: randomUUID(), retailerId, stopId, at: NINE, reason: 'closed' }
  const first = await team.a.send('POST', '/visits/skip', skip)
  const again = await team.a.send('POST', '/visits/skip', skip)
  expect([first.statusCode, again.statusCode]).toEqual([201, 200])
  expect(first.json()).toMatchObject({ outcome: 'skipped', skipReason: 'closed', stopId })
  const ended = await checkOut(skip.id, HALF_PAST)
  expect(ended.json()).toMatchObject({ code: 'visit-ended' })

  const back = await checkIn({ stopId, retailerId, arrivedAt: HALF_PAST })
  expect(back.json()).toMatchObject({ outcome: 'open', stopId })
  const rows = await sql<object>`select outcome, stop_id from visit order by arrived_at`.execute(
    team.world.db,
  )
  expect(rows.rows).toEqual([
    { outcome: 'skipped', stop_id: null },
    { outcome: 'open', stop_id: stopId },
  ])
  const late = await team.a.send('POST', '/visits/skip', { ...skip, id: randomUUID() })
  expect(late.json()).toMatchObject({ code: 'visit-exists' })
})

test("a phone's token checks in and reads its own day; people at desks do not check in", async () => {
  const { world, a, boss } = team
  const { retailerId } = await firstStop()
  const { secret, hash } = newSecret()
  await world.db
    .insertInto('device')
    .values({ person_id: a.personId, name: 'phone', token_hash: hash })
    .execute()
  const headers = { authorization: `Bearer ${secret}` }
  const day = await world.inject({ url: '/api/v1/my/day', headers })
  expect(day.json()).toMatchObject({ tour: { personId: a.personId } })
  const payload = { id: randomUUID(), retailerId, arrivedAt: NINE }
  const visit = await world.inject({ method: 'POST', url: '/api/v1/visits', headers, payload })
  expect(visit.statusCode).toBe(201)
  expect((await checkIn({ retailerId }, boss)).json()).toMatchObject({ code: 'role-forbidden' })
})
