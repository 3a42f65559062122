import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { App } from '../../server/app.ts'
import type { Horizon } from '../../shared/horizon.ts'
import type { Plan } from '../../shared/planning.ts'
import { addDays } from '../../shared/time.ts'
import { findFaults } from './support/check-horizon.ts'
import { askNode, openOtherNode } from './support/other-node.ts'
import { eachTestHasASmallTeam, MONDAY } from './support/small-team.ts'
import { addBusyDistricts } from './support/watched-run.ts'

const team = eachTestHasASmallTeam()
let there: App
beforeAll(async () => {
  there = await openOtherNode(team)
})
afterAll(() => there.http.close())

/** A week that there is much to gain in. */
async function planBusyWeek(seconds = 60): Promise<Horizon> {
  await addBusyDistricts(team, 60)
  const { boss, teamId } = team
  const answer = await boss.send('POST', '/plans/horizon', {
    ...{ teamId, from: MONDAY, days: 5, seconds },
  })
  if (answer.statusCode !== 202) throw new Error(answer.body)
  return answer.json()
}

const pathOf = ({ id }: Horizon) => `/plans/horizon/${String(id)}`
const read = (app: App, horizon: Horizon) => askNode<Horizon>(app, team, 'GET', pathOf(horizon))
const end = (app: App, horizon: Horizon, query = '') =>
  askNode<Horizon>(app, team, 'DELETE', `${pathOf(horizon)}/run${query}`)
const plansOf = (app: App, { days }: Horizon) =>
  Promise.all(days.map(({ planId }) => askNode<Plan>(app, team, 'GET', `/plans/${String(planId)}`)))
const onWeekdays = { gapOf: () => 3, works: () => true }

test('a week being improved is seen from another node, and ended there', async () => {
  const begun = await planBusyWeek()
  const seen = await read(there, begun)
  expect(seen.run).toMatchObject({ people: 2, budget: 60_000 })
  expect(seen.best[0]).toEqual(begun.best[0])
  const ended = await end(there, begun)
  expect(ended.run).toBeNull()
  expect(ended.days).toEqual(begun.days)
  expect(await read(team.world.app, begun)).toEqual(ended)
  const last = team.world.heard.filter(({ event }) => event === 'plan:improved').at(-1)
  expect(last?.payload[0]).toMatchObject({ state: 'done' })
})

test('discarded from another node it leaves no draft', async () => {
  const begun = await planBusyWeek()
  expect(await end(there, begun, '?discard=true')).toMatchObject({ run: null, days: [] })
})

/** As a node that broke down leaves a run. */
function breakDown({ id }: Horizon, best?: 'nothing shown') {
  return sql`
    update horizon set over_at = null, alive_at = now(), node = ${randomUUID()},
      best = case when ${best === undefined} then best else '[]' end
    where id = ${id}`.execute(team.world.db)
}

async function endedWeek(): Promise<Horizon> {
  const begun = await planBusyWeek()
  return end(team.world.app, begun)
}

test('drafts that were just being added when their node broke down are removed', async () => {
  const week = await endedWeek()
  await breakDown(week, 'nothing shown')
  const app = await startAgain()
  await expect
    .poll(() => read(app, week), { timeout: 15_000 })
    .toMatchObject({
      ...{ run: null, days: [] },
    })
  await app.http.close()
})

test('a week in which a holiday was put since is left as it was shown', async () => {
  const week = await endedWeek()
  const shown = await plansOf(there, week)
  await breakDown(week)
  await team.world.db
    .insertInto('calendar_day')
    .values({ day: addDays(MONDAY, 2), working: false, name: '清明' })
    .execute()
  const app = await startAgain()
  await expect.poll(async () => (await read(app, week)).run, { timeout: 15_000 }).toBeNull()
  expect(await plansOf(app, week)).toEqual(shown)
  await app.http.close()
})

/** On PostgreSQL the lease of a node that broke down must run out first. */
const startAgain = () => openOtherNode(team)

test('a server closed in mid-week, and started again, shows what was shown and goes on from there', async () => {
  const begun = await planBusyWeek()
  await team.world.app.http.close()
  const left = await read(there, begun)
  expect(left.best.slice(0, begun.best.length)).toEqual(begun.best)
  const app = await startAgain()
  const cost = async () => (await read(app, begun)).best.at(-1)?.cost
  const before = left.best.at(-1)?.cost ?? Number.NaN
  await expect.poll(cost, { timeout: 30_000 }).toBeLessThan(before)
  expect((await read(app, begun)).best.slice(0, left.best.length)).toEqual(left.best)
  const ended = await end(app, begun)
  expect(ended.run).toBeNull()
  const plans = await plansOf(app, begun)
  expect(findFaults(plans, onWeekdays)).toEqual([])
  await app.http.close()
})
