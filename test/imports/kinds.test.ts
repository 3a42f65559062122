import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Parts } from '../../server/platform/http.ts'
import { importRows } from '../../server/imports/index.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { addRetailer } from '../support/world.ts'
import { act, importFile, rowsOf, stage, uploads } from './support/upload.ts'

let app: TestApp
let administrator: SignedIn
let parts: Parts

beforeAll(async () => {
  app = await openTestApp(uploads)
  administrator = await app.signInAs('administrator', { everything: true })
  parts = { config: app.config, db: app.db, clock: app.clock, announce: app.bus.announce }
  await addRetailer(app.db, [165, 22], { code: 'S1' })
})
afterAll(() => app.close())

const query = async (text: string) => (await sql.raw(text).execute(app.db)).rows

const square = (west: number, south = 22) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, south],
      [west + 1, south],
      [west + 1, south + 1],
      [west, south + 1],
      [west, south],
    ],
  ],
})

test('areas find their parent wherever it stands in the file, and crossed rings are repaired', async () => {
  const bowTie = {
    type: 'Polygon' as const,
    coordinates: [
      [
        [10, 10],
        [11, 11],
        [11, 10],
        [10, 11],
        [10, 10],
      ],
    ],
  }
  const feature = (properties: object, geometry: object) => ({
    type: 'Feature',
    properties,
    geometry,
  })
  const file = {
    type: 'FeatureCollection',
    features: [
      feature(
        { code: 'C1', name: '单元一', kind: 'cell', parentCode: 'D1', population: 0 },
        square(165),
      ),
      feature({ code: 'D1', name: '一区', kind: 'district', population: null }, square(165)),
      feature({ code: 'C2', kind: 'cell', parentCode: 'NONE' }, square(166)),
      feature({ code: 'C3', kind: 'cell' }, bowTie),
    ],
  }
  const batch = await importFile(app, administrator, 'areas', JSON.stringify(file))
  expect(batch.counts).toMatchObject({
    added: 3,
    refused: 1,
    problems: { 'reference-unknown': 1, 'geometry-repaired': 1 },
  })
  expect(
    await query(`select a.code, a.name, p.code as parent, a.population, ST_IsValid(a.geom) as valid
                 from area a left join area p on p.id = a.parent_id order by a.code`),
  ).toEqual([
    { code: 'C1', name: '单元一', parent: 'D1', population: 0, valid: true },
    { code: 'C3', name: 'C3', parent: null, population: null, valid: true },
    { code: 'D1', name: '一区', parent: null, population: null, valid: true },
  ])
  const again = await act(
    administrator,
    await stage(app, administrator, 'areas', JSON.stringify(file)),
    'check',
  )
  expect(again.counts).toMatchObject({ same: 3, refused: 1 })
})

test('people come with their team, their start and what they may see, and never with a password', async () => {
  const text = `code,name,role,teamCode,teamName,areaCodes,login,startLng,startLat,shiftStart,shiftEnd
P1,林舟,customer-manager,T1,一队,D1,linzhou,165.1,22.1,8:30,17:30
P2,陈溪,supervisor,T1,一队,"D1;C1",,,,,
P3,周岚,manager,,,*,,,,,
P4,吴江,planner,,,,,,,,
P5,郑河,inspector,T1,一队,NOWHERE,,,,,
`
  const batch = await importFile(app, administrator, 'people', text)
  expect(batch.counts).toMatchObject({ added: 4, refused: 1, problems: { 'reference-unknown': 1 } })
  expect(
    await query(`select p.code, t.name as team, p.password_hash as hash, p.shift_start::text as shift,
                        (select count(*) from person_scope s where s.person_id = p.id) as grants,
                        exists (select from person_scope s where s.person_id = p.id and s.area_id is null) as everything
                 from person p left join team t on t.id = p.team_id where p.code like 'P_' order by 1`),
  ).toEqual([
    { code: 'P1', team: '一队', hash: null, shift: '08:30:00', grants: 1, everything: false },
    { code: 'P2', team: '一队', hash: null, shift: '08:30:00', grants: 2, everything: false },
    { code: 'P3', team: null, hash: null, shift: '08:30:00', grants: 1, everything: true },
    { code: 'P4', team: null, hash: null, shift: '08:30:00', grants: 0, everything: false },
  ])
  const again = await act(administrator, await stage(app, administrator, 'people', text), 'check')
  expect(again.counts).toMatchObject({ same: 4, changed: 0 })
})

test('a team that gets another name changes its people rows', async () => {
  const batch = await importFile(
    app,
    administrator,
    'people',
    'code,teamCode,teamName\nP1,T1,第一队\n',
  )
  expect(batch.counts).toMatchObject({ changed: 1 })
  expect(await query(`select name from team where code = 'T1'`)).toEqual([{ name: '第一队' }])
  await act(administrator, batch, 'undo')
  expect(await query(`select name from team where code = 'T1'`)).toEqual([{ name: '一队' }])
})

