import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BaseMapDescription } from '../../shared/tiles.ts'
import type { SignedIn } from '../support/app.ts'
import { addArea, addRetailer } from '../support/world.ts'
import { here } from './draw-map.ts'
import { drawStreet, openMapWorld, type MapWorld } from './map-world.ts'
import { readLayer, tileOf } from './read-tile.ts'

/** Tiles of a map that lies in the data folder. */
describe('the base map', () => {
  let world: MapWorld
  let rep: SignedIn
  let path: string

  beforeAll(async () => {
    world = await openMapWorld()
    rep = await world.signInAs('customer-manager')
    mkdirSync(join(world.dataDir, 'map'))
    path = join(world.dataDir, 'map', 'base.pmtiles')
  })
  afterAll(() => world.close())

  const describeMap = async () => (await rep.get('/tiles/base')).json<BaseMapDescription>()
  const bounds = async () => (await rep.get('/tiles/bounds')).json<{ bbox: number[] | null }>().bbox
  const address = (z: number, place: readonly [number, number] = here) => {
    const { x, y } = tileOf(place, z)
    return `/api/v1/tiles/base/${z}/${x}/${y}.mvt`
  }
  const get = (url: string, headers: Record<string, string> = {}) =>
    world.inject({ url, headers: { cookie: rep.cookie, ...headers } })
  const namesAt = async (z: number) => {
    const answer = await get(address(z))
    return readLayer(answer, 'street_labels').map(({ properties }) => properties['name'])
  }

  test('is none, and every tile empty, until there is one', async () => {
    expect(await describeMap()).toEqual({ kind: 'none', version: 'none' })
    expect((await get(address(12))).statusCode).toBe(204)
    expect(await bounds()).toBeNull()
  })

  test('is there as soon as its file is, and says what it is', async () => {
    await drawStreet('人民路', path)
    const about = await describeMap()
    expect(about).toMatchObject({ kind: 'vector', schema: 'shortbread', minZoom: 0, maxZoom: 14 })
    expect(about).toHaveProperty('attribution', expect.stringContaining('© OpenStreetMap'))
    expect(await namesAt(14)).toEqual(['人民路'])
    const [west = 0, south = 0, east = 0, north = 0] = (await bounds()) ?? []
    expect(west).toBeLessThan(here[0])
    expect(east).toBeGreaterThan(here[0])
    expect(north - south).toBeLessThan(0.01)
  })

  test('is behind the areas when it is said where the map begins', async () => {
    await addRetailer(world.db, [117.5, 36.5])
    expect(await bounds()).not.toContain(117.5)
    await addArea(world.db, [116, 36, 1])
    expect(await bounds()).toEqual([116, 36, 117, 37])
  })

  test('sends tiles as they are packed in the file, to whoever can unpack them', async () => {
    const packed = await get(address(14), { 'accept-encoding': 'gzip, br' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(readFileSync(path).includes(packed.rawPayload)).toBe(true)
    const plain = await get(address(14), { 'accept-encoding': 'identity' })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.rawPayload).toEqual(gunzipSync(packed.rawPayload))
    expect(plain.headers['content-type']).toBe('application/vnd.mapbox-vector-tile')
  })

  test('lets a tile be kept for ever under its version, and asked about otherwise', async () => {
    const { version } = await describeMap()
    const kept = await get(`${address(14)}?v=${version}`)
    expect(kept.headers['cache-control']).toBe('private, max-age=31536000, immutable')
    const asked = await get(`${address(14)}?v=another`)
    expect(asked.headers['cache-control']).toBe('private, no-cache')
    const again = await get(address(14), { 'if-none-match': String(asked.headers.etag) })
    expect(again.statusCode).toBe(304)
    expect(again.rawPayload).toHaveLength(0)
  })

  test('has nothing elsewhere, and refuses what is no tile', async () => {
    expect((await get(address(14, [0, 0]))).statusCode).toBe(204)
    expect((await get('/api/v1/tiles/base/1/2/0.mvt')).statusCode).toBe(400)
    expect((await world.inject({ url: address(14) })).statusCode).toBe(401)
  })

  test('changes with its file, without a restart', async () => {
    const before = await describeMap()
    const tag = String((await get(address(14))).headers.etag)
    await drawStreet('解放路', path)
    expect((await describeMap()).version).not.toBe(before.version)
    expect((await get(address(14), { 'if-none-match': tag })).statusCode).toBe(200)
    expect(await namesAt(14)).toEqual(['解放路'])
  })

  test('answers each of many questions from one map while it is replaced again and again', async () => {
    for (const name of ['一路', '二路', '三路', '四路']) {
      const asked = Array.from({ length: 20 }, () => namesAt(14))
      const replaced = drawStreet(name, path)
      for (const names of await Promise.all(asked)) expect(names).toHaveLength(1)
      await replaced
      expect(await namesAt(14)).toEqual([name])
    }
  })

  test('is none again when its file is taken away', async () => {
    rmSync(path)
    expect(await describeMap()).toEqual({ kind: 'none', version: 'none' })
    expect((await get(address(14))).statusCode).toBe(204)
  })
})
