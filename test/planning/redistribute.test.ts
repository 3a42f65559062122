import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Plan, Stop } from '../../shared/planning.ts'
import {
  eachTestHasASmallTeam,
  MONDAY,
  planAndPublish,
  publish,
  shopsIn,
  stopAt,
  tourOf,
} from './support/small-team.ts'

const team = eachTestHasASmallTeam()

const redistribute = (plan: Plan, personId = team.b.personId) =>
  team.boss.send('POST', `/plans/${String(plan.id)}/redistribute`, { personId })

async function visit({ id: stopId, retailerId }: Stop, by: 'a' | 'b'): Promise<void> {
  const id = randomUUID()
  const arrivedAt = '2026-03-02T01:00:00.000Z'
  await team[by].send('POST', '/visits', { id, retailerId, stopId, arrivedAt })
  const leftAt = '2026-03-02T01:30:00.000Z'
  expect((await team[by].send('POST', `/visits/${id}/check-out`, { leftAt })).statusCode).toBe(200)
}

test('the stops of somebody absent go to a colleague, who keeps all their own in their order', async () => {
  const { a, b, boss, shopsOfB } = team
  const first = await planAndPublish(team)
  const own = shopsIn(tourOf(first, a))
  const path = `/people/${String(b.personId)}/absences/${MONDAY}`
  expect((await boss.send('PUT', path, { reason: 'sick' })).statusCode).toBe(204)
  expect((await boss.get(`/absences?day=${MONDAY}`)).json()).toEqual([
    { personId: b.personId, day: MONDAY, reason: 'sick' },
  ])

  const answer = await redistribute(first)
  expect(answer.statusCode).toBe(201)
  const draft = answer.json<Plan>()
  expect(draft.status).toBe('draft')
  const taken = tourOf(draft, a)
  expect(shopsIn(taken).filter((id) => own.includes(id))).toEqual(own)
  expect(shopsIn(taken).toSorted()).toEqual([...own, ...shopsOfB].toSorted())
  expect(taken.stops.flatMap(({ violations }) => violations)).toEqual([])
  expect(tourOf(draft, b).stops).toEqual([])
  expect(draft.unassigned).toEqual([])

  const second = await publish(team, draft)
  expect(shopsIn(tourOf(second, a))).toEqual(shopsIn(taken))
  expect((await boss.send('DELETE', path)).statusCode).toBe(204)
  expect((await boss.get(`/absences?day=${MONDAY}`)).json()).toEqual([])
})

test('what was visited stays, and nobody is sent anywhere before now or off the way they are on', async () => {
  const { a, b, world } = team
  const first = await planAndPublish(team)
  const [gone, been] = [stopAt(tourOf(first, b), 0), stopAt(tourOf(first, a), 0)]
  await visit(gone, 'b')
  await visit(been, 'a')
  world.clock.set(new Date('2026-03-02T02:00:00Z'), 1)

  const draft = (await redistribute(first)).json<Plan>()
  expect(shopsIn(tourOf(draft, b))).toEqual([gone.retailerId])
  const stops = tourOf(draft, a).stops
  expect(stops.slice(0, 2).map(({ retailerId }) => retailerId)).toEqual(
    shopsIn(tourOf(first, a)).slice(0, 2),
  )
  expect(stops).toHaveLength(6)
  for (const { arrivesAt } of stops.slice(1))
    expect(Date.parse(arrivesAt)).toBeGreaterThanOrEqual(Date.parse('2026-03-02T02:00:00Z'))
  expect(stopAt(tourOf(await publish(team, draft), b), 0).outcome).toBe('done')
})

test('what no colleague has room for is left out with its reason', async () => {
  const { a, shopsOfB, world } = team
  const first = await planAndPublish(team)
  // Half past four in the afternoon, an hour before the end of the shift.
  world.clock.set(new Date('2026-03-02T08:30:00Z'), 1)
  const draft = (await redistribute(first)).json<Plan>()
  expect(shopsIn(tourOf(draft, a)).length + draft.unassigned.length).toBe(7)
  const left = draft.unassigned.map(({ retailerId }) => retailerId)
  expect(left.length).toBeGreaterThan(0)
  expect(shopsOfB).toEqual(expect.arrayContaining(left))
  for (const { reason } of draft.unassigned) expect(reason).toBe('SHIFT_FULL')
})

test('only the plan in force is redistributed, by whoever plans', async () => {
  const { a, b } = team
  const first = await planAndPublish(team)
  const draft = (await redistribute(first)).json<Plan>()
  expect((await redistribute(draft)).json()).toMatchObject({ code: 'plan-not-published' })
  const asked = { personId: b.personId }
  expect((await a.send('POST', `/plans/${String(first.id)}/redistribute`, asked)).statusCode).toBe(
    403,
  )
})

test('a change by hand after a redistribution marks nothing that the redistribution allowed', async () => {
  const { a, b, boss, shopsOfB } = team
  const first = await planAndPublish(team)
  const draft = (await redistribute(first)).json<Plan>()
  const tour = tourOf(draft, a)
  const stop = tour.stops.find(({ retailerId }) => shopsOfB.includes(retailerId))
  const path = `/plans/${String(draft.id)}/stops/${String(stop?.id)}`
  const move = { revision: draft.revision, tourId: tour.id, position: 0 }
  const moved = (await boss.send('PATCH', path, move)).json<Plan>()
  expect(shopsIn(tourOf(moved, a))[0]).toBe(stop?.retailerId)
  expect(tourOf(moved, a).stops.flatMap(({ violations }) => violations)).toEqual([])
  // Whose own shop it is stays known: given to somebody who has no leave to go there, it is marked.
  const given = { revision: moved.revision, tourId: tourOf(moved, b).id, position: 0 }
  const own = stopAt(tourOf(moved, a), 6)
  const other = `/plans/${String(draft.id)}/stops/${String(own.id)}`
  const wrong = (await boss.send('PATCH', other, given)).json<Plan>()
  const expected = shopsOfB.includes(own.retailerId) ? [] : ['NO_SKILL']
  expect(stopAt(tourOf(wrong, b), 0).violations).toEqual(expected)
})

test('a shop of somebody absent may be given to any colleague by hand', async () => {
  const { a, b, boss } = team
  const first = await planAndPublish(team)
  const draft = (await boss.send('POST', `/plans/${String(first.id)}/draft`)).json<Plan>()
  await boss.send('PUT', `/people/${String(b.personId)}/absences/${MONDAY}`, { reason: 'sick' })
  const stop = stopAt(tourOf(draft, b), 0)
  const path = `/plans/${String(draft.id)}/stops/${String(stop.id)}`
  const move = { revision: draft.revision, tourId: tourOf(draft, a).id, position: 0 }
  const moved = (await boss.send('PATCH', path, move)).json<Plan>()
  expect(stopAt(tourOf(moved, a), 0).violations).toEqual([])
})
