import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { RetailerIndex } from '../../server/tiles/retailer-index.ts'
import type { RetailerPoint } from '../../server/tiles/queries.ts'
import { addPerson, openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { addArea, addRetailer, addTeam } from '../support/world.ts'
import { readLayer, tileOf, within } from './read-tile.ts'

const here: [number, number] = [117.1, 36.6]

function tilePath(z: number, [lng, lat]: readonly [number, number] = here): string {
  const { x, y } = tileOf([lng, lat], z)
  return `/tiles/retailers/${z}/${x}/${y}.mvt`
}

describe('retailer tiles', () => {
  let world: TestApp
  let ours: SignedIn
  let administrator: SignedIn
  let team: number
  let otherTeam: number
  let ourManager: number
  let shop: number
  let theirShop: number

  beforeAll(async () => {
    world = await openTestApp()
    const { db } = world
    team = await addTeam(db)
    otherTeam = await addTeam(db)
    ourManager = await addPerson(db, 'customer-manager', { teamId: team })
    const theirManager = await addPerson(db, 'customer-manager', { teamId: otherTeam })
    ours = await world.signInAs('manager', { teamId: team })
    administrator = await world.signInAs('administrator', { everything: true })
    shop = await addRetailer(db, [117.1, 36.6], { managerId: ourManager, name: '晨光', tier: 12 })
    theirShop = await addRetailer(db, [117.1001, 36.6], { managerId: theirManager })
  })
  afterAll(() => world.close())

  test('a shop is drawn by itself from zoom 13 on, with what the style reads', async () => {
    const answer = await ours.get(tilePath(13))
    expect(answer.headers['content-type']).toBe('application/vnd.mapbox-vector-tile')
    const [point, ...others] = readLayer(answer, 'retailers')
    expect(others).toEqual([])
    expect(point).toMatchObject({
      id: shop,
      properties: { name: '晨光', tier: 12, format: 'other', status: 'active' },
    })
  })

  test('below zoom 13 neighbours are one cluster with their number', async () => {
    const [cluster] = readLayer(await administrator.get(tilePath(12)), 'retailers')
    expect(cluster?.properties).toEqual({ cluster: true, count: 2 })
    expect(cluster?.id).toBeUndefined()
  })

  test('a shop of another team is in no tile, whatever the zoom, unless an area grants it', async () => {
    for (let z = 0; z <= 18; z += 1) {
      const ids = readLayer(await ours.get(tilePath(z)), 'retailers').map(({ id }) => id)
      expect(ids).toEqual([shop])
    }
    const area = await addArea(world.db, [117, 36, 1])
    await world.db
      .updateTable('retailer')
      .set({ area_id: area })
      .where('id', '=', theirShop)
      .execute()
    const granted = await world.signInAs('supervisor', { areaIds: [area] })
    const seen = readLayer(await granted.get(tilePath(16)), 'retailers').map(({ id }) => id)
    expect(seen).toEqual([theirShop])
  })

  test('nothing there is 204, beyond the world is refused, without a session is 401', async () => {
    expect((await ours.get(tilePath(13, [0, 0]))).statusCode).toBe(204)
    const beyond = await ours.get('/tiles/retailers/1/2/0.mvt')
    expect(beyond.statusCode).toBe(400)
    expect(beyond.json()).toMatchObject({ code: 'input-invalid' })
    const nobody = await world.inject({ url: `/api/v1${tilePath(13)}` })
    expect(nobody.statusCode).toBe(401)
  })

  test('an unchanged tile costs no body, a change shows at once, on another node too', async () => {
    const first = await ours.get(tilePath(13))
    const tag = String(first.headers.etag)
    expect(first.headers['cache-control']).toBe('private, no-cache')
    const again = (session: SignedIn) =>
      world.inject({
        url: `/api/v1${tilePath(13)}`,
        headers: { cookie: session.cookie, 'if-none-match': tag },
      })
    expect((await again(ours)).statusCode).toBe(304)
    expect((await again(administrator)).statusCode).toBe(200)

    // Straight into the table, as another node would: nothing is announced in this process.
    const added = await addRetailer(world.db, [117.1002, 36.6], { managerId: ourManager })
    const changed = await again(ours)
    expect(changed.statusCode).toBe(200)
    expect(readLayer(changed, 'retailers').map(({ id }) => id)).toContain(added)
    await world.db.deleteFrom('retailer').where('id', '=', added).execute()
  })

  test('more scopes than are kept ready at once each see their own, asked at the same time', async () => {
    const scopes = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const teamId = await addTeam(world.db)
        const managerId = await addPerson(world.db, 'customer-manager', { teamId })
        const own = await addRetailer(world.db, here, { managerId })
        return { own, session: await world.signInAs('manager', { teamId }) }
      }),
    )
    for (let round = 0; round < 2; round += 1) {
      const answers = await Promise.all(scopes.map(({ session }) => session.get(tilePath(13))))
      expect(answers.map((answer) => readLayer(answer, 'retailers').map(({ id }) => id))).toEqual(
        scopes.map(({ own }) => [own]),
      )
    }
  })

  test('shops follow their manager to another team', async () => {
    await world.db
      .updateTable('person')
      .set({ team_id: otherTeam })
      .where('id', '=', ourManager)
      .execute()
    expect((await ours.get(tilePath(13))).statusCode).toBe(204)
    await world.db
      .updateTable('person')
      .set({ team_id: team })
      .where('id', '=', ourManager)
      .execute()
    expect(readLayer(await ours.get(tilePath(13)), 'retailers')).toHaveLength(1)
  })
})

describe('clusters', () => {
  const anyPoints = fc.array(
    fc.tuple(
      fc.double({ min: 116.9, max: 117.2, noNaN: true }),
      fc.double({ min: 36.5, max: 36.7, noNaN: true }),
    ),
    { minLength: 1, maxLength: 200 },
  )

  test('of a zoom add up to the number of shops', () => {
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 0, max: 14 }), (places, z) => {
        const points = places.map(([lng, lat], index): RetailerPoint => [index + 1, lng, lat, {}])
        expect(countAt(points, z)).toBe(points.length)
      }),
      { numRuns: 60, seed: 7 },
    )
  })

  function countAt(points: RetailerPoint[], z: number): number {
    const index = new RetailerIndex(points)
    const [from, to] = [tileOf([116.85, 36.75], z), tileOf([117.25, 36.45], z)]
    let total = 0
    for (let x = from.x; x <= to.x; x += 1)
      for (let y = from.y; y <= to.y; y += 1) {
        const tile = index.encodeTile({ z, x, y })
        if (!tile) continue
        const answer = { statusCode: 200, rawPayload: Buffer.from(tile) }
        for (const { properties } of within(readLayer(answer, 'retailers')))
          total += properties['cluster'] === true ? Number(properties['count']) : 1
      }
    return total
  }
})
