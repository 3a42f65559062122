import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RecentTiles } from '../../server/tiles/recent-tiles.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { addArea, addRetailer } from '../support/world.ts'
import { layerNames, readLayer, tileOf } from './read-tile.ts'

const here = [117.1, 36.6] as const

describe('base map tiles', () => {
  let world: TestApp
  let rep: SignedIn

  beforeAll(async () => {
    world = await openTestApp()
    rep = await world.signInAs('customer-manager')
  })
  afterAll(() => world.close())

  const tile = (z: number) => {
    const { x, y } = tileOf(here, z)
    return rep.get(`/tiles/base/${z}/${x}/${y}.mvt`)
  }
  const bounds = async () => (await rep.get('/tiles/bounds')).json<{ bbox: number[] | null }>().bbox
  const draw = (layer: string, kind: string | null, geometry: object, name: string | null = null) =>
    sql`insert into base_feature (layer, kind, name, geom)
      values (${layer}, ${kind}, ${name}, ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(geometry)}), 4326))`.execute(
      world.db,
    )
  const line = {
    type: 'LineString',
    coordinates: [
      [117.0, 36.6],
      [117.2, 36.61],
    ],
  }
  const block = {
    type: 'Polygon',
    coordinates: [
      [
        [117.09, 36.59],
        [117.11, 36.59],
        [117.11, 36.61],
        [117.09, 36.61],
        [117.09, 36.59],
      ],
    ],
  }

  test('an empty base map has empty tiles, and no bounds until there is anything', async () => {
    expect((await tile(12)).statusCode).toBe(204)
    expect(await bounds()).toBeNull()
  })

  test('bounds are those of the areas, else of the base map, else of the own shops', async () => {
    const administrator = await world.signInAs('administrator', { everything: true })
    await addRetailer(world.db, [117.5, 36.5])
    expect(await bounds()).toBeNull()
    const all = (await administrator.get('/tiles/bounds')).json<{ bbox: number[] }>()
    expect(all.bbox).toEqual([117.5, 36.5, 117.5, 36.5])
    await draw('streets', 'primary', line, '人民路')
    expect(await bounds()).toEqual([117.0, 36.6, 117.2, 36.61])
    await addArea(world.db, [110, 30, 1])
    expect(await bounds()).toEqual([110, 30, 111, 31])
  })

  test('each kind appears from its zoom on, slip roads with their road', async () => {
    for (const kind of ['secondary', 'tertiary_link', 'residential', 'footway'])
      await draw('streets', kind, line)
    await draw('buildings', null, block)
    await draw('water', 'river', block)
    const kindsAt = async (z: number) =>
      readLayer(await tile(z), 'streets').map(({ properties }) => properties['kind'])
    expect(await kindsAt(5)).toEqual([])
    expect(await kindsAt(6)).toEqual(['primary'])
    expect((await kindsAt(10)).toSorted()).toEqual(['primary', 'secondary'])
    expect((await kindsAt(11)).toSorted()).toEqual(['primary', 'secondary', 'tertiary_link'])
    expect(await kindsAt(13)).toContain('residential')
    expect(await kindsAt(14)).not.toContain('footway')
    expect(await kindsAt(15)).toContain('footway')
    expect(layerNames(await tile(13))).not.toContain('buildings')
    expect(layerNames(await tile(14)).toSorted()).toEqual(['buildings', 'streets', 'water'])
    const [street] = readLayer(await tile(6), 'streets')
    expect(street?.properties).toEqual({ kind: 'primary', name: '人民路' })
  })

  test('an import shows at once; what has not changed is not sent again', async () => {
    const { x, y } = tileOf(here, 14)
    const again = (tag: string) =>
      world.inject({
        url: `/api/v1/tiles/base/14/${x}/${y}.mvt`,
        headers: { cookie: rep.cookie, 'if-none-match': tag },
      })
    const tag = String((await tile(14)).headers.etag)
    expect((await again(tag)).statusCode).toBe(304)
    await draw('land', 'park', block, '中山公园')
    expect((await again(tag)).statusCode).toBe(200)
    expect(layerNames(await tile(14))).toContain('land')
  })

  test('deeper than the deepest tile is refused, so that the map enlarges instead', async () => {
    const { x, y } = tileOf(here, 17)
    expect((await rep.get(`/tiles/base/17/${x}/${y}.mvt`)).statusCode).toBe(400)
    expect((await tile(16)).statusCode).toBe(200)
  })
})

describe('recent tiles', () => {
  test('are kept up to their bytes, the longest unused going first', () => {
    const tiles = new RecentTiles(3 * (1000 + 200))
    for (const key of ['a', 'b', 'c']) tiles.put(key, new Uint8Array(1000))
    tiles.get('a')
    tiles.put('d', new Uint8Array(1000))
    expect(['a', 'b', 'c', 'd'].filter((key) => tiles.get(key))).toEqual(['a', 'c', 'd'])
    tiles.put('a', new Uint8Array(10))
    tiles.put('huge', new Uint8Array(5000))
    expect(['a', 'c', 'd', 'huge'].filter((key) => tiles.get(key))).toEqual([])
  })
})
