import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ImportBatch, ImportKind } from '../../shared/imports.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { act, importFile, rowsOf, stage, uploads } from './support/upload.ts'

let app: TestApp
let administrator: SignedIn
beforeEach(async () => {
  app = await openTestApp(uploads)
  administrator = await app.signInAs('administrator', { everything: true })
})
afterEach(() => app.close())

const check = async (kind: ImportKind, text: string) =>
  act(administrator, await stage(app, administrator, kind, text), 'check')

/** Line, code, field and value of each refused row's problems. */
async function refusals(batch: ImportBatch) {
  const { rows } = await rowsOf(administrator, batch, 'outcome=refused')
  return rows.flatMap(({ line, problems }) =>
    problems.map(({ code, field, value }) => [line, code, field, value]),
  )
}

const people = async () => {
  const { rows } = await sql<{ code: string; login: string | null }>`
    select code, login from person where code like 'P_' order by code`.execute(app.db)
  return rows.map(({ code, login }) => [code, login])
}

const first = 'code,name,role,login\nP1,林舟,customer-manager,linzhou\n'

test('a login that somebody has, in the file or already, is refused by its row', async () => {
  await importFile(app, administrator, 'people', first)
  const text = `code,name,role,login
P1,林舟,customer-manager,linzhou
P2,陈溪,inspector,linzhou
P3,周岚,inspector,zhoulan
P4,吴江,inspector,zhoulan
P5,郑河,inspector,
`
  const batch = await importFile(app, administrator, 'people', text)
  expect(await refusals(batch)).toEqual([
    [3, 'value-taken', 'login', 'linzhou'],
    [5, 'value-taken', 'login', 'zhoulan'],
  ])
  expect(await people()).toEqual([
    ['P1', 'linzhou'],
    ['P3', 'zhoulan'],
    ['P5', null],
  ])
})

test('a login taken between check and apply leaves all as it was; the next check says whose row it is', async () => {
  const batch = await check('people', `${first}P2,陈溪,inspector,chenxi\n`)
  await sql`insert into person (code, name, role, login) values ('P9', '何川', 'planner', 'chenxi')`.execute(
    app.db,
  )
  const answer = await administrator.send('POST', `/imports/${String(batch.id)}/apply`)
  expect(answer.json()).toMatchObject({
    status: 409,
    code: 'import-conflict',
    detail: 'person: person_login_key',
  })
  expect(await people()).toEqual([['P9', 'chenxi']])
  expect(await refusals(await act(administrator, batch, 'check'))).toEqual([
    [3, 'value-taken', 'login', 'chenxi'],
  ])
})

test('an undo that would give back a login that another has now is refused, and changes nothing', async () => {
  await importFile(app, administrator, 'people', first)
  const batch = await importFile(app, administrator, 'people', 'code,login\nP1,lin.zhou\n')
  await importFile(
    app,
    administrator,
    'people',
    'code,name,role,login\nP2,林洲,inspector,linzhou\n',
  )
  const answer = await administrator.send('POST', `/imports/${String(batch.id)}/undo`)
  expect(answer.json()).toMatchObject({ status: 409, code: 'import-undo-conflict' })
  expect(await people()).toEqual([
    ['P1', 'lin.zhou'],
    ['P2', 'linzhou'],
  ])
})

test('a shift that would end before it begins is refused, whichever of the two the file names', async () => {
  await importFile(app, administrator, 'people', first)
  const batch = await check('people', 'code,shiftStart\nP1,18:00\n')
  expect(await refusals(batch)).toEqual([[2, 'date-invalid', 'shiftEnd', undefined]])
})

test('an area named twice in a list is granted once', async () => {
  await importFile(
    app,
    administrator,
    'people',
    'code,name,role,areaCodes\nP1,林舟,manager,"*;*"\n',
  )
  const { rows } = await sql`select area_id from person_scope s join person p on p.id = s.person_id
                             where p.code = 'P1'`.execute(app.db)
  expect(rows).toEqual([{ area_id: null }])
})

test('a permit that two shops of a file claim, or that ends before it is known to begin, is refused', async () => {
  const header = 'code,name,lng,lat,licenceNo,licenceFrom,licenceTo\n'
  const shops = await importFile(
    app,
    administrator,
    'retailers',
    `${header}A1,甲,165,22,999900000001,2024-01-01,2028-12-31
A2,乙,165,22.1,999900000001,2024-01-01,2028-12-31
A3,丙,165,22.2,999900000003,2024-01-01,2028-12-31
A4,丁,165,22.3,999900000003,2029-01-01,2033-12-31
`,
  )
  expect(await refusals(shops)).toEqual([
    [3, 'value-taken', 'licenceNo', '999900000001 2024-01-01'],
  ])
  const ends = await check('retailers', 'code,licenceNo,licenceTo\nA1,999900000001,2023-12-31\n')
  expect(await refusals(ends)).toEqual([[2, 'date-invalid', 'licenceTo', '2023-12-31']])
})
