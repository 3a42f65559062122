import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Horizon } from '../../shared/horizon.ts'
import type { Plan } from '../../shared/planning.ts'
import { ensureDefaultPolicies } from '../../server/planning/index.ts'
import { importFile, uploads } from '../imports/support/upload.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { sharedFile } from '../support/shared-data.ts'
import { addTeam } from '../support/world.ts'
import { findFaults } from './support/check-horizon.ts'

const shops = sharedFile('nyc/retailers_nyc_2020-11-10_no_names.csv')
/** A Monday, 08:00 in New York. */
const MONDAY = '2026-03-02'
const EIGHT = new Date('2026-03-02T13:00:00Z')
const PEOPLE = 12

describe.skipIf(!shops)('a borough of New York City as a territory', { timeout: 120_000 }, () => {
  let app: TestApp
  let boss: SignedIn
  let teamId: number

  beforeAll(async () => {
    app = await openTestApp({ ...uploads, TIME_ZONE: 'America/New_York' })
    app.clock.set(EIGHT, 1)
    await ensureDefaultPolicies(app.db)
    const planner = await app.signInAs('planner', { everything: true })
    await importFile(app, planner, 'retailers', shops ?? '', 'retailers.csv')
    teamId = await addTeam(app.db)
    boss = await app.signInAs('manager', { teamId })
    for (let person = 0; person < PEOPLE; person++)
      await app.signInAs('customer-manager', { teamId })
    await handOut(app, teamId)
  }, 120_000)
  afterAll(() => app.close())

  test('is planned: what is due is in one tour or left out for a reason, and nobody works late', async () => {
    const answer = await boss.send('POST', '/plans', { teamId, day: MONDAY })
    expect(answer.statusCode).toBe(201)
    const { tours, unassigned, travelSource } = answer.json<Plan>()
    expect(travelSource).toBe('estimate')
    expect(tours).toHaveLength(PEOPLE)
    const served = tours.flatMap(({ stops }) => stops)
    const shopIds = [...served, ...unassigned].map(({ retailerId }) => retailerId)
    expect(new Set(shopIds).size).toBe(shopIds.length)
    // Nobody was ever visited: the whole borough is due, far more than a day holds.
    expect(shopIds).toHaveLength(await count(app, teamId))
    expect(served.length).toBeGreaterThan(PEOPLE * 15)
    expect(served.flatMap(({ violations }) => violations)).toEqual([])
    // Strips of a few kilometres: nobody is on the way for half the day.
    for (const tour of tours) expect(tour.travelSeconds).toBeLessThan(4 * 3600)
  })

  test('is planned for a week: no shop is owed in vain, visits keep their distance, nobody works late', async () => {
    const body = { teamId, from: MONDAY, days: 5, seconds: 10 }
    const answer = await boss.send('POST', '/plans/horizon', body)
    expect(answer.statusCode).toBe(202)
    const { id, days } = answer.json<Horizon>()
    expect(days).toHaveLength(5)
    await boss.send('DELETE', `/plans/horizon/${String(id)}/run`)
    const plans: Plan[] = []
    for (const { planId } of days)
      plans.push((await boss.get(`/plans/${String(planId)}`)).json<Plan>())
    expect(findFaults(plans, { gapOf: () => 3, works: () => true })).toEqual([])
    const placed = plans.flatMap(({ tours }) => tours.flatMap(({ stops }) => stops))
    const left = plans.flatMap(({ unassigned }) => unassigned)
    const shops = new Set([...placed, ...left].map(({ retailerId }) => retailerId))
    expect(shops.size).toBe(await count(app, teamId))
    expect(placed.length).toBeGreaterThan(5 * PEOPLE * 15)
  })
})

/** Brooklyn's shops to the team's people, in strips from west to east. */
async function handOut({ db }: TestApp, teamId: number): Promise<void> {
  await sql`
    with people as (
      select id, row_number() over (order by id) - 1 as place from person
      where team_id = ${teamId} and role = 'customer-manager'
    ), shops as (
      select id, ntile(${PEOPLE}) over (order by ST_X(geom)) - 1 as strip from retailer
      where address like '%BROOKLYN%' or geom && ST_MakeEnvelope(-74.04, 40.57, -73.86, 40.70, 4326)
    )
    update retailer set manager_id = people.id from people, shops
    where shops.strip = people.place and retailer.id = shops.id`.execute(db)
}

async function count({ db }: TestApp, teamId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from retailer join person on person.id = retailer.manager_id
    where person.team_id = ${teamId}`.execute(db)
  return rows[0]?.n ?? Number.NaN
}