test('gates of a school are replaced by those of the file, and put back by undo', async () => {
  const row = { code: 'K1', name: '小学', kind: '小学', lng: 165.2, lat: 22.2 }
  const request = { kind: 'places', fileName: 'schools', datum: 'WGS-84', personId: null } as const
  await importRows(parts, {
    ...request,
    rows: [
      {
        ...row,
        gates: [
          [165.2, 22.2],
          [165.21, 22.2],
        ],
      },
    ],
  })
  const before = await query('select * from sensitive_place_gate order by id')
  expect(before).toHaveLength(2)
  const batch = await importRows(parts, {
    ...request,
    rows: [
      {
        ...row,
        gates: [
          [165.21, 22.2],
          [165.22, 22.2],
        ],
      },
    ],
  })
  expect(batch.counts).toMatchObject({ changed: 1 })
  expect(await query('select ST_X(geom) as lng from sensitive_place_gate order by 1')).toEqual([
    { lng: 165.21 },
    { lng: 165.22 },
  ])
  await act(administrator, batch, 'undo')
  expect(await query('select * from sensitive_place_gate order by id')).toEqual(before)
})

test('visits come with what was observed, once', async () => {
  const rows = [
    {
      retailerCode: 'S1',
      personCode: 'P1',
      arrivedAt: '2026-11-02T09:00:00+08:00',
      leftAt: '2026-11-02T09:12:00+08:00',
      outcome: 'done',
      observations: { stockCartons: 12, satisfaction: 4, priceIndex: 1.02 },
    },
  ]
  const request = {
    kind: 'visits',
    fileName: 'visits',
    rows,
    datum: 'WGS-84',
    personId: null,
  } as const
  const batch = await importRows(parts, request)
  expect(batch.status).toBe('applied')
  expect(
    await query(
      `select v.arrived_at as at, o.name, o.value from visit v join observation o on o.visit_id = v.id order by 2`,
    ),
  ).toEqual([
    { at: '2026-11-02T01:00:00.000Z', name: 'priceIndex', value: 1.02 },
    { at: '2026-11-02T01:00:00.000Z', name: 'satisfaction', value: 4 },
    { at: '2026-11-02T01:00:00.000Z', name: 'stockCartons', value: 12 },
  ])
  expect((await importRows(parts, request)).counts).toMatchObject({ same: 1 })
  const more = [{ ...rows[0], observations: { stockCartons: 9 } }]
  const changed = await importRows(parts, { ...request, rows: more })
  expect(changed.counts).toMatchObject({ changed: 1 })
  await act(administrator, changed, 'undo')
  expect(await query(`select value from observation where name = 'stockCartons'`)).toEqual([
    { value: 12 },
  ])
  await act(administrator, batch, 'undo')
  expect(await query('select from visit')).toEqual([])
})

test('a report that comes again in another state gets a step in its chain and a new revision', async () => {
  const row = {
    code: 'R1',
    kind: '无证摊点',
    lng: 165.5,
    lat: 22.5,
    description: '流动摊',
    occurredAt: '2026-11-01 10:00',
  }
  const request = { kind: 'reports', fileName: 'reports', datum: 'WGS-84', personId: null } as const
  await importRows(parts, { ...request, rows: [row] })
  const batch = await importRows(parts, { ...request, rows: [{ ...row, status: '已受理' }] })
  expect(batch.counts).toMatchObject({ changed: 1 })
  expect(
    await query('select from_status, to_status, reason from report_event order by id'),
  ).toEqual([
    { from_status: null, to_status: 'submitted', reason: 'imported' },
    { from_status: 'submitted', to_status: 'accepted', reason: 'imported' },
  ])
  expect(
    await query(
      `select r.kind, r.revision, r.channel, a.code as area from report r join area a on a.id = r.area_id`,
    ),
  ).toEqual([{ kind: 'unlicensed-stall', revision: 2, channel: 'import', area: 'C1' }])
})

test('rows of this process with a refused one are not imported, unless that is allowed', async () => {
  const rows = [
    { code: 'Q1', name: '一', lng: 165, lat: 22 },
    { code: 'Q2', name: '二', lng: 0, lat: 0 },
  ]
  const request = {
    kind: 'retailers',
    fileName: 'rows',
    rows,
    datum: 'WGS-84',
    personId: null,
  } as const
  await expect(importRows(parts, request)).rejects.toThrow(/1 rows refused.*coordinates-invalid/)
  expect(await query(`select from retailer where code like 'Q_'`)).toHaveLength(0)
  const batch = await importRows(parts, { ...request, allowRefused: true })
  expect(await rowsOf(administrator, batch, 'outcome=refused')).toMatchObject({
    total: 1,
    rows: [{ line: 2 }],
  })
  expect(await query(`select code from retailer where code like 'Q_'`)).toEqual([{ code: 'Q1' }])
})
