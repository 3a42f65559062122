import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { deskRoles } from '../../shared/auth.ts'
import type { DueVisit, MyDay, Plan, PlanSummary } from '../../shared/planning.ts'
import {
  eachTestHasASmallTeam,
  makePlan,
  MONDAY,
  planAndPublish,
  publish,
  shopsIn,
  stopAt,
  tourOf,
} from './support/small-team.ts'

const team = eachTestHasASmallTeam()

test('a day goes from due visits over a plan and a phone to a visit done', async () => {
  const { boss, a, b, teamId, world, shopsOfA, shopsOfB } = team
  const due = (await boss.get(`/due?teamId=${String(teamId)}&day=${MONDAY}`)).json<DueVisit[]>()
  expect(due.map(({ retailerId }) => retailerId)).toEqual([...shopsOfA, ...shopsOfB])

  const draft = await makePlan(team)
  expect(draft).toMatchObject({
    status: 'draft',
    version: 1,
    travelSource: 'estimate',
    detourFactor: 1.35,
    unassigned: [],
  })
  expect(shopsIn(tourOf(draft, a)).toSorted()).toEqual(shopsOfA)
  expect(shopsIn(tourOf(draft, b)).toSorted()).toEqual(shopsOfB)

  const tour = tourOf(draft, a)
  const moved = await boss.send(
    'PATCH',
    `/plans/${String(draft.id)}/stops/${String(stopAt(tour, 3).id)}`,
    { revision: draft.revision, tourId: tour.id, position: 0 },
  )
  expect(moved.statusCode).toBe(200)
  const published = await publish(team, moved.json<Plan>())
  expect(published).toMatchObject({ status: 'published', revision: 3 })
  expect(published.publishedAt).not.toBeNull()
  expect(world.heard).toContainEqual({
    event: 'plan:published',
    payload: [{ planId: published.id, teamId, day: MONDAY }],
    to: { roles: deskRoles, personIds: [a.personId, b.personId] },
  })

  const myDay = (await a.get('/my/day')).json<MyDay>()
  expect(myDay).toMatchObject({ day: MONDAY, planId: published.id })
  expect(myDay.tour).toEqual(tourOf(published, a))
  const [first] = myDay.tour?.stops ?? []
  if (!first) throw new Error('the tour is empty')
  expect(first.retailerId).toBe(stopAt(tour, 3).retailerId)

  const id = randomUUID()
  const arrivedAt = '2026-03-02T00:50:00.000Z'
  const arrived = await a.send('POST', '/visits', {
    id,
    retailerId: first.retailerId,
    stopId: first.id,
    arrivedAt,
    at: first.at,
  })
  expect(arrived.statusCode).toBe(201)
  const leftAt = '2026-03-02T01:05:00.000Z'
  const left = await a.send('POST', `/visits/${id}/check-out`, { leftAt })
  expect(left.statusCode).toBe(200)

  const seen = (await boss.get(`/plans/${String(published.id)}`)).json<Plan>()
  expect(stopAt(tourOf(seen, a), 0)).toMatchObject({
    outcome: 'done',
    visitId: id,
    arrivedAt,
    leftAt,
  })
  const later = (await boss.get(`/due?teamId=${String(teamId)}&day=${MONDAY}`)).json<DueVisit[]>()
  expect(later.map(({ retailerId }) => retailerId)).not.toContain(first.retailerId)
})

test('versions of a day are listed newest first, and one at most is published', async () => {
  const { boss, teamId } = team
  const first = await planAndPublish(team)
  const second = await planAndPublish(team)
  const list = await boss.get(`/plans?teamId=${String(teamId)}&day=${MONDAY}`)
  expect(
    list.json<PlanSummary[]>().map(({ id, status, version }) => [id, status, version]),
  ).toEqual([
    [second.id, 'published', 2],
    [first.id, 'replaced', 1],
  ])
  const published = await boss.get(`/plans/published?day=${MONDAY}`)
  expect(published.json<Plan[]>()).toEqual([second])
})

test('of two drafts published at once both are published, one after the other', async () => {
  const { boss, teamId } = team
  const drafts = [await makePlan(team), await makePlan(team)]
  const answers = await Promise.all(
    drafts.map(({ id, revision }) =>
      boss.send('POST', `/plans/${String(id)}/publish`, { revision }),
    ),
  )
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200])
  const list = await boss.get(`/plans?teamId=${String(teamId)}&day=${MONDAY}`)
  const statuses = list.json<PlanSummary[]>().map(({ status }) => status)
  expect(statuses.toSorted()).toEqual(['published', 'replaced'])
})

test('a plan published twice is refused the second time', async () => {
  const { id, revision } = await planAndPublish(team)
  const again = await team.boss.send('POST', `/plans/${String(id)}/publish`, { revision })
  expect(again.json()).toMatchObject({ status: 409, code: 'plan-published' })
})

test('a published plan is changed only in a copy', async () => {
  const { boss, a } = team
  const published = await planAndPublish(team)
  const path = `/plans/${String(published.id)}`
  const { id } = stopAt(tourOf(published, a), 0)
  const { revision } = published
  const refused = await boss.send(
    'DELETE',
    `${path}/stops/${String(id)}?revision=${String(revision)}`,
  )
  expect(refused.json()).toMatchObject({ code: 'plan-published' })
  expect((await boss.send('POST', `${path}/optimise`, { revision })).json()).toMatchObject({
    code: 'plan-published',
  })

  const copy = (await boss.send('POST', `${path}/draft`)).json<Plan>()
  expect(copy).toMatchObject({ status: 'draft', version: 2, revision: 1 })
  const times = (plan: Plan) =>
    plan.tours.map(({ personId, startsAt, endsAt, metres, travelSeconds, start, stops }) => ({
      ...{ personId, startsAt, endsAt, metres, travelSeconds, start },
      stops: stops.map(({ retailerId, arrivesAt, leavesAt }) => [retailerId, arrivesAt, leavesAt]),
    }))
  expect(times(copy)).toEqual(times(published))
})

test('a plan without stops is not published', async () => {
  const { boss, world } = team
  await world.db.updateTable('person').set({ shift_end: '08:31' }).execute()
  const draft = await makePlan(team)
  expect(draft.unassigned).toHaveLength(7)
  const { id, revision } = draft
  const answer = await boss.send('POST', `/plans/${String(id)}/publish`, { revision })
  expect(answer.json()).toMatchObject({ status: 409, code: 'plan-empty' })
  expect((await boss.get(`/plans/${String(id)}`)).json<Plan>()).toEqual(draft)
})
