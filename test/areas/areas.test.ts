import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Area } from '../../shared/areas.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { addArea } from '../support/world.ts'

describe('areas', () => {
  let world: TestApp
  let planner: SignedIn
  let city: number
  let cell: number

  beforeAll(async () => {
    world = await openTestApp()
    planner = await world.signInAs('planner', { everything: true })
    city = await addArea(world.db, [117, 36, 1], { kind: 'city', code: '1' })
    cell = await addArea(world.db, [117, 36, 0.1], { parentId: city, population: 3000, code: '11' })
    const past = await addArea(world.db, [117, 36, 0.2], { code: '11-old' })
    await world.db
      .updateTable('area')
      .set({ valid_to: '2020-01-01' })
      .where('id', '=', past)
      .execute()
  })
  afterAll(() => world.close())

  test('the list has the boundaries in force, of one kind when asked', async () => {
    const all = (await planner.get('/areas')).json<Area[]>()
    expect(all.map(({ id }) => id).toSorted()).toEqual([city, cell].toSorted())
    expect((await planner.get('/areas?kind=cell')).json<Area[]>()).toEqual([
      {
        id: cell,
        code: '11',
        name: '11',
        nameEn: null,
        kind: 'cell',
        parentId: city,
        population: 3000,
        populationKind: null,
        populationYear: null,
        populationSource: null,
        plannedLicences: null,
      },
    ])
    expect((await planner.get('/areas?kind=planet')).statusCode).toBe(400)
  })

  test('outlines are one feature per area, named by the area id', async () => {
    const answer = await planner.get('/areas.geojson?kind=cell')
    expect(answer.headers['content-type']).toContain('application/geo+json')
    const { features } = answer.json<GeoJSON.FeatureCollection>()
    expect(features).toHaveLength(1)
    expect(features[0]).toMatchObject({ id: cell, properties: { id: cell, code: '11' } })
    expect(features[0]?.geometry.type).toBe('MultiPolygon')
  })

  test('outlines are sent again only after a change, and small', async () => {
    const request = (tag?: string) =>
      world.inject({
        url: '/api/v1/areas.geojson?kind=cell',
        headers: {
          cookie: planner.cookie,
          'accept-encoding': 'gzip',
          ...(tag === undefined ? {} : { 'if-none-match': tag }),
        },
      })
    for (let i = 0; i < 10; i += 1) await addArea(world.db, [118 + i, 36, 0.1])
    const first = await request()
    expect(first.headers['content-encoding']).toBe('gzip')
    const tag = String(first.headers.etag)
    expect((await request(tag)).statusCode).toBe(304)
    await world.db.updateTable('area').set({ name: '新名' }).where('id', '=', cell).execute()
    expect((await request(tag)).statusCode).toBe(200)
    expect((await planner.get('/areas.geojson?kind=cell')).body).toContain('新名')
  })

  test('a detail smaller than five metres is left out of an outline', async () => {
    const wavy = await addArea(world.db, [120, 36, 0.1], { kind: 'station' })
    const ring = Array.from({ length: 400 }, (_, i) => {
      const angle = (i / 400) * 2 * Math.PI
      return [120 + 0.05 * Math.cos(angle) + (i % 2) * 1e-6, 36 + 0.05 * Math.sin(angle)]
    })
    const polygon = { type: 'MultiPolygon', coordinates: [[[...ring, ring[0]]]] }
    await world.db
      .updateTable('area')
      .set({ geom: JSON.stringify(polygon) })
      .where('id', '=', wavy)
      .execute()
    const answer = await planner.get('/areas.geojson?kind=station')
    const [outline] = answer.json<GeoJSON.FeatureCollection<GeoJSON.MultiPolygon>>().features
    const points = outline?.geometry.coordinates[0]?.[0]?.length ?? 0
    expect(points).toBeGreaterThan(50)
    expect(points).toBeLessThan(250)
  })
})
