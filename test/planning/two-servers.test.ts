import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Database } from '../../server/platform/database/index.ts'
import type { Horizon } from '../../shared/horizon.ts'
import type { Plan } from '../../shared/planning.ts'
import { addDays, isoWeekday } from '../../shared/time.ts'
import { startBeatline, type Beatline } from '../browser/start-beatline.ts'
import { ask } from '../faults/operator.ts'
import { openTestDatabase } from '../support/database.ts'
import { isShared, urlOf } from '../support/shared-postgres.ts'
import { addBusyTeam } from './support/busy-teams.ts'
import { findFaults } from './support/check-horizon.ts'

vi.setConfig({ testTimeout: 120_000 })

/** A week to come. */
function nextMonday(): string {
  const today = new Date().toISOString().slice(0, 10)
  return addDays(today, 8 - isoWeekday(today))
}

/** Two processes of `beatline serve`, each with a data folder of its own. */
describe.skipIf(!isShared)('two servers on one PostgreSQL', () => {
  const monday = nextMonday()
  let database: Database
  let here: Beatline
  let there: Beatline
  let dayTeam: number
  let weekTeam: number

  beforeAll(async () => {
    database = await openTestDatabase()
    const environment = { DATABASE_URL: await urlOf(database.db) }
    here = await startBeatline(undefined, environment)
    there = await startBeatline(undefined, environment)
    dayTeam = await addBusyTeam(database.db, { people: 12, shopsEach: 100, monday })
    weekTeam = await addBusyTeam(database.db, { people: 6, shopsEach: 110, monday })
  })
  afterAll(async () => {
    for (const beatline of [here, there]) {
      await beatline.stop()
      beatline.remove()
    }
    await database.close()
  })

  const readDay = (at: Beatline, { id }: Plan) => ask<Plan>(at, 'GET', `/plans/${String(id)}`)
  const endDay = (at: Beatline, { id }: Plan) => ask<Plan>(at, 'DELETE', `/plans/${String(id)}/run`)
  /** A day on which every shop is due, so that there is much to gain, improved for a minute. */
  async function improveDay(): Promise<Plan> {
    const day = addDays(monday, 4)
    const first = await ask<Plan>(here, 'POST', '/plans', { teamId: dayTeam, day })
    const { id, revision } = await endDay(here, first)
    return ask<Plan>(here, 'POST', `/plans/${String(id)}/run`, { revision, seconds: 60 })
  }

  const pathOf = ({ id }: Horizon) => `/plans/horizon/${String(id)}`
  const readWeek = (at: Beatline, week: Horizon) => ask<Horizon>(at, 'GET', pathOf(week))
  const endWeek = (at: Beatline, week: Horizon) => ask<Horizon>(at, 'DELETE', `${pathOf(week)}/run`)
  const improveWeek = () =>
    ask<Horizon>(here, 'POST', '/plans/horizon', {
      ...{ teamId: weekTeam, from: monday, days: 5, seconds: 90 },
    })

  test('a day that one improves is watched and ended at the other', async () => {
    const begun = await improveDay()
    const points = async () => (await readDay(there, begun)).run?.best.length ?? 0
    await expect.poll(points, { timeout: 20_000 }).toBeGreaterThan(begun.run?.best.length ?? 0)
    const ended = await endDay(there, begun)
    expect(ended.run).toBeNull()
    expect(await readDay(here, begun)).toEqual(ended)
  })

  test('a week that one improves is watched and ended at the other', async () => {
    const begun = await improveWeek()
    const points = async () => (await readWeek(there, begun)).best.length
    await expect.poll(points, { timeout: 20_000 }).toBeGreaterThan(begun.best.length)
    const ended = await endWeek(there, begun)
    expect(ended).toMatchObject({ run: null, days: begun.days })
    expect(await readWeek(here, begun)).toEqual(ended)
  })

  test('what a server improved that was killed, a day and a week, the other goes on with', async () => {
    const [day, week] = [await improveDay(), await improveWeek()]
    await here.stop('SIGKILL')
    const [shownDay, shownWeek] = [await readDay(there, day), await readWeek(there, week)]

    const pointsOfDay = async () => (await readDay(there, day)).run?.best ?? []
    const before = shownDay.run?.best ?? []
    const isOn = async () => (await pointsOfDay()).length
    await expect.poll(isOn, { timeout: 30_000 }).toBeGreaterThan(before.length)
    expect((await pointsOfDay()).slice(0, before.length)).toEqual(before)
    const pointsOfWeek = async () => (await readWeek(there, week)).best.length
    await expect.poll(pointsOfWeek, { timeout: 30_000 }).toBeGreaterThan(shownWeek.best.length)
    const goesOn = await readWeek(there, week)
    expect(goesOn.best.slice(0, shownWeek.best.length)).toEqual(shownWeek.best)
    expect(goesOn.run?.budget).toBe(90_000)

    expect(await endDay(there, day)).toMatchObject({ run: null, status: 'draft' })
    expect(await endWeek(there, week)).toMatchObject({ run: null, days: week.days })
    const plans = await Promise.all(
      week.days.map(({ planId }) => ask<Plan>(there, 'GET', `/plans/${String(planId)}`)),
    )
    expect(findFaults(plans, { gapOf: () => 3, works: () => true })).toEqual([])
  })
})
