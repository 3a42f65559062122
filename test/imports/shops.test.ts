import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { addArea } from '../support/world.ts'
import { act, importFile, rowsOf, stage, uploads } from './support/upload.ts'

let app: TestApp
let planner: SignedIn
let manager: number

beforeEach(async () => {
  app = await openTestApp(uploads)
  planner = await app.signInAs('planner', { everything: true })
  const rep = await app.signInAs('customer-manager')
  manager = rep.personId
  await sql`update person set code = 'M1' where id = ${manager}`.execute(app.db)
})
afterEach(() => app.close())

/** Every row of a table as the database itself writes it, geometry in hex. */
const dump = async (table: string) => {
  const { rows } = await sql
    .raw<{ row: string }>(`select t::text as row from ${table} t order by 1`)
    .execute(app.db)
  return rows.map(({ row }) => row)
}

const first = `客户编码,店名,经营地址,经度,纬度,档位,业态,客户经理编码,许可证号,有效期起,有效期至
A1,甲,一号,165.01,22.01,12,食杂店,M1,999900000001,2024-01-01,2028-12-31
A2,乙,二号,165.02,22.02,25,便利店,M1,999900000002,2024-01-01,2028-12-31
`

test('rows are added, and refused with their line and reason', async () => {
  const text = `${first}A3,丙,三号,22.03,165.03,12,食杂店,M1,,,
A1,again,一号,165.01,22.01,12,食杂店,M1,,,
A4,丁,四号,165.04,22.04,31,食杂店,M1,,,
A5,戊,五号,165.05,22.05,3,食杂店,NOBODY,,,
A6,己,六号,,,3,食杂店,M1,,,
,庚,七号,165.07,22.07,3,食杂店,M1,,,
A8,辛,八号,165.08,22.08,3,食杂店,M1,,,,overflow
A9,壬,九号,165.09,22.09,3,渔具店,M1,,2024-01-01,2023-01-01
`
  const batch = await act(planner, await stage(app, planner, 'retailers', text), 'check')
  expect(batch.counts).toMatchObject({ rows: 10, added: 2, refused: 8 })
  const { rows } = await rowsOf(planner, batch, 'outcome=refused')
  expect(rows.map(({ line, problems }) => [line, ...problems.map(({ code }) => code)])).toEqual([
    [4, 'coordinates-swapped'],
    [5, 'duplicate-in-file'],
    [6, 'number-out-of-range'],
    [7, 'reference-unknown'],
    [8, 'coordinates-missing'],
    [9, 'value-missing'],
    [10, 'row-malformed'],
    [11, 'value-unknown', 'date-invalid'],
  ])
  expect(rows[3]?.problems).toEqual([
    { code: 'reference-unknown', field: 'managerCode', value: 'NOBODY' },
  ])
  expect(await dump('retailer')).toEqual([])

  await act(planner, batch, 'apply')
  expect(await dump('retailer')).toHaveLength(2)
  expect(await dump('licence')).toHaveLength(2)
  expect(app.heard.map(({ event }) => event)).toContain('retailers:changed')
})

test('the same file again changes nothing, not even what caches go by', async () => {
  await importFile(app, planner, 'retailers', first)
  const version = await dump('setting')
  const again = await importFile(app, planner, 'retailers', first)
  expect(again.counts).toMatchObject({ same: 2, added: 0, changed: 0, refused: 0 })
  expect(await dump('setting')).toEqual(version)
})

test('a file with code and tier alone changes the tier alone, and says from what to what', async () => {
  await importFile(app, planner, 'retailers', first)
  const batch = await importFile(app, planner, 'retailers', '客户编码,档位\nA1,13档\nA2,25\n')
  expect(batch.counts).toMatchObject({ changed: 1, same: 1 })
  const { rows } = await rowsOf(planner, batch, 'outcome=changed')
  expect(rows).toMatchObject([{ line: 2, changes: { tier: ['12', '13'] } }])
  const { rows: shops } =
    await sql`select code, tier, name, manager_id from retailer order by code`.execute(app.db)
  expect(shops).toEqual([
    { code: 'A1', tier: 13, name: '甲', manager_id: manager },
    { code: 'A2', tier: 25, name: '乙', manager_id: manager },
  ])
})

