import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RetailerProfile, RetailerWeek, RetailersEdited } from '../../shared/retailers.ts'
import { act, importFile, stage, uploads } from '../imports/support/upload.ts'
import { addPerson, openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { addRetailer, addTeam } from '../support/world.ts'

let world: TestApp
let manager: SignedIn
let stranger: SignedIn
let shops: number[]

beforeAll(async () => {
  world = await openTestApp(uploads)
  const team = await addTeam(world.db)
  const managerId = await addPerson(world.db, 'customer-manager', { teamId: team })
  manager = await world.signInAs('manager', { teamId: team })
  stranger = await world.signInAs('manager', { teamId: await addTeam(world.db) })
  shops = []
  for (const place of [1, 2, 3])
    shops.push(await addRetailer(world.db, [117 + place / 100, 36.1], { managerId }))
})
afterAll(() => world.close())

const edit = (set: Partial<RetailerWeek>, by = manager, retailerIds = shops) =>
  by.send('PATCH', '/retailers', { edits: [{ retailerIds, set }] })
const weekOf = async (id: number | undefined, by = manager) =>
  (await by.get(`/retailers/${String(id)}`)).json<RetailerProfile>().week
const NOTHING = {
  ...{ usualWeekdays: [], closedWeekdays: [], orderWeekday: null, deliveryWeekday: null },
}

test('many shops get their usual weekdays at once, keep what is not named, and get back what they had', async () => {
  const [first = 0, second] = shops
  await edit({ orderWeekday: 3, closedWeekdays: [7] }, manager, [first])
  const edited = (await edit({ usualWeekdays: [4, 2] })).json<RetailersEdited>()
  expect(edited.changed).toBe(3)
  expect(await weekOf(first)).toEqual({
    ...{ usualWeekdays: [2, 4], closedWeekdays: [7], orderWeekday: 3, deliveryWeekday: null },
  })
  expect((await edit({ usualWeekdays: [2, 4] })).json<RetailersEdited>().changed).toBe(0)

  await manager.send('PATCH', '/retailers', { edits: edited.undo })
  expect(await weekOf(first)).toEqual({ ...NOTHING, closedWeekdays: [7], orderWeekday: 3 })
  expect(await weekOf(second)).toEqual(NOTHING)
  await edit(NOTHING)
})

test('the week of a shop outside the scope stays, and a day that there is not is refused', async () => {
  expect((await edit({ usualWeekdays: [1] }, stranger)).json()).toMatchObject({ code: 'not-found' })
  expect((await edit({ usualWeekdays: [8] })).json()).toMatchObject({ code: 'input-invalid' })
  expect((await edit({ orderWeekday: 0 })).json()).toMatchObject({ code: 'input-invalid' })
  expect(await weekOf(shops[0])).toEqual(NOTHING)
})

const file = (...rows: string[]) =>
  `编码,店名,经度,纬度,固定线路,店休日,订货日,送货日\n${rows.join('\n')}\n`
const FIRST = file(
  'W1,店一,165.3,22.3,周二、周四,星期日,三,Fri',
  'W2,店二,165.3,22.3,每周一三五,,,',
  'W3,店三,165.3,22.3,"2,4",,周四,',
)

test('a file says on which days its shops are visited, closed, order and are delivered to', async () => {
  const administrator = await world.signInAs('administrator', { everything: true })
  const idOf = async (code: string) =>
    (await world.db.selectFrom('retailer').select('id').where('code', '=', code).executeTakeFirst())
      ?.id
  const weeks = async () =>
    Promise.all(['W1', 'W2', 'W3'].map(async (code) => weekOf(await idOf(code), administrator)))
  const batch = await importFile(world, administrator, 'retailers', FIRST)
  expect(batch.counts).toMatchObject({ added: 3, refused: 0 })
  const before = await weeks()
  expect(before).toEqual([
    { usualWeekdays: [2, 4], closedWeekdays: [7], orderWeekday: 3, deliveryWeekday: 5 },
    { ...NOTHING, usualWeekdays: [1, 3, 5] },
    { ...NOTHING, usualWeekdays: [2, 4], orderWeekday: 4 },
  ])
  const again = await stage(world, administrator, 'retailers', FIRST)
  expect((await act(administrator, again, 'check')).counts).toMatchObject({ same: 3, changed: 0 })

  const change = await importFile(
    world,
    administrator,
    'retailers',
    '编码,走访日\nW1,\nW2,Monday\n',
  )
  expect(change.counts).toMatchObject({ changed: 2 })
  expect((await weeks()).map(({ usualWeekdays }) => usualWeekdays)).toEqual([[], [1], [2, 4]])
  expect((await weeks())[0]).toMatchObject({ closedWeekdays: [7], orderWeekday: 3 })
  await act(administrator, change, 'undo')
  expect(await weeks()).toEqual(before)
})

test.each(['周八', '8', 'tuna', '周二至周四', '随时'])('%s is no day of the week', async (text) => {
  const administrator = await world.signInAs('administrator', { everything: true })
  const rows = file(`X1,店,165.3,22.3,${text},,,`)
  const batch = await importFile(world, administrator, 'retailers', rows)
  expect(batch.counts).toMatchObject({ added: 0, refused: 1 })
})

test('a shop orders on one day of the week', async () => {
  const administrator = await world.signInAs('administrator', { everything: true })
  const rows = file('X2,店,165.3,22.3,,,周一周二,')
  const batch = await importFile(world, administrator, 'retailers', rows)
  expect(batch.counts).toMatchObject({ added: 0, refused: 1 })
})
