import { access, mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import writeXlsxFile from 'write-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { act, importFile, rowsOf, stage, upload } from './support/upload.ts'

let app: TestApp
let planner: SignedIn
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'beatline-imports-'))
  app = await openTestApp({ DATA_DIR: dataDir, MAX_UPLOAD_MB: '1' })
  planner = await app.signInAs('planner', { everything: true })
})
afterAll(() => app.close())

const header = '客户编码,店名,经度,纬度'

describe('a file', () => {
  test('from Chinese Windows is read as GB18030', async () => {
    // "客户编码,店名,经度,纬度" and "A1,澜江烟酒店,165,22", as Windows in Chinese writes them.
    const bytes = Buffer.from(
      'bfcdbba7b1e0c2eb2cb5eac3fb2cbeadb6c82cceb3b6c80a41312cc0bdbdadd1ccbec6b5ea2c3136352c32320a',
      'hex',
    )
    const batch = await stage(app, planner, 'retailers', bytes)
    expect(batch).toMatchObject({
      encoding: 'gb18030',
      columns: ['客户编码', '店名', '经度', '纬度'],
    })
    expect(batch.sample).toEqual([{ 客户编码: 'A1', 店名: '澜江烟酒店', 经度: '165', 纬度: '22' }])
  })

  test('with a byte order mark, tabs and quoted line breaks keeps its rows apart', async () => {
    const text = '\uFEFFcode\tname\tlng\tlat\r\n\r\nA1\t"two\nlines"\t165\t22\r\nA2\tb\t165\t22\r\n'
    const batch = await stage(app, planner, 'retailers', text)
    expect(batch.columns).toEqual(['code', 'name', 'lng', 'lat'])
    const { rows } = await rowsOf(planner, batch)
    expect(rows.map(({ line, cells }) => [line, cells['name']])).toEqual([
      [3, 'two\nlines'],
      [4, 'b'],
    ])
  })

  test('that is a workbook gives its first sheet, dates as they are shown', async () => {
    const workbook = await writeXlsxFile([
      ['客户编码', '店名', '经度', '纬度', '有效期至', '许可证号'].map((value) => ({
        value,
        type: String,
      })),
      [
        { value: 1001, type: Number },
        { value: '澜江便利店', type: String },
        { value: 165.01, type: Number },
        { value: 22.02, type: Number },
        { value: new Date('2027-03-01T00:00:00Z'), type: Date, format: 'yyyy/mm/dd' },
        { value: '999900000001', type: String },
      ],
    ]).toBuffer()
    const batch = await importFile(app, planner, 'retailers', workbook, 'shops.xlsx')
    expect(batch.counts).toMatchObject({ rows: 1, added: 1, refused: 0 })
    const found = await planner.get('/retailers?q=1001')
    expect(found.json()).toMatchObject({
      rows: [
        {
          code: '1001',
          at: [165.01, 22.02],
          licenceNumber: '999900000001',
          licenceValidTo: '2027-03-01',
        },
      ],
    })
  })

  test('of GeoJSON points gives shops', async () => {
    const collection = {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { code: 'G1', name: '一' },
          geometry: { type: 'Point', coordinates: [165.5, 22.5] },
        },
      ],
    }
    const batch = await importFile(
      app,
      planner,
      'retailers',
      JSON.stringify(collection),
      'shops.geojson',
    )
    expect(batch.mapping).toMatchObject({ lng: ['lng'], lat: ['lat'] })
    expect(batch.counts).toMatchObject({ added: 1 })
  })

  test.each([
    ['is empty', '', 'import-empty'],
    ['has a header only', header, 'import-empty'],
    [
      'is no zip though it begins like one',
      Buffer.from('PK\x03\x04 but then nothing of the kind'),
      'import-unreadable',
    ],
    ['is JSON but no features', '{"type":"Topology"}', 'import-unreadable'],
    ['is binary', Buffer.from([0x4d, 0x5a, 0, 0, 1, 2]), 'import-unreadable'],
  ])('that %s is refused and leaves nothing', async (_, content, code) => {
    const before = (await planner.get('/imports')).json<unknown[]>().length
    const answer = await upload(app, planner, 'retailers', content)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code })
    expect((await planner.get('/imports')).json<unknown[]>()).toHaveLength(before)
  })

  test('above the limit is refused', async () => {
    const answer = await upload(app, planner, 'retailers', `${header}\n${'x'.repeat(1_100_000)}`)
    expect(answer.statusCode).toBe(413)
    expect(answer.json()).toMatchObject({ code: 'input-too-large' })
  })

  test('is not kept on the disk', async () => {
    await access(join(dataDir, 'uploads/tmp'))
    expect(await readdir(join(dataDir, 'uploads/tmp'))).toEqual([])
  })
})

