import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type {
  RetailerEdit,
  RetailerGroups,
  RetailersEdited,
  RetailersInside,
} from '../../shared/retailers.ts'
import { addPerson, openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { addRetailer, addTeam } from '../support/world.ts'

describe('many retailers at once', () => {
  let world: TestApp
  let rep: number
  let secondRep: number
  let theirRep: number
  let formerRep: number
  let manager: SignedIn
  let supervisor: SignedIn
  let administrator: SignedIn
  /** Ours, from west to east, 0.01° apart. */
  let shops: number[]
  let theirs: number

  beforeEach(async () => {
    world = await openTestApp()
    const { db } = world
    const [team, otherTeam] = [await addTeam(db), await addTeam(db)]
    const addRep = (teamId: number) => addPerson(db, 'customer-manager', { teamId })
    rep = await addRep(team)
    secondRep = await addRep(team)
    theirRep = await addRep(otherTeam)
    formerRep = await addRep(team)
    await db.updateTable('person').set({ active: false }).where('id', '=', formerRep).execute()
    shops = []
    for (const [place, tier] of [20, 20, 5, undefined].entries())
      shops.push(
        await addRetailer(db, [117.1 + place / 100, 36.1], {
          managerId: place === 3 ? formerRep : rep,
          ...(tier === undefined ? {} : { tier }),
        }),
      )
    theirs = await addRetailer(db, [117.1, 36.1], { managerId: theirRep, tier: 20 })
    manager = await world.signInAs('manager', { teamId: team })
    supervisor = await world.signInAs('supervisor', { teamId: team })
    administrator = await world.signInAs('administrator', { everything: true })
  })
  afterEach(() => world.close())

  const edit = (edits: RetailerEdit[], by = manager) => by.send('PATCH', '/retailers', { edits })
  const register = async () =>
    world.db
      .selectFrom('retailer')
      .select(['id', 'tier', 'conduct', 'manager_id'])
      .orderBy('id')
      .execute()
  const audited = () =>
    world.db.selectFrom('audit_log').selectAll().where('action', '=', 'retailers:edit').execute()

  test('get a tier with one edit, which can be taken back to what each was before', async () => {
    const before = await register()
    world.heard.length = 0
    const answer = await edit([{ retailerIds: shops, set: { tier: 20 } }])
    const { changed, undo } = answer.json<RetailersEdited>()
    expect(changed).toBe(2)
    expect((await register()).map(({ tier }) => tier)).toEqual([20, 20, 20, 20, 20])
    expect(world.heard.map(({ event }) => event)).toEqual(['retailers:changed'])

    const back = (await edit(undo)).json<RetailersEdited>()
    expect(back.changed).toBe(2)
    expect(await register()).toEqual(before)
    // And the taking back can be taken back.
    await edit(back.undo)
    expect((await register()).map(({ tier }) => tier)).toEqual([20, 20, 20, 20, 20])
  })

  test('say in the audit log who changed what, and what it was', async () => {
    await edit([{ retailerIds: shops.slice(0, 3), set: { conduct: 'B' } }])
    await edit([{ retailerIds: shops.slice(0, 3), set: { conduct: 'B' } }])
    const entries = await audited()
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      person_id: manager.personId,
      facts: {
        edits: [{ retailerIds: shops.slice(0, 3), set: { conduct: 'B' } }],
        before: [{ retailerIds: shops.slice(0, 3), set: { conduct: null } }],
      },
    })
  })

  test('stay all as they were when one of them is of another team', async () => {
    const before = await register()
    const ours = { retailerIds: shops, set: { tier: 1 } }
    const answer = await edit([ours, { retailerIds: [theirs], set: { tier: 1 } }])
    expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'not-found' }])
    expect(await register()).toEqual(before)
    expect(await audited()).toEqual([])
  })

  test('are not taken back over what somebody else has set since', async () => {
    const { undo } = (
      await edit([{ retailerIds: shops, set: { tier: 30 } }])
    ).json<RetailersEdited>()
    await edit([{ retailerIds: [shops[0] ?? 0], set: { tier: 10 } }], administrator)
    const before = await register()
    const answer = await edit(undo)
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { code: 'retailers-changed' }])
    expect(await register()).toEqual(before)
  })

  test('go to an active customer manager of the own team and to nobody else', async () => {
    const assign = async (managerId: number | null, by = manager) =>
      (await edit([{ retailerIds: shops, set: { managerId } }], by)).json<unknown>()
    expect(await assign(theirRep)).toMatchObject({ code: 'scope-forbidden' })
    expect(await assign(manager.personId)).toMatchObject({ code: 'input-invalid' })
    expect(await assign(formerRep)).toMatchObject({ code: 'input-invalid' })
    // Without a manager they would be in nobody's team: the manager could not take that back.
    expect(await assign(null)).toMatchObject({ code: 'scope-forbidden' })
    expect((await register())[0]?.manager_id).toBe(rep)

    const { undo } = (await assign(secondRep)) as RetailersEdited
    expect((await register()).map((row) => row.manager_id)).toEqual([
      ...shops.map(() => secondRep),
      theirRep,
    ])
    // Back to whoever had them, also to somebody who has left.
    expect((await edit(undo)).statusCode).toBe(200)
    expect((await register())[3]?.manager_id).toBe(formerRep)
    expect(await assign(null, administrator)).toMatchObject({ changed: 4 })
  })

  test('are changed by managers and administrators alone, and by something', async () => {
    const nothing = [{ retailerIds: shops, set: {} }]
    expect((await edit(nothing, supervisor)).json()).toMatchObject({ code: 'role-forbidden' })
    expect((await edit(nothing)).json()).toMatchObject({ code: 'input-invalid' })
    for (const set of [{ tier: 31 }, { tier: 0 }, { conduct: 'E' }])
      expect((await edit([{ retailerIds: shops, set } as RetailerEdit])).statusCode).toBe(400)
    expect((await edit([])).statusCode).toBe(400)
  })

  test('are those of the scope inside a ring, also one that crosses itself', async () => {
    const inside = async (ring: number[][], by = manager) =>
      (await by.send('POST', '/retailers/inside', { ring })).json<RetailersInside>()
    const box = (west: number, east: number) => [
      [west, 36.09],
      [east, 36.09],
      [east, 36.11],
      [west, 36.11],
    ]
    expect(await inside(box(117.095, 117.115))).toEqual({
      total: 2,
      retailerIds: [shops[0], shops[1]],
    })
    expect((await inside(box(117.095, 117.115), administrator)).total).toBe(3)
    // An hourglass: narrow where the shops are, so that the outer two are beside it.
    const hourglass = [
      [117.099, 36.08],
      [117.131, 36.08],
      [117.099, 36.11],
      [117.131, 36.11],
    ]
    expect((await inside(hourglass)).retailerIds).toEqual([shops[1], shops[2]])
    const line = [
      [117, 36],
      [118, 36],
      [119, 36],
    ]
    expect((await inside(line)).retailerIds).toEqual([])
    expect(
      (await manager.send('POST', '/retailers/inside', { ring: [[117, 36]] })).statusCode,
    ).toBe(400)
  })

  test('tell how they divide by tier and manager', async () => {
    const answer = await manager.send('POST', '/retailers/groups', {
      retailerIds: [...shops, theirs],
    })
    expect(answer.json<RetailerGroups>()).toEqual({
      shops: 4,
      tiers: [
        { tier: 20, shops: 2 },
        { tier: 5, shops: 1 },
        { tier: null, shops: 1 },
      ],
      managers: [
        { managerId: rep, shops: 3 },
        { managerId: formerRep, shops: 1 },
      ],
    })
  })
})
