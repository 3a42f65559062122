import { expect, test } from 'vitest'
import type { VisitPolicy } from '../../shared/planning.ts'
import { addTeam } from '../support/world.ts'
import {
  eachTestHasASmallTeam,
  makePlan,
  MONDAY,
  planAndPublish,
  stopAt,
  tourOf,
} from './support/small-team.ts'
import { plainRhythm } from '../support/plain-rhythm.ts'

const team = eachTestHasASmallTeam()

test("another team's manager sees and changes nothing of a plan", async () => {
  const { world, teamId } = team
  const plan = await makePlan(team)
  const stranger = await world.signInAs('manager', { teamId: await addTeam(world.db) })
  const named = { status: 403, code: 'scope-forbidden' }
  const hidden = { status: 404, code: 'not-found' }
  const query = `teamId=${String(teamId)}&day=${MONDAY}`
  expect((await stranger.get(`/due?${query}`)).json()).toMatchObject(named)
  expect((await stranger.get(`/plans?${query}`)).json()).toMatchObject(named)
  expect((await stranger.send('POST', '/plans', { teamId, day: MONDAY })).json()).toMatchObject(
    named,
  )

  const path = `/plans/${String(plan.id)}`
  const tour = tourOf(plan, team.a)
  const stop = `${path}/stops/${String(stopAt(tour, 0).id)}`
  const { revision } = plan
  const move = { revision, tourId: tour.id, position: 0 }
  const attempts = [
    stranger.get(path),
    stranger.send('POST', `${path}/publish`, { revision }),
    stranger.send('POST', `${path}/optimise`, { revision }),
    stranger.send('POST', `${path}/draft`),
    stranger.send('POST', `${path}/stops`, { ...move, retailerId: 1 }),
    stranger.send('PATCH', stop, move),
    stranger.send('DELETE', `${stop}?revision=${String(revision)}`),
  ]
  for (const answer of await Promise.all(attempts)) expect(answer.json()).toMatchObject(hidden)
  expect((await team.boss.get(path)).json()).toEqual(plan)
})

test('plans published for a day are those of the own teams', async () => {
  const { world, boss } = team
  const plan = await planAndPublish(team)
  const stranger = await world.signInAs('supervisor', { teamId: await addTeam(world.db) })
  const all = await world.signInAs('planner', { everything: true })
  const path = `/plans/published?day=${MONDAY}`
  expect((await stranger.get(path)).json()).toEqual([])
  expect((await boss.get(path)).json()).toEqual([plan])
  expect((await all.get(path)).json()).toEqual([plan])
})

test('a supervisor sees plans and does not make them', async () => {
  const { world, teamId } = team
  const plan = await planAndPublish(team)
  const supervisor = await world.signInAs('supervisor', { teamId })
  expect((await supervisor.get(`/plans/${String(plan.id)}`)).statusCode).toBe(200)
  const made = await supervisor.send('POST', '/plans', { teamId, day: MONDAY })
  expect(made.json()).toMatchObject({ status: 403, code: 'role-forbidden' })
})

test("a customer manager's day shows the own published tour and no draft", async () => {
  const { a } = team
  await makePlan(team)
  expect((await a.get('/my/day')).json()).toEqual({
    ...{ day: MONDAY, planId: null, tour: null, partner: null },
  })
  const plan = await planAndPublish(team)
  expect((await a.get(`/my/day?day=${MONDAY}`)).json()).toEqual({
    ...{ day: MONDAY, planId: plan.id, tour: tourOf(plan, a), partner: null },
  })
  expect((await a.get('/my/day?day=2026-03-03')).json()).toMatchObject({ planId: null })
  expect((await a.get(`/plans/${String(plan.id)}`)).json()).toMatchObject({
    code: 'role-forbidden',
  })
})

test('a team that does not exist gets no plan', async () => {
  const boss = await team.world.signInAs('manager', { everything: true })
  const answer = await boss.send('POST', '/plans', { teamId: 99, day: MONDAY })
  expect(answer.json()).toMatchObject({ status: 404, code: 'not-found' })
})

test('publishing is written into the audit log', async () => {
  const plan = await planAndPublish(team)
  const log = await team.world.db.selectFrom('audit_log').selectAll().execute()
  expect(log).toMatchObject([
    { action: 'plan:publish', subject: String(plan.id), person_id: team.boss.personId },
  ])
})

const policy = {
  ...{ name: 'all', tierFrom: 1, tierTo: 30, intervalDays: 10, minGapDays: 2 },
  ...{ serviceMinutes: 12, windowStart: '09:00', windowEnd: '17:00' },
  ...plainRhythm,
} satisfies Omit<VisitPolicy, 'id'>

/** Policies are the whole installation's. */
const chief = () => team.world.signInAs('manager', { everything: true })

test('a manager of one team does not change what all teams plan by', async () => {
  const answer = await team.boss.send('PUT', '/visit-policies', { policies: [policy] })
  expect(answer.json()).toMatchObject({ status: 403, code: 'scope-forbidden' })
  expect((await team.boss.get('/visit-policies')).json()).toHaveLength(3)
})

test('of two who replace the policies at once, one has the last word', async () => {
  const by = await chief()
  const put = (name: string) =>
    by.send('PUT', '/visit-policies', { policies: [{ ...policy, name }] })
  await Promise.all(['a', 'b', 'c', 'd'].map(put))
  expect((await by.get('/visit-policies')).json()).toHaveLength(1)
})

test('visit policies begin with three defaults and are replaced as a whole', async () => {
  const boss = await chief()
  const before = (await boss.get('/visit-policies')).json<VisitPolicy[]>()
  expect(
    before.map(({ tierFrom, tierTo, intervalDays }) => [tierFrom, tierTo, intervalDays]),
  ).toEqual([
    [21, 30, 7],
    [11, 20, 14],
    [1, 10, 28],
  ])
  const after = await boss.send('PUT', '/visit-policies', { policies: [policy] })
  expect(after.json()).toMatchObject([policy])
  expect((await boss.get('/visit-policies')).json()).toEqual(after.json())
})

test.each([
  { wrong: { tierFrom: 20, tierTo: 10 }, why: 'tiers upside down' },
  { wrong: { windowStart: '12:00', windowEnd: '12:00' }, why: 'an empty window' },
  { wrong: { serviceMinutes: 0 }, why: 'a visit of no length' },
])('policies with $why are refused as a whole', async ({ wrong }) => {
  const boss = await chief()
  const before = (await boss.get('/visit-policies')).json<VisitPolicy[]>()
  const policies = [policy, { ...policy, name: 'wrong', ...wrong }]
  const answer = await boss.send('PUT', '/visit-policies', { policies })
  expect(answer.json()).toMatchObject({ status: 400, code: 'input-invalid' })
  expect((await boss.get('/visit-policies')).json()).toEqual(before)
})
