import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlanImprovement } from '../../shared/live.ts'
import type { Plan } from '../../shared/planning.ts'
import { buildApp, type App } from '../../server/app.ts'
import { createBus } from '../../server/platform/bus.ts'
import { connect, listen } from '../live/support.ts'
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
  there = await anotherNode()
})
afterAll(() => there.http.close())

/** Another server over the same database, like a second node, or the first started anew. */
async function anotherNode(): Promise<App> {
  const { config, db, clock } = team.world
  return buildApp({ config, db, clock, bus: createBus(), operatorToken: 'of another node' })
}

async function ask(app: App, method: 'GET' | 'DELETE' | 'PATCH', path: string, payload?: object) {
  const headers = {
    cookie: team.boss.cookie,
    host: 'beatline.test',
    origin: 'http://beatline.test',
  }
  const url = `/api/v1/plans${path}`
  const answer = await app.http.inject({ method, url, headers, ...(payload ? { payload } : {}) })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json<Plan>()
}

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

test('an edit on another node ends the run here and is made on its best', async () => {
  await addBusyDistricts(team)
  const first = await startPlan(team)
  const tour = tourOf(first, team.a)
  const { id, retailerId } = stopAt(tour, 1)
  const move = { revision: first.revision, tourId: tour.id, position: 0, retailerId }
  const edited = await ask(there, 'PATCH', `/${String(first.id)}/stops/${String(id)}`, move)
  expect(edited.run).toBeNull()
  expect(shopsIn(tourOf(edited, team.a))[0]).toBe(retailerId)
  expect(await ask(team.world.app, 'GET', `/${String(first.id)}`)).toEqual(edited)
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

test('what a node that broke down improved is improved by nobody once it has started again', async () => {
  const plan = await makePlan(team)
  // As such a node leaves it.
  const best = JSON.stringify([{ elapsed: 0, cost: 1, ...totalsOf(plan) }])
  const run = { plan_id: plan.id, budget_millis: 600_000, resumed: false, best }
  await team.world.db.insertInto('plan_run').values(run).execute()
  expect((await ask(there, 'GET', `/${String(plan.id)}`)).run).not.toBeNull()
  const again = await anotherNode()
  await again.http.ready()
  expect(await ask(again, 'GET', `/${String(plan.id)}`)).toEqual(plan)
  await again.http.close()
})

test('a server closed in mid-run, and started again, shows what was shown last', async () => {
  await addBusyDistricts(team)
  const { id } = await startPlan(team)
  const shown = await nextNews(team, id, 'improving')
  await team.world.app.http.close()
  const last = newsOf(team, id).at(-1)
  expect(last).toMatchObject({ state: 'done' })
  expect(last?.revision).toBeGreaterThanOrEqual(shown.revision)
  const again = await anotherNode()
  const plan = await ask(again, 'GET', `/${String(id)}`)
  expect(plan).toMatchObject({ run: null, revision: last?.revision, status: 'draft' })
  await again.http.close()
})
