import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Installation } from '../../shared/auth.ts'
import type { RoadState } from '../../shared/roads.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'

let world: TestApp
let administrator: SignedIn
beforeAll(async () => {
  world = await openTestApp()
  administrator = await world.signInAs('administrator', { everything: true })
})
afterAll(() => world.close())

/** A whole city is imported and contracted here, on a machine that may be busy. */
const patience = 600_000

const installation = async () =>
  (await world.inject({ url: '/api/v1/installation' })).json<Installation>()
const roads = async () => (await administrator.get('/roads')).json<RoadState>()

async function loadDemo(): Promise<Installation> {
  const answer = await world.inject({ method: 'POST', url: '/api/v1/demo', payload: {} })
  expect(answer.statusCode).toBe(202)
  await expect
    .poll(installation, { timeout: patience, interval: 500 })
    .toMatchObject({ loading: null })
  return installation()
}

async function count(table: 'area' | 'retailer' | 'plan' | 'visit' | 'report'): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from ${sql.table(table)}`.execute(world.db)
  return rows[0]?.n ?? -1
}

test(
  'a demo city that cannot be planned is taken back whole, its streets and base map too',
  async () => {
    await sql`create function refuse_plan() returns trigger language plpgsql as
      $$ begin raise exception 'no plan today'; end $$`.execute(world.db)
    await sql`create trigger refuse_plan before insert on plan
      for each row execute function refuse_plan()`.execute(world.db)
    const { demo, loadingFailed } = await loadDemo()
    await sql`drop function refuse_plan cascade`.execute(world.db)

    expect([demo, loadingFailed !== null]).toEqual([false, true])
    expect(await Promise.all([count('retailer'), count('visit'), count('report')])).toEqual([
      0, 0, 0,
    ])
    expect(await roads()).toMatchObject({ state: 'empty', data: null })
    expect((await administrator.get('/tiles/base')).json()).toMatchObject({ kind: 'none' })
  },
  patience,
)

test(
  'the demo city is loaded with streets, a base map, and tours that follow the streets',
  async () => {
    expect(await loadDemo()).toMatchObject({ demo: true, loadingFailed: null })
    const { state, data } = await roads()
    expect([state, data?.fileName]).toEqual(['ready', 'demo-city.osm'])
    for (const { profile, restrictionsIgnored, cutKilometres } of data?.profiles ?? [])
      expect([profile, restrictionsIgnored, cutKilometres]).toEqual([profile, 0, 0])
    expect((await administrator.get('/tiles/base')).json()).toMatchObject({
      kind: 'vector',
      schema: 'shortbread',
    })
    const { rows } = await sql`select distinct travel_source from plan`.execute(world.db)
    expect(rows).toEqual([{ travel_source: 'roads' }])
  },
  patience,
)
