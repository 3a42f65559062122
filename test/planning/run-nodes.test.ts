import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlanImprovement } from '../../shared/live.ts'
import type { Plan } from '../../shared/planning.ts'
import type { App } from '../../server/app.ts'
import { createBus } from '../../server/platform/bus.ts'
import { connect, listen } from '../live/support.ts'
import { askNode, openOtherNode } from './support/other-node.ts'
import { eachTestHasASmallTeam, makePlan, shopsIn, stopAt, tourOf } from './support/small-team.ts'
import {
  addBusyDistricts,
  newsOf,
  nextNews,
  startPlan,
  totalsOf,
  untilOver,
} from './support/watched-run.ts'

const team = eachTestHasASmallTeam()
let there: App
beforeAll(async () => {
  there = await openOtherNode(team)
})
afterAll(() => there.http.close())

const ask = (app: App, method: 'GET' | 'DELETE' | 'PATCH', path: string, body?: object) =>
  askNode<Plan>(app, team, method, `/plans${path}`, body)

test('a run is seen from another node, and ended there', async () => {
  await addBusyDistricts(team)
  const { id } = await startPlan(team)
  const seen = await ask(there, 'GET', `/${String(id)}`)
  expect(seen.run?.best.at(-1)).toMatchObject(totalsOf(seen))
  const ended = await ask(there, 'DELETE', `/${String(id)}/run`)
  expect(ended.run).toBeNull()
  expect(newsOf(team, id).at(-1)).toMatchObject({ state: 'done', revision: ended.revision })
  expect(await ask(team.world.app, 'GET', `/${String(id)}`)).toEqual(ended)
})

test('an edit on another node ends the run here, is made on its best, and the search goes on there', async () => {
  await addBusyDistricts(team)
  const first = await startPlan(team)
  const tour = tourOf(first, team.a)
  const { id, retailerId } = stopAt(tour, 1)
  const move = { revision: first.revision, tourId: tour.id, position: 0, retailerId }
  const edited = await ask(there, 'PATCH', `/${String(first.id)}/stops/${String(id)}`, move)
  expect(shopsIn(tourOf(edited, team.a))).toContain(retailerId)
  // The search goes on from the edit, on the node that took it.
  expect(edited.run).not.toBeNull()
  const ended = await ask(there, 'DELETE', `/${String(first.id)}/run`)
  expect(ended.run).toBeNull()
  expect(shopsIn(tourOf(ended, team.a))).toContain(retailerId)
  expect(await ask(team.world.app, 'GET', `/${String(first.id)}`)).toEqual(ended)
})

test('people at desks hear of a run over the socket, people in the field do not', async () => {
  const address = await listen(team.world)
  const desk = await connect(address, { cookie: team.boss.cookie })
  const field = await connect(address, { cookie: team.a.cookie })
  const heard: [string, PlanImprovement][] = []
  desk.on('plan:improved', (news) => heard.push(['desk', news]))
  field.on('plan:improved', (news) => heard.push(['field', news]))
  const published = new Promise((resolve) => {
    field.on('plan:published', resolve)
  })
  const { id } = await startPlan(team)
  const { revision } = await untilOver(team, id)
  await team.boss.send('POST', `/plans/${String(id)}/publish`, { revision })
  // What was sent before it has arrived by then.
  await published
  await expect.poll(() => heard.at(-1)?.[1].state, { timeout: 5000 }).toBe('done')
  expect(new Set(heard.map(([who]) => who))).toEqual(new Set(['desk']))
  expect(heard.map(([, news]) => news)).toEqual(newsOf(team, id))
  desk.disconnect()
  field.disconnect()
})

/** Started anew; tells of what becomes of a plan. */
async function startAgain(planId: number) {
  const bus = createBus()
  const news: PlanImprovement[] = []
  bus.subscribe(({ event, payload: [first] }) => {
    const told = first as PlanImprovement
    if (event === 'plan:improved' && told.planId === planId) news.push(told)
  })
  const app = await openOtherNode(team, bus)
  const over = () => expect.poll(() => news.at(-1)?.state, { timeout: 15_000 }).toBe('done')
  return { app, news, over }
}

test('what a node that broke down improved is improved on once it has started again, and can be undone', async () => {
  await addBusyDistricts(team)
  const first = await startPlan(team)
  const before = await ask(there, 'DELETE', `/${String(first.id)}/run`)
  const path = `/${String(before.id)}`
  const worse = await makeWorse(before)
  // As such a node leaves it.
  const point = { elapsed: 0, cost: 1e9, ...totalsOf(worse) }
  const run = { plan_id: before.id, budget_millis: 3000, resumed: true, best: asJson([point]) }
  const node = randomUUID()
  await team.world.db
    .insertInto('plan_run')
    .values({ ...run, node, before: asJson(before) })
    .execute()
  expect((await ask(there, 'GET', path)).run).not.toBeNull()
  const { app, news, over } = await startAgain(before.id)
  await expect.poll(() => news.at(-1)?.state, { timeout: 15_000 }).toBe('improving')
  const improved = await ask(app, 'GET', path)
  expect(totalsOf(improved).metres).toBeLessThan(totalsOf(worse).metres)
  const restored = await ask(app, 'DELETE', `${path}/run?undo=true`)
  await over()
  expect(totalsOf(restored)).toEqual(totalsOf(before))
  await app.http.close()
})

const asJson = (value: unknown) => JSON.stringify(value)

/** Turns the first tour round by hand, so that there is something to gain. */
async function makeWorse(plan: Plan): Promise<Plan> {
  let changed = plan
  for (const position of [6, 5, 4, 3, 2, 1]) {
    const tour = tourOf(changed, team.a)
    const move = { revision: changed.revision, tourId: tour.id, position: 0 }
    const path = `/${String(plan.id)}/stops/${String(stopAt(tour, position).id)}`
    changed = await ask(there, 'PATCH', path, move)
  }
  return changed
}

test('what nobody went on with for long is over when a server starts', async () => {
  const plan = await makePlan(team)
  const best = asJson([{ elapsed: 0, cost: 1, ...totalsOf(plan) }])
  const longAgo = new Date(Date.now() - 3_600_000).toISOString()
  const run = { plan_id: plan.id, budget_millis: 600_000, resumed: false, best, alive_at: longAgo }
  await team.world.db.insertInto('plan_run').values(run).execute()
  const { app, news } = await startAgain(plan.id)
  expect(await ask(app, 'GET', `/${String(plan.id)}`)).toEqual(plan)
  expect(news).toEqual([])
  await app.http.close()
})

test('a server closed in mid-run, and started again, shows what was shown last and goes on from there', async () => {
  await addBusyDistricts(team)
  const { id } = await startPlan(team)
  const shown = await nextNews(team, id, 'improving')
  await team.world.app.http.close()
  const last = newsOf(team, id).at(-1)
  expect(last?.state).toBe('improving')
  expect(last?.revision).toBeGreaterThanOrEqual(shown.revision)
  const left = await ask(there, 'GET', `/${String(id)}`)
  expect(left).toMatchObject({ revision: last?.revision, status: 'draft' })
  const { app, news, over } = await startAgain(id)
  await over()
  const plan = await ask(app, 'GET', `/${String(id)}`)
  expect(plan).toMatchObject({ run: null, revision: news.at(-1)?.revision, status: 'draft' })
  expect(left.run?.best.at(-1)?.cost).toBeDefined()
  expect(totalsOf(plan).unassigned).toBeLessThanOrEqual(totalsOf(left).unassigned)
  await app.http.close()
})
