import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { act, importFile, stage, uploads } from './support/upload.ts'

let app: TestApp
let administrator: SignedIn

beforeAll(async () => {
  app = await openTestApp(uploads)
  administrator = await app.signInAs('administrator', { everything: true })
})
afterAll(() => app.close())

const query = async (text: string) => (await sql.raw(text).execute(app.db)).rows
const entrances = () =>
  query(`select e.id, x.code, ST_X(e.geom) as lng, ST_Y(e.geom) as lat
         from retailer_entrance e join retailer x on x.id = e.retailer_id order by e.id`)
const lngsOf = async (code: string) =>
  (await entrances()).flatMap((row) => {
    const { code: of, lng } = row as { code: string; lng: number }
    return of === code ? [lng] : []
  })
const doorsFile = (...rows: [code: string, doors: string][]) =>
  `编码,店名,经度,纬度,出入口\n${rows.map(([code, doors]) => `${code},店,165.3,22.3,${doors}\n`).join('')}`

test('entrances of a shop keep the order of the file, and undo takes them back', async () => {
  const file = doorsFile(['E1', '165.32 22.3; 165.31 22.3'], ['E2', ''])
  const batch = await importFile(app, administrator, 'retailers', file)
  expect(batch.counts).toMatchObject({ added: 2, refused: 0 })
  expect(await lngsOf('E1')).toEqual([165.32, 165.31])
  const before = await entrances()
  const check = async (text: string) =>
    act(administrator, await stage(app, administrator, 'retailers', text), 'check')
  expect((await check(file)).counts).toMatchObject({ same: 2, changed: 0 })

  const turned = await importFile(
    app,
    administrator,
    'retailers',
    doorsFile(['E1', '165.31 22.3; 165.32 22.3; 165.33 22.3'], ['E2', '165.3 22.31']),
  )
  expect(turned.counts).toMatchObject({ changed: 2 })
  expect(await lngsOf('E1')).toEqual([165.31, 165.32, 165.33])
  expect(await lngsOf('E2')).toEqual([165.3])
  await act(administrator, turned, 'undo')
  expect(await entrances()).toEqual(before)

  await act(administrator, batch, 'undo')
  expect(await entrances()).toEqual([])
})

test('a shorter list of entrances takes the others away, and a file without the column none', async () => {
  const file = doorsFile(['E1', '165.32 22.3; 165.31 22.3'], ['E2', '165.3 22.31'])
  await importFile(app, administrator, 'retailers', file)
  const before = await entrances()
  const named = await importFile(app, administrator, 'retailers', '编码,店名\nE1,店一\n')
  expect(named.counts).toMatchObject({ changed: 1 })
  expect(await entrances()).toEqual(before)

  const fewer = await importFile(
    app,
    administrator,
    'retailers',
    '编码,出入口\nE1,165.32 22.3\nE2,\n',
  )
  expect(fewer.counts).toMatchObject({ changed: 2 })
  expect(await lngsOf('E1')).toEqual([165.32])
  expect(await lngsOf('E2')).toEqual([])
  await act(administrator, fewer, 'undo')
  expect(await entrances()).toEqual(before)
})

test('entrances are converted like the point of the shop, and what are no points is refused', async () => {
  const pair = '121.4737,31.2304'
  const text = `编码,店名,经度,纬度,店门\nG1,店,${pair},${pair.replace(',', ' ')}\nG2,店,${pair},大门朝南\n`
  const staged = await stage(app, administrator, 'retailers', text)
  const batch = await act(administrator, staged, 'check', { datum: 'GCJ-02' })
  expect(batch.counts).toMatchObject({
    added: 1,
    refused: 1,
    problems: { 'coordinates-invalid': 1 },
  })
  await act(administrator, batch, 'apply')
  expect(
    await query(`select ST_Equals(e.geom, x.geom) as same, ST_X(e.geom) < 121.47 as converted
                 from retailer_entrance e join retailer x on x.id = e.retailer_id where x.code = 'G1'`),
  ).toEqual([{ same: true, converted: true }])
})
