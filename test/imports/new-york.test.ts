import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportBatch } from '../../shared/imports.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { sharedFile } from '../support/shared-data.ts'
import { act, importFile, rowsOf, stage, uploads } from './support/upload.ts'

const areas = sharedFile('nyc/modzcta.geojson')
const shops = sharedFile('nyc/retailers_nyc_2020-11-10_no_names.csv')
const schools = sharedFile('nyc/schools_fy2020_open.csv')
const charges = sharedFile('nyc/unlicensed_violations_2007_2015_no_names.csv')

describe.skipIf(!areas || !shops || !schools || !charges)('the files of New York City', () => {
  let app: TestApp
  let planner: SignedIn
  let areaBatch: ImportBatch
  let shopBatch: ImportBatch

  beforeAll(async () => {
    app = await openTestApp({ ...uploads, TIME_ZONE: 'America/New_York' })
    planner = await app.signInAs('planner', { everything: true })
    areaBatch = await importFile(app, planner, 'areas', areas ?? '', 'modzcta.geojson')
    shopBatch = await importFile(app, planner, 'retailers', shops ?? '', 'retailers.csv')
  })
  afterAll(() => app.close())

  const count = async (text: string) => {
    const { rows } = await sql
      .raw<{ n: number }>(`select count(*) as n from ${text}`)
      .execute(app.db)
    return rows[0]?.n
  }

  test('have 178 areas with their population, guessed without a hand', async () => {
    expect(areaBatch.mapping).toEqual({
      code: ['modzcta'],
      name: ['label'],
      population: ['pop_est'],
      geometry: ['geometry'],
    })
    expect(areaBatch.counts).toMatchObject({ rows: 178, added: 178, refused: 0 })
    const { rows } = await sql<{
      people: number
    }>`select sum(population) as people from area`.execute(app.db)
    expect(rows[0]?.people).toBe(8_443_636)
  })

  test('have 7,129 shops: 2 outside every area, 2 on two areas, 507 that share a point', async () => {
    expect(shopBatch.mapping).toEqual({
      code: ['id'],
      address: ['address'],
      lng: ['lon'],
      lat: ['lat'],
      format: ['vendor_type'],
    })
    expect(shopBatch.counts).toEqual({
      rows: 7129,
      added: 7129,
      changed: 0,
      same: 0,
      refused: 0,
      problems: { 'on-two-areas': 2, 'outside-areas': 2, 'shares-point': 507 },
    })
    expect(await count('retailer where area_id is null')).toBe(2)
    const { rows } = await rowsOf(planner, shopBatch, 'problem=outside-areas')
    expect(rows.map(({ cells }) => cells['id'])).toHaveLength(2)
  })

  test('have 1,842 schools: the 57 lines that repeat one are refused', async () => {
    const batch = await importFile(app, planner, 'places', schools ?? '', 'schools.csv')
    expect(batch.counts).toMatchObject({ rows: 1899, added: 1842, refused: 57 })
    expect(batch.counts?.problems).toEqual({ 'duplicate-in-file': 57 })
    expect(await count(`sensitive_place where kind = 'kindergarten'`)).toBeGreaterThan(10)
  })

  test('have 4,305 charges without a point, on the day they happened in New York', async () => {
    const batch = await importFile(app, planner, 'reports', charges ?? '', 'charges.csv')
    expect(batch.mapping).toMatchObject({
      code: ['RECORD_ID'],
      address: ['BUILDING', 'STREET', 'CITY'],
      occurredAt: ['VIOLATION_DATE'],
      description: ['CHARGE'],
    })
    expect(batch.counts).toMatchObject({ rows: 4306, added: 4305, refused: 1 })
    expect(await count('report where geom is null')).toBe(4305)
    expect(await count(`report_event where to_status = 'submitted' and reason = 'imported'`)).toBe(
      4305,
    )
    const { rows } = await sql<{ address: string; occurredAt: string }>`
      select address, occurred_at as "occurredAt" from report where code = 'PL001042715-ADJC'`.execute(
      app.db,
    )
    expect(rows[0]).toEqual({
      address: '6052 MYRTLE AVE RIDGEWOOD',
      occurredAt: '2007-01-02T05:00:00.000Z',
    })
  })

  test('change nothing when they come a second time', async () => {
    const before = await count('import_change')
    const again = await act(planner, await stage(app, planner, 'retailers', shops ?? ''), 'check')
    expect(again.counts).toMatchObject({ rows: 7129, same: 7129, added: 0, changed: 0 })
    await act(planner, again, 'apply')
    expect(await count('import_change')).toBe(before)
  })
})
