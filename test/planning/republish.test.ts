import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Plan, Stop } from '../../shared/planning.ts'
import type { Visit } from '../../shared/visits.ts'
import {
  eachTestHasASmallTeam,
  makePlan,
  planAndPublish,
  publish,
  stopAt,
  tourOf,
} from './support/small-team.ts'

const team = eachTestHasASmallTeam()

/** A visits a stop from 09:00 to 09:30. */
async function visit({ id: stopId, retailerId }: Stop): Promise<string> {
  const id = randomUUID()
  const arrivedAt = '2026-03-02T01:00:00.000Z'
  const arrived = await team.a.send('POST', '/visits', { id, retailerId, stopId, arrivedAt })
  expect(arrived.statusCode).toBe(201)
  const leftAt = '2026-03-02T01:30:00.000Z'
  const left = await team.a.send('POST', `/visits/${id}/check-out`, { leftAt })
  expect(left.statusCode).toBe(200)
  return id
}

test('a stop visited stays visited, at the head of the tour, when the day is planned anew', async () => {
  const first = await planAndPublish(team)
  const stop = stopAt(tourOf(first, team.a), 2)
  const visitId = await visit(stop)

  const draft = await makePlan(team)
  const kept = {
    ...{ retailerId: stop.retailerId, position: 0, outcome: 'done', visitId },
    arrivesAt: '2026-03-02T01:00:00.000Z',
    leavesAt: '2026-03-02T01:30:00.000Z',
  }
  const tour = tourOf(draft, team.a)
  expect(tour.stops).toHaveLength(4)
  expect(tour.stops[0]).toMatchObject(kept)
  for (const { arrivesAt } of tour.stops.slice(1))
    expect(Date.parse(arrivesAt)).toBeGreaterThan(Date.parse(kept.leavesAt))

  const second = await publish(team, draft)
  expect(stopAt(tourOf(second, team.a), 0)).toMatchObject(kept)
  const replaced = (await team.boss.get(`/plans/${String(first.id)}`)).json<Plan>()
  expect(tourOf(replaced, team.a).stops.map(({ outcome }) => outcome)).toEqual(Array(4).fill(null))
})

test('a visited stop of a draft is neither moved nor removed, and others do not get before it', async () => {
  const { boss, a } = team
  const published = await planAndPublish(team)
  const copy = (await boss.send('POST', `/plans/${String(published.id)}/draft`)).json<Plan>()
  await visit(stopAt(tourOf(published, a), 0))

  const tour = tourOf(copy, a)
  const { revision } = copy
  const path = (stop: Stop) => `/plans/${String(copy.id)}/stops/${String(stop.id)}`
  const visited = stopAt(tour, 0)
  const target = { revision, tourId: tour.id, position: 2 }
  expect((await boss.send('PATCH', path(visited), target)).json()).toMatchObject({
    code: 'stop-visited',
  })
  const removal = `${path(visited)}?revision=${String(revision)}`
  expect((await boss.send('DELETE', removal)).json()).toMatchObject({ code: 'stop-visited' })

  const last = stopAt(tour, 3)
  const moved = await boss.send('PATCH', path(last), { ...target, position: 0 })
  expect(
    tourOf(moved.json<Plan>(), a)
      .stops.slice(0, 2)
      .map(({ id }) => id),
  ).toEqual([visited.id, last.id])
})

test('a draft that has lost a stop visited since is not published, and can be planned anew', async () => {
  const { boss, a } = team
  const published = await planAndPublish(team)
  const copy = (await boss.send('POST', `/plans/${String(published.id)}/draft`)).json<Plan>()
  const gone = stopAt(tourOf(copy, a), 0)
  const path = `/plans/${String(copy.id)}`
  const shorter = (
    await boss.send('DELETE', `${path}/stops/${String(gone.id)}?revision=1`)
  ).json<Plan>()
  const visitId = await visit(stopAt(tourOf(published, a), 0))

  const { revision } = shorter
  const refused = await boss.send('POST', `${path}/publish`, { revision })
  expect(refused.json()).toMatchObject({ status: 409, code: 'stop-visited' })
  expect((await boss.get(path)).json<Plan>()).toEqual(shorter)

  const anew = (await boss.send('POST', `${path}/optimise`, { revision })).json<Plan>()
  const second = await publish(team, anew)
  expect(stopAt(tourOf(second, a), 0)).toMatchObject({ visitId, outcome: 'done' })
})

test('a check-in that names a stop of a replaced version counts for the new one', async () => {
  const first = await planAndPublish(team)
  const second = await planAndPublish(team)
  const stop = stopAt(tourOf(first, team.a), 1)
  const arrivedAt = '2026-03-02T01:00:00.000Z'
  const answer = await team.a.send('POST', '/visits', {
    id: randomUUID(),
    ...{ retailerId: stop.retailerId, stopId: stop.id, arrivedAt },
  })
  const now = tourOf(second, team.a).stops.find((one) => one.retailerId === stop.retailerId)
  expect(answer.json<Visit>().stopId).toBe(now?.id)
})

test('check-ins at the moment of publishing end up at stops of the published version', async () => {
  const first = await planAndPublish(team)
  const draft = await makePlan(team)
  const arrivals = tourOf(first, team.a).stops.map(({ id: stopId, retailerId }, i) =>
    team.a.send('POST', '/visits', {
      ...{ id: randomUUID(), retailerId, stopId, arrivedAt: `2026-03-02T0${String(i + 1)}:00:00Z` },
    }),
  )
  const [second, ...answers] = await Promise.all([publish(team, draft), ...arrivals])
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201])
  const seen = (await team.boss.get(`/plans/${String(second.id)}`)).json<Plan>()
  expect(tourOf(seen, team.a).stops.map(({ outcome }) => outcome)).toEqual(Array(4).fill('open'))
})