describe('who may import', () => {
  test.each(['supervisor', 'customer-manager', 'inspector'] as const)(
    'is not the %s',
    async (role) => {
      const other = await app.signInAs(role, { everything: true })
      const answer = await upload(app, other, 'retailers', header)
      expect(answer.json()).toMatchObject({ code: 'role-forbidden' })
    },
  )
  test('is nobody of one team only', async () => {
    const manager = await app.signInAs('manager')
    expect((await upload(app, manager, 'retailers', header)).json()).toMatchObject({
      code: 'scope-forbidden',
    })
  })
  test('is the administrator alone where people are concerned', async () => {
    const file = 'code,name,role\nP1,林舟,客户经理\n'
    expect((await upload(app, planner, 'people', file)).json()).toMatchObject({
      code: 'role-forbidden',
    })
    const administrator = await app.signInAs('administrator', { everything: true })
    const batch = await stage(app, administrator, 'people', file)
    expect((await planner.get(`/imports/${String(batch.id)}/rows`)).json()).toMatchObject({
      code: 'role-forbidden',
    })
    expect(
      (await planner.get('/imports')).json<{ kind: string }[]>().map(({ kind }) => kind),
    ).not.toContain('people')
  })
})

describe('a staged file', () => {
  test('can be thrown away until it is applied', async () => {
    const batch = await stage(app, planner, 'retailers', `${header}\nD1,甲,165,22\n`)
    expect((await planner.send('DELETE', `/imports/${String(batch.id)}`)).statusCode).toBe(204)
    expect((await planner.get(`/imports/${String(batch.id)}`)).json()).toMatchObject({
      code: 'not-found',
    })
  })
  test('is not applied before it is checked, nor twice, nor undone before', async () => {
    const batch = await stage(app, planner, 'retailers', `${header}\nD2,甲,165,22\n`)
    const send = async (what: string) =>
      (await planner.send('POST', `/imports/${String(batch.id)}/${what}`, {})).json<{
        code?: string
      }>().code
    expect(await send('apply')).toBe('import-not-checked')
    expect(await send('undo')).toBe('import-not-applied')
    await act(planner, batch, 'check')
    expect(await send('apply')).toBeUndefined()
    expect(await send('apply')).toBe('import-applied')
    expect(await send('check')).toBe('import-applied')
  })
  test('with a mapping that fits neither fields nor columns is refused by name', async () => {
    const batch = await stage(app, planner, 'retailers', `${header}\nD3,甲,165,22\n`)
    const check = (mapping: object) =>
      planner.send('POST', `/imports/${String(batch.id)}/check`, { mapping })
    expect((await check({ colour: ['店名'] })).json()).toMatchObject({
      code: 'import-mapping-unknown',
      detail: 'colour',
    })
    expect((await check({ code: ['nowhere'] })).json()).toMatchObject({
      code: 'import-mapping-unknown',
      detail: 'nowhere',
    })
    expect((await check({ name: ['店名'] })).json()).toMatchObject({
      code: 'import-mapping-incomplete',
      detail: 'code',
    })
  })
})