test('a new permit of a shop changes the shop row though the shop is the same', async () => {
  await importFile(app, planner, 'retailers', first)
  const batch = await importFile(
    app,
    planner,
    'retailers',
    '客户编码,许可证号,有效期起,有效期至\nA1,999900000001,2029-01-01,2033-12-31\n',
  )
  expect(batch.counts).toMatchObject({ changed: 1 })
  const { rows } =
    await sql`select number, valid_from from licence order by number, valid_from`.execute(app.db)
  expect(rows).toEqual([
    { number: '999900000001', valid_from: '2024-01-01' },
    { number: '999900000001', valid_from: '2029-01-01' },
    { number: '999900000002', valid_from: '2024-01-01' },
  ])
})

test('columns chosen by hand count, and a second check forgets the first', async () => {
  const text = 'a,b,c,d\nX1,甲,165,22\n'
  const batch = await stage(app, planner, 'retailers', text)
  expect(batch.mapping).toEqual({})
  const mapping = { code: ['a'], name: ['b'], lng: ['d'], lat: ['c'] }
  const wrong = await act(planner, batch, 'check', { mapping })
  expect(wrong.counts).toMatchObject({ refused: 1, problems: { 'coordinates-swapped': 1 } })
  const right = await act(planner, batch, 'check', {
    mapping: { ...mapping, lng: ['c'], lat: ['d'] },
  })
  expect(right.counts).toMatchObject({ refused: 0, added: 1, problems: {} })
})

test('a pair in GCJ-02 is converted once and kept as it was', async () => {
  const text = 'code,name,lng,lat\nB1,甲,116.41364225378803,39.90560334316507\n'
  const staged = await stage(app, planner, 'retailers', text)
  await act(planner, await act(planner, staged, 'check', { datum: 'GCJ-02' }), 'apply')
  const { rows } = await sql<Record<string, number | string>>`
    select ST_X(geom) as lng, ST_Y(geom) as lat, source_datum, source_lng, source_lat from retailer`.execute(
    app.db,
  )
  expect(rows[0]).toMatchObject({ source_datum: 'GCJ-02', source_lng: 116.41364225378803 })
  expect(rows[0]?.['lng']).toBeCloseTo(116.4074, 6)
  expect(rows[0]?.['lat']).toBeCloseTo(39.9042, 6)
})

