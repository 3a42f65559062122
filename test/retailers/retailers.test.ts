import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Neighbour, Retailer, RetailerProfile } from '../../shared/retailers.ts'
import { addPerson, openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { addArea, addRetailer, addTeam } from '../support/world.ts'

describe('retailers', () => {
  let world: TestApp
  let team: number
  let otherTeam: number
  let rep: number
  let theirRep: number
  let city: number
  let cell: number
  let manager: SignedIn
  let administrator: SignedIn
  /** Ours, by name. */
  let shops: Record<'a' | 'b' | 'c', number>
  let theirs: number

  beforeAll(async () => {
    world = await openTestApp()
    const { db } = world
    world.clock.set(new Date('2026-05-20T02:00:00Z'), 1)
    team = await addTeam(db)
    otherTeam = await addTeam(db)
    rep = await addPerson(db, 'customer-manager', { teamId: team })
    theirRep = await addPerson(db, 'customer-manager', { teamId: otherTeam })
    city = await addArea(db, [117, 36, 1], { kind: 'city' })
    cell = await addArea(db, [117, 36, 0.5], { parentId: city })
    const ours = { managerId: rep, areaId: cell }
    shops = {
      a: await addRetailer(db, [117.1, 36.1], { ...ours, name: '安顺超市', code: 'R-1', tier: 5 }),
      b: await addRetailer(db, [117.1009, 36.1], {
        ...ours,
        name: '百兴 100%',
        code: 'R-2',
        tier: 30,
      }),
      c: await addRetailer(db, [117.1036, 36.1], { managerId: rep, name: '长风_店', code: 'R-3' }),
    }
    theirs = await addRetailer(db, [117.1004, 36.1], { managerId: theirRep, name: '安定' })
    manager = await world.signInAs('manager', { teamId: team })
    administrator = await world.signInAs('administrator', { everything: true })
  })
  afterAll(() => world.close())

  const search = async (query: string, by = manager) =>
    (await by.get(`/retailers?${query}`)).json<{ rows: Retailer[]; total: number }>()
  const idsOf = async (query: string, by = manager) =>
    (await search(query, by)).rows.map(({ id }) => id)
  const profileOf = async (id: number, by = manager) =>
    (await by.get(`/retailers/${id}`)).json<RetailerProfile>()

  async function addVisit(retailerId: number, at: string, outcome: string): Promise<string> {
    const id = randomUUID()
    await world.db
      .insertInto('visit')
      .values({ id, retailer_id: retailerId, person_id: rep, arrived_at: at, left_at: at, outcome })
      .execute()
    return id
  }
  const addLicence = (
    retailerId: number,
    number: string,
    from: string,
    to: string,
    status = 'valid',
  ) =>
    world.db
      .insertInto('licence')
      .values({ retailer_id: retailerId, number, valid_from: from, valid_to: to, status })
      .execute()

  test('part of a name, address, code or licence number finds a shop, wildcards taken literally', async () => {
    await addLicence(shops.c, '340207100001', '2025-01-01', '2029-12-31')
    await world.db
      .updateTable('retailer')
      .set({ address: '长江路 8 号' })
      .where('id', '=', shops.a)
      .execute()
    expect(await idsOf(`q=${encodeURIComponent('顺超')}`)).toEqual([shops.a])
    expect(await idsOf(`q=${encodeURIComponent('长江路')}`)).toEqual([shops.a])
    expect(await idsOf('q=r-2')).toEqual([shops.b])
    expect(await idsOf('q=2071000')).toEqual([shops.c])
    expect(await idsOf(`q=${encodeURIComponent('0%')}`)).toEqual([shops.b])
    expect(await idsOf('q=_')).toEqual([shops.c])
    expect(await idsOf(`q=${encodeURIComponent('\\')}`)).toEqual([])
  })

  test('filters, order and pages, with the number of all that match', async () => {
    expect(await idsOf('order=tier&descending=true')).toEqual([shops.b, shops.a, shops.c])
    expect(await idsOf('order=tier')).toEqual([shops.a, shops.b, shops.c])
    expect(await idsOf(`areaId=${city}&order=code`)).toEqual([shops.a, shops.b])
    expect(await idsOf('outsideAreas=true')).toEqual([shops.c])
    const second = await search('order=code&limit=1&offset=1')
    expect([second.rows.map(({ id }) => id), second.total]).toEqual([[shops.b], 3])
    expect(await idsOf(`ids=${shops.c},${shops.a},${theirs}&order=code`)).toEqual([
      shops.a,
      shops.c,
    ])
    expect((await manager.get('/retailers?ids=1,x')).statusCode).toBe(400)
    expect(await search('order=code&offset=10')).toEqual({ rows: [], total: 3 })
    expect((await manager.get('/retailers?limit=201')).statusCode).toBe(400)
  })

  test('the last visit is the last that took place', async () => {
    await addVisit(shops.a, '2026-05-01T01:00:00Z', 'done')
    await addVisit(shops.a, '2026-05-11T01:30:00Z', 'done')
    await addVisit(shops.a, '2026-05-18T01:00:00Z', 'skipped')
    const { rows } = await search('order=lastVisitAt&descending=true')
    expect(rows.map(({ id, lastVisitAt }) => [id, lastVisitAt])).toEqual([
      [shops.a, '2026-05-11T01:30:00.000Z'],
      [shops.b, null],
      [shops.c, null],
    ])
  })

  test('a profile has licences, the newest 50 visits with what was observed, and where the point comes from', async () => {
    await addLicence(shops.b, 'old', '2015-01-01', '2019-12-31', 'expired')
    await addLicence(shops.b, 'new', '2024-01-01', '2028-12-31')
    for (let day = 0; day < 52; day += 1)
      await addVisit(shops.b, new Date(Date.UTC(2026, 0, 1 + day)).toISOString(), 'done')
    const newest = await addVisit(shops.b, '2026-05-01T00:00:00Z', 'done')
    await world.db
      .insertInto('observation')
      .values({ visit_id: newest, name: 'stockCartons', value: '12' })
      .execute()

    const profile = await profileOf(shops.b)
    expect(profile.retailer).toMatchObject({ licenceNumber: 'new', licenceValidTo: '2028-12-31' })
    expect(profile.licences.map(({ number }) => number)).toEqual(['new', 'old'])
    expect(profile.visits).toHaveLength(50)
    expect(profile.visits[0]).toMatchObject({ id: newest, observations: { stockCartons: 12 } })
    expect(profile.visits[1]?.observations).toEqual({})
    expect(profile.position).toEqual({
      method: 'imported',
      accuracyMetres: null,
      sourceDatum: 'WGS-84',
      source: [117.1009, 36.1],
    })
  })

  test('neighbours are the other licensed shops of the scope, the nearest walk first', async () => {
    const neighboursOf = async (id: number, query = '', by = manager) =>
      (await by.get(`/retailers/${id}/neighbours${query}`)).json<Neighbour[]>()
    // 0.0009° of longitude at 36.1° north are 81 m; c is 324 m away; the other team's is 36 m away.
    const near = await neighboursOf(shops.a)
    expect(near.map(({ id }) => id)).toEqual([shops.b, shops.c])
    // Without streets a walk is a quarter longer than the straight line, and said to be an estimate.
    expect(near[0]).toMatchObject({ straightMetres: 81, metres: 101, estimated: true })
    expect(near[0]).toMatchObject({ name: '百兴 100%', at: [117.1009, 36.1] })
    expect((await neighboursOf(shops.a, '?limit=1')).map(({ id }) => id)).toEqual([shops.b])
    const all = await neighboursOf(shops.a, '', administrator)
    expect(all.map(({ id }) => id)).toEqual([theirs, shops.b, shops.c])

    await world.db
      .updateTable('licence')
      .set({ status: 'cancelled' })
      .where('retailer_id', '=', shops.b)
      .execute()
    expect((await neighboursOf(shops.a)).map(({ id }) => id)).toEqual([shops.c])
    expect((await manager.get(`/retailers/${theirs}/neighbours`)).statusCode).toBe(404)
    expect((await manager.get(`/retailers/${shops.a}/neighbours?limit=0`)).statusCode).toBe(400)
  })

  test('a shop of another team is not there: no row, no profile', async () => {
    expect(await idsOf('')).not.toContain(theirs)
    expect((await manager.get(`/retailers/${theirs}`)).statusCode).toBe(404)
    expect((await manager.get('/retailers/999999')).json()).toMatchObject({ code: 'not-found' })
  })
})
