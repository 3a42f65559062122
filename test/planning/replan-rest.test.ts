import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { LngLat } from '../../shared/geo.ts'
import type { Plan, Stop } from '../../shared/planning.ts'
import type { SignedIn } from '../support/app.ts'
import {
  eachTestHasASmallTeam,
  MONDAY,
  planAndPublish,
  publish,
  shopsIn,
  START_A,
  stopAt,
  tourOf,
} from './support/small-team.ts'

const team = eachTestHasASmallTeam()

const replanRest = (plan: Plan) => team.boss.send('POST', `/plans/${String(plan.id)}/replan-rest`)
const rested = async (plan: Plan) => (await replanRest(plan)).json<Plan>()

async function visit({ id: stopId, retailerId }: Stop, by: SignedIn): Promise<void> {
  const id = randomUUID()
  const arrivedAt = '2026-03-02T01:00:00.000Z'
  await by.send('POST', '/visits', { id, retailerId, stopId, arrivedAt })
  const leftAt = '2026-03-02T01:30:00.000Z'
  expect((await by.send('POST', `/visits/${id}/check-out`, { leftAt })).statusCode).toBe(200)
}

async function seeAt(person: SignedIn, at: LngLat, fixAt: string): Promise<void> {
  const answer = await person.send('POST', '/positions', { fixes: [{ at, fixAt }] })
  expect(answer.statusCode).toBe(200)
}

/** A's tour published with its shops in the order 1, 4, 2, 3 from the start. */
async function publishDetour(): Promise<Plan> {
  const first = await planAndPublish(team)
  let draft = (await team.boss.send('POST', `/plans/${String(first.id)}/draft`)).json<Plan>()
  const [one, two, three, four] = team.shopsOfA
  for (const [position, shop] of [one, four, two, three].entries()) {
    const tour = tourOf(draft, team.a)
    const stop = tour.stops.find(({ retailerId }) => retailerId === shop)
    const path = `/plans/${String(draft.id)}/stops/${String(stop?.id)}`
    const { revision } = draft
    draft = (await team.boss.send('PATCH', path, { revision, tourId: tour.id, position })).json()
  }
  expect(shopsIn(tourOf(draft, team.a))).toEqual([one, four, two, three])
  return publish(team, draft)
}

test('what is left of a day finds its best order, and what was visited leads it as it was', async () => {
  const { a, b, shopsOfA, world } = team
  const published = await publishDetour()
  await visit(stopAt(tourOf(published, a), 0), a)
  world.clock.set(new Date('2026-03-02T01:40:00Z'), 1)
  const before = tourOf(published, a)
  const draft = await rested(published)
  expect(draft.status).toBe('draft')
  const [one, , , four] = shopsOfA
  const tour = tourOf(draft, a)
  // The first was visited, the fourth is where A is heading for; from there the way home passes 3 and then 2.
  expect(shopsIn(tour)).toEqual([one, four, shopsOfA[2], shopsOfA[1]])
  expect(tour.travelSeconds).toBeLessThan(before.travelSeconds)
  expect(stopAt(tour, 0)).toMatchObject({
    ...{ outcome: 'done', arrivesAt: '2026-03-02T01:00:00.000Z' },
  })
  expect(shopsIn(tourOf(draft, b)).toSorted()).toEqual(shopsIn(tourOf(published, b)).toSorted())
  const second = await publish(team, draft)
  expect(stopAt(tourOf(second, a), 0).outcome).toBe('done')
})

test('people go on from where they were seen lately', async () => {
  const { a, world } = team
  const published = await planAndPublish(team)
  await visit(stopAt(tourOf(published, a), 0), a)
  world.clock.set(new Date('2026-03-02T01:40:00Z'), 1)
  const nextOf = (plan: Plan) => Date.parse(stopAt(tourOf(plan, a), 1).arrivesAt)
  const unseen = nextOf(await rested(published))
  const far: LngLat = [START_A[0] - 0.05, START_A[1]]
  await seeAt(a, far, '2026-03-02T01:20:00.000Z')
  expect(nextOf(await rested(published))).toBe(unseen)
  await seeAt(a, far, '2026-03-02T01:39:00.000Z')
  const seen = nextOf(await rested(published))
  expect(seen - unseen).toBeGreaterThan(5 * 60_000)
})

test('a turn that is locked stays, and so does the rest around it', async () => {
  const { a, boss } = team
  const published = await publishDetour()
  let draft = (await boss.send('POST', `/plans/${String(published.id)}/draft`)).json<Plan>()
  const { revision } = draft
  const stopIds = tourOf(draft, a).stops.map(({ id }) => id)
  const locking = { revision, stopIds, locks: ['order'], on: true }
  draft = (await boss.send('POST', `/plans/${String(draft.id)}/locks`, locking)).json()
  const locked = await publish(team, draft)
  expect(shopsIn(tourOf(await rested(locked), a))).toEqual(shopsIn(tourOf(locked, a)))
})

test('what was left out comes in again once its manager is back', async () => {
  const { b, boss, shopsOfB, world } = team
  const first = await planAndPublish(team)
  const path = `/people/${String(b.personId)}/absences/${MONDAY}`
  await boss.send('PUT', path, { reason: 'sick' })
  world.clock.set(new Date('2026-03-02T08:20:00Z'), 1)
  const asked = { personId: b.personId }
  const shared = await boss.send('POST', `/plans/${String(first.id)}/redistribute`, asked)
  const second = await publish(team, shared.json())
  const waiting = second.unassigned.map(({ retailerId }) => retailerId)
  expect(waiting.filter((id) => shopsOfB.includes(id)).length).toBeGreaterThan(0)
  await boss.send('DELETE', path)
  const draft = await rested(second)
  expect(shopsIn(tourOf(draft, b)).length).toBeGreaterThan(0)
  for (const id of shopsIn(tourOf(draft, b))) expect(waiting).toContain(id)
})

test('a tour that its person has seen loses nothing, however late it is', async () => {
  const { a, b, world } = team
  const published = await planAndPublish(team)
  await a.send('PUT', `/my/plans/${String(published.id)}/receipt`)
  world.clock.set(new Date('2026-03-02T08:50:00Z'), 1)
  const draft = await rested(published)
  const kept = tourOf(draft, a)
  expect(shopsIn(kept)).toEqual(shopsIn(tourOf(published, a)))
  expect(kept.stops.flatMap(({ violations }) => violations)).toContain('SHIFT_FULL')
  const dropped = draft.unassigned.map(({ retailerId }) => retailerId)
  expect(dropped.length).toBeGreaterThan(0)
  expect(shopsIn(tourOf(published, b))).toEqual(expect.arrayContaining(dropped))
})

test('only what is left of the plan in force is planned anew, by whoever plans for the team', async () => {
  const { a, world } = team
  const published = await planAndPublish(team)
  const draft = await rested(published)
  expect((await replanRest(draft)).json()).toMatchObject({ code: 'plan-not-published' })
  const path = `/plans/${String(published.id)}/replan-rest`
  expect((await a.send('POST', path)).statusCode).toBe(403)
  const stranger = await world.signInAs('manager', {})
  expect((await stranger.send('POST', path)).statusCode).toBe(404)
})