describe('undo', () => {
  test('takes away what was added and puts back what was changed, to the last byte', async () => {
    await importFile(app, planner, 'retailers', first)
    const before = [await dump('retailer'), await dump('licence')]
    const second = `客户编码,店名,经度,纬度,档位,许可证号,有效期起,有效期至
A1,甲甲,165.0123456789012,22.0198765432101,1,999900000001,2024-01-01,2029-12-31
A7,新,165.07,22.07,5,999900000007,2024-01-01,2029-12-31
`
    const batch = await importFile(app, planner, 'retailers', second)
    expect(batch.counts).toMatchObject({ changed: 1, added: 1 })
    expect([await dump('retailer'), await dump('licence')]).not.toEqual(before)
    const undone = await act(planner, batch, 'undo')
    expect(undone.status).toBe('undone')
    expect([await dump('retailer'), await dump('licence')]).toEqual(before)
  })

  test('is refused while a row was changed by somebody since, and changes nothing then', async () => {
    const batch = await importFile(app, planner, 'retailers', first)
    await sql`update retailer set tier = 1 where code = 'A1'`.execute(app.db)
    const before = await dump('retailer')
    const answer = await planner.send('POST', `/imports/${String(batch.id)}/undo`)
    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({
      code: 'import-undo-conflict',
      detail: 'retailer: 1 changed since, 0 used since',
    })
    expect(await dump('retailer')).toEqual(before)
  })

  test('is refused while a later visit speaks of an added shop', async () => {
    const batch = await importFile(app, planner, 'retailers', first)
    await sql`
      insert into visit (id, retailer_id, person_id, arrived_at)
      select gen_random_uuid(), id, ${manager}, now() from retailer where code = 'A2'`.execute(
      app.db,
    )
    const answer = await planner.send('POST', `/imports/${String(batch.id)}/undo`)
    expect(answer.json()).toMatchObject({ detail: 'retailer: 0 changed since, 1 used since' })
  })

  test('goes from the last file to the first, and a shop keeps its area in between', async () => {
    const shops = await importFile(app, planner, 'retailers', first)
    const square = (west: number) => ({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { code: 'C1', name: '一' },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [west, 22],
                [west + 0.015, 22],
                [west + 0.015, 22.1],
                [west, 22.1],
                [west, 22],
              ],
            ],
          },
        },
      ],
    })
    const inside = async () => {
      const { rows } = await sql<{ code: string }>`
        select r.code from retailer r join area a on a.id = r.area_id order by 1`.execute(app.db)
      return rows.map(({ code }) => code)
    }
    const areas = await importFile(app, planner, 'areas', JSON.stringify(square(165)))
    expect(await inside()).toEqual(['A1'])
    const moved = await importFile(app, planner, 'areas', JSON.stringify(square(165.015)))
    expect(moved.counts).toMatchObject({ changed: 1 })
    expect(await inside()).toEqual(['A2'])
    const past =
      await sql`select code, valid_to is null as current from area order by valid_from`.execute(
        app.db,
      )
    expect(past.rows).toEqual([
      { code: 'C1', current: false },
      { code: 'C1', current: true },
    ])

    await act(planner, moved, 'undo')
    expect(await inside()).toEqual(['A1'])
    await act(planner, areas, 'undo')
    expect(await inside()).toEqual([])
    expect(await dump('area')).toEqual([])
    await act(planner, shops, 'undo')
    expect(await dump('retailer')).toEqual([])
  })
})

test('shops on a shared border lie in the area with the lowest id, and are listed', async () => {
  const west = await addArea(app.db, [165, 22, 0.1])
  await addArea(app.db, [165.1, 22, 0.1])
  await addArea(app.db, [165, 22, 0.5], { kind: 'district' })
  const text =
    'code,name,lng,lat\nE1,border,165.1,22.05\nE2,outside,166,22\nE3,district only,165.4,22.4\n'
  const batch = await importFile(app, planner, 'retailers', text)
  expect(batch.counts?.problems).toEqual({ 'on-two-areas': 1, 'outside-areas': 1 })
  const { rows } = await sql`select code, area_id from retailer order by code`.execute(app.db)
  expect(rows).toEqual([
    { code: 'E1', area_id: west },
    { code: 'E2', area_id: null },
    { code: 'E3', area_id: west + 2 },
  ])
})

test('a file that fails half way leaves nothing', async () => {
  const batch = await act(planner, await stage(app, planner, 'retailers', first), 'check')
  // Whatever it is that the check cannot foresee.
  await sql`alter table licence add constraint refuse_all check (number <> '999900000002')`.execute(
    app.db,
  )
  try {
    const answer = await planner.send('POST', `/imports/${String(batch.id)}/apply`)
    expect(answer.json()).toMatchObject({
      status: 409,
      code: 'import-conflict',
      detail: 'licence: refuse_all',
    })
    expect([await dump('retailer'), await dump('licence'), await dump('import_change')]).toEqual([
      [],
      [],
      [],
    ])
    expect((await planner.get(`/imports/${String(batch.id)}`)).json()).toMatchObject({
      status: 'checked',
    })
  } finally {
    await sql`alter table licence drop constraint refuse_all`.execute(app.db)
  }
})
