import { beforeEach, expect, test } from 'vitest'
import type { MyDay, Plan, VisitPolicy } from '../../shared/planning.ts'
import type { SignedIn } from '../support/app.ts'
import { addTeam } from '../support/world.ts'
import { planDays } from './support/planned-week.ts'
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
let inspector: SignedIn

beforeEach(async () => {
  inspector = await team.world.signInAs('inspector', { teamId: team.teamId })
})

const goAlong = (leader: SignedIn, companion: SignedIn | null, by = team.boss) =>
  by.send('PUT', `/people/${String(leader.personId)}/companion`, {
    companionId: companion?.personId ?? null,
  })

/** From now on all visits are for two. */
async function visitInPairs(): Promise<void> {
  const chief = await team.world.signInAs('manager', { everything: true })
  const saved = (await chief.get('/visit-policies')).json<VisitPolicy[]>()
  const policies = saved.map(({ id: _, ...policy }) => ({ ...policy, pair: true }))
  expect((await chief.send('PUT', '/visit-policies', { policies })).statusCode).toBe(200)
}
const absent = (person: SignedIn, day = MONDAY) =>
  team.boss.send('PUT', `/people/${String(person.personId)}/absences/${day}`, { reason: 'sick' })
const dayOf = async (person: SignedIn) => (await person.get(`/my/day?day=${MONDAY}`)).json<MyDay>()
const [TUESDAY, FRIDAY] = ['2026-03-03', '2026-03-06']
const reasonsOf = ({ unassigned }: Plan) => [...new Set(unassigned.map(({ reason }) => reason))]

test('visits for two go to who has a companion, and the others say why not', async () => {
  await visitInPairs()
  expect((await goAlong(team.a, inspector)).statusCode).toBe(204)
  const plan = await makePlan(team)
  expect(shopsIn(tourOf(plan, team.a)).toSorted()).toEqual(team.shopsOfA)
  expect(tourOf(plan, team.a).companion).toEqual({ personId: inspector.personId, seenAt: null })
  expect(shopsIn(tourOf(plan, team.b))).toEqual([])
  expect(plan.unassigned.map(({ retailerId }) => retailerId).toSorted()).toEqual(team.shopsOfB)
  expect(reasonsOf(plan)).toEqual(['NEEDS_PAIR'])
})

test('a companion who is absent makes no pair', async () => {
  await visitInPairs()
  await goAlong(team.a, inspector)
  await absent(inspector)
  // Without visits for anybody there is no tour to publish, but there is a plan that says why.
  const plan = await makePlan(team)
  expect(plan.tours.flatMap(shopsIn)).toEqual([])
  expect(reasonsOf(plan)).toEqual(['NEEDS_PAIR'])
})

test('a visit for two that is given to one person by hand is marked, not refused', async () => {
  await visitInPairs()
  await goAlong(team.a, inspector)
  const plan = await makePlan(team)
  const stop = stopAt(tourOf(plan, team.a), 0)
  const answer = await team.boss.send(
    'PATCH',
    `/plans/${String(plan.id)}/stops/${String(stop.id)}`,
    { revision: plan.revision, tourId: tourOf(plan, team.b).id, position: 0 },
  )
  const moved = answer.json<Plan>()
  expect(stopAt(tourOf(moved, team.b), 0).violations.toSorted()).toEqual(['NEEDS_PAIR', 'NO_SKILL'])
  expect(stopAt(tourOf(moved, team.a), 0).violations).toEqual([])
})

test('both phones show the tour with the other, are told of it, and say when it was seen', async () => {
  await goAlong(team.a, inspector)
  const plan = await planAndPublish(team)
  const [told] = team.world.heard.filter(({ event }) => event === 'plan:published')
  expect(told?.to.personIds).toEqual(
    expect.arrayContaining([team.a.personId, team.b.personId, inspector.personId]),
  )
  const [leading, along] = [await dayOf(team.a), await dayOf(inspector)]
  expect(along.tour).toEqual(leading.tour)
  expect(along.tour?.personId).toBe(team.a.personId)
  expect(leading.partner).not.toBeNull()
  expect(along.partner).not.toEqual(leading.partner)
  expect((await dayOf(team.b)).partner).toBeNull()

  await inspector.send('PUT', `/my/plans/${String(plan.id)}/receipt`)
  const seen = tourOf((await team.boss.get(`/plans/${String(plan.id)}`)).json<Plan>(), team.a)
  expect(seen.seenAt).toBeNull()
  expect(seen.companion?.seenAt).not.toBeNull()
})

test('who goes along may check in at a stop of the tour, and it counts as visited', async () => {
  await goAlong(team.a, inspector)
  const plan = await planAndPublish(team)
  const stop = stopAt(tourOf(plan, team.a), 0)
  const checkIn = { id: crypto.randomUUID(), retailerId: stop.retailerId, stopId: stop.id }
  const arrivedAt = new Date(team.world.clock.now()).toISOString()
  const answer = await inspector.send('POST', '/visits', { ...checkIn, arrivedAt })
  expect(answer.statusCode).toBeLessThan(300)
  expect(stopAt((await dayOf(team.a)).tour ?? tourOf(plan, team.a), 0).outcome).toBe('open')
})

test('whose companion is another from now on is told when the day is published again', async () => {
  await goAlong(team.a, inspector)
  await planAndPublish(team)
  await goAlong(team.a, null)
  await publish(team, await makePlan(team))
  expect((await dayOf(inspector)).tour).toBeNull()
  const told = team.world.heard.filter(({ event }) => event === 'plan:published').at(-1)
  expect(told?.to.personIds).toContain(inspector.personId)
})

test('over several days a visit for two waits for a day on which the companion works', async () => {
  await visitInPairs()
  await goAlong(team.a, inspector)
  for (const day of [MONDAY, TUESDAY, FRIDAY]) await absent(inspector, day)
  const plans = await planDays(team, 5)
  const daysOf = (shops: readonly number[]) =>
    plans.flatMap(({ day, tours }) =>
      tours.flatMap(shopsIn).flatMap((shop) => (shops.includes(shop) ? [day] : [])),
    )
  expect(daysOf(team.shopsOfA)).toHaveLength(4)
  for (const day of daysOf(team.shopsOfA)) expect(['2026-03-04', '2026-03-05']).toContain(day)
  expect(daysOf(team.shopsOfB)).toEqual([])
  expect(plans.flatMap(reasonsOf)).toContain('NEEDS_PAIR')
})

test('a companion is an inspector whom one may see, and goes with one person', async () => {
  const { a, b, boss, world } = team
  const stranger = await world.signInAs('inspector', { teamId: await addTeam(world.db) })
  const codeOf = async (...of: Parameters<typeof goAlong>) =>
    (await goAlong(...of)).json<{ code: string }>().code
  expect(await codeOf(a, b)).toBe('input-invalid')
  expect(await codeOf(inspector, inspector)).toBe('input-invalid')
  expect(await codeOf(a, stranger)).toBe('not-found')
  const otherBoss = await world.signInAs('manager', { teamId: await addTeam(world.db) })
  expect(await codeOf(a, inspector, otherBoss)).toBe('not-found')
  await goAlong(a, inspector)
  expect(await codeOf(b, inspector)).toBe('companion-taken')
  await goAlong(a, null, boss)
  expect((await goAlong(b, inspector)).statusCode).toBe(204)
})
