import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../server/platform/database/index.ts'
import { addPerson, openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { othersWait } from '../support/others-wait.ts'
import { addRetailer, addTeam } from '../support/world.ts'

let world: TestApp
let chief: SignedIn
let manager: number
let shops: [number, number]

beforeAll(async () => {
  world = await openTestApp()
  const team = await addTeam(world.db)
  chief = await world.signInAs('administrator', { everything: true })
  manager = await addPerson(world.db, 'customer-manager', { teamId: team })
  const shop = (lng: number) => addRetailer(world.db, [lng, 36], { managerId: manager })
  shops = [await shop(117), await shop(118)]
})
afterAll(() => world.close())

const closeShop = (db: Db, id: number) =>
  sql`update retailer set status = 'closed' where id = ${id}`.execute(db)

/** As an import does, which writes its shops slice by slice. */
async function whileShopsAreWritten(other: () => ReturnType<SignedIn['send']>): Promise<number> {
  const answer = await world.db.transaction().execute(async (trx) => {
    await closeShop(trx, shops[0])
    const waiting = other()
    await othersWait(trx)
    await closeShop(trx, shops[1])
    await sql`update retailer set manager_id = ${chief.personId} where id = any(${shops}::integer[])`.execute(
      trx,
    )
    await sql`update retailer set manager_id = ${manager} where id = any(${shops}::integer[])`.execute(
      trx,
    )
    return { waiting }
  })
  return (await answer.waiting).statusCode
}

test('shops handed over while others write shops wait for them and are not lost', async () => {
  const edits = [{ retailerIds: [shops[1]], set: { managerId: null } }]
  expect(await whileShopsAreWritten(() => chief.send('PATCH', '/retailers', { edits }))).toBe(200)
})

test('a person who gets a login and a team meanwhile does too', async () => {
  const path = `/people/${String(manager)}`
  const change = { teamId: null, login: 'new-login' }
  expect(await whileShopsAreWritten(() => chief.send('PATCH', path, change))).toBe(200)
})
