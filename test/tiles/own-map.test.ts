import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { BaseMapDescription } from '../../shared/tiles.ts'
import { ageFiles } from '../support/age-files.ts'
import { openTestApp, type SignedIn } from '../support/app.ts'
import { here } from './draw-map.ts'
import { drawStreet, openMapWorld, type MapWorld } from './map-world.ts'
import { tileOf } from './read-tile.ts'
import { headerByte, smallArchive, withByte } from './small-archive.ts'

describe('a map file of one’s own', () => {
  let world: MapWorld
  let administrator: SignedIn
  let folder: string
  let street: Buffer

  beforeAll(async () => {
    world = await openMapWorld()
    administrator = await world.signInAs('administrator', { everything: true })
    folder = join(world.dataDir, 'map')
    await drawStreet('人民路', join(world.dataDir, 'street'))
    street = readFileSync(join(world.dataDir, 'street'))
  })
  beforeEach(() => administrator.send('DELETE', '/tiles/base/file'))
  afterAll(() => world.close())

  const describeMap = async () =>
    (await administrator.get('/tiles/base')).json<BaseMapDescription>()

  test.each([
    ['shortbread', ['streets', 'land', 'buildings', 'water_polygons']],
    ['openmaptiles', ['transportation', 'water', 'landuse', 'building', 'place']],
    ['protomaps', ['earth', 'roads', 'water', 'buildings', 'landuse', 'places', 'pois']],
  ])('is drawn whichever schema it follows: %s', async (schema, layers) => {
    const answer = await world.putMap(administrator, await smallArchive(layers))
    expect(answer.statusCode).toBe(200)
    const about = { kind: 'vector', schema, source: 'file', maxZoom: 15, attribution: '© somebody' }
    expect(answer.json()).toMatchObject(about)
    expect(await describeMap()).toMatchObject({ ...about, bounds: [116, 36, 118, 37] })
  })

  test('is in use at once, told to everybody, and gone at once when removed', async () => {
    const told = () => world.heard.filter(({ event }) => event === 'map:changed').length
    const before = told()
    expect((await world.putMap(administrator, street)).statusCode).toBe(200)
    const { x, y } = tileOf(here, 14)
    const path = `/tiles/base/14/${x}/${y}.mvt`
    expect((await administrator.get(path)).statusCode).toBe(200)
    expect((await administrator.send('DELETE', '/tiles/base/file')).statusCode).toBe(204)
    expect((await administrator.get(path)).statusCode).toBe(204)
    expect(await describeMap()).toMatchObject({ kind: 'none' })
    expect(told()).toBe(before + 2)
  })

  const broken: [what: string, make: () => Buffer | Promise<Buffer>][] = [
    ['something else', () => Buffer.from('This is a letter and not a map.'.repeat(20))],
    ['empty', () => Buffer.alloc(0)],
    ['cut off in the head', () => street.subarray(0, 60)],
    ['cut off in the directory', () => street.subarray(0, 140)],
    ['cut off in the tiles', () => street.subarray(0, 17_000)],
    ['of more entries than bytes', () => claimingEntries(street)],
    ['of a later version', () => withByte(street, 7, 4)],
    ['packed in an unknown way', () => withByte(street, headerByte.tiles, 4)],
    ['of tiles that are not drawn', () => withByte(street, headerByte.type, 6)],
    ['of an unknown schema', () => smallArchive(['roads_of_my_own'])],
    ['without a description', () => smallArchive([])],
  ]
  test.each(broken)('that is %s is refused, and the map in use stays', async (_what, make) => {
    await world.putMap(administrator, street)
    const before = await describeMap()
    const answer = await world.putMap(administrator, await make())
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'map-unreadable' })
    expect(await describeMap()).toEqual(before)
    expect(readdirSync(folder)).toEqual(['base.pmtiles'])
  })

  test('that was put there by hand and is broken is as if there were none', async () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'base.pmtiles'), 'a letter')
    expect(await describeMap()).toEqual({ kind: 'none', version: 'none' })
    writeFileSync(join(folder, 'base.pmtiles'), street)
    expect(await describeMap()).toMatchObject({ kind: 'vector', schema: 'shortbread' })
  })

  test.each([
    ['is cut off', gzipSync('a tile').subarray(0, 12)],
    ['unpacks to too much', gzipSync(Buffer.alloc(64 * 1024 * 1024 + 1))],
  ])('whose tile %s says so to who wants it unpacked', async (_what, tile) => {
    const layers = ['streets', 'land', 'buildings', 'water_polygons']
    const put = await world.putMap(administrator, await smallArchive(layers, undefined, tile))
    expect(put.statusCode).toBe(200)
    const headers = { cookie: administrator.cookie, 'accept-encoding': 'identity' }
    const whole = await world.inject({ url: '/api/v1/tiles/base/0/0/0.mvt', headers })
    expect(whole.rawPayload).toEqual(Buffer.from('\x1a\x00'))
    const refused = await world.inject({ url: '/api/v1/tiles/base/1/0/0.mvt', headers })
    expect(refused.json()).toMatchObject({ code: 'map-unreadable' })
  })

  test('may hold pictures', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAfbLI3wAAAABJRU5ErkJggg==',
      'base64',
    )
    const archive = await smallArchive([], png)
    expect((await world.putMap(administrator, archive)).json()).toMatchObject({
      kind: 'raster',
      source: 'file',
      tileSize: 256,
      layers: 1,
    })
    const picture = await administrator.get('/tiles/raster/0/0/0/0')
    expect(picture.headers['content-type']).toBe('image/png')
    expect(picture.rawPayload).toEqual(png)
    expect((await administrator.get('/tiles/raster/1/0/0/0')).statusCode).toBe(404)
    expect((await administrator.get('/tiles/raster/0/5/0/0')).statusCode).toBe(204)
  })

  test('is a file: anything else is refused', async () => {
    for (const body of [undefined, { a: 'map' }]) {
      const answer = await administrator.send('PUT', '/tiles/base/file', body)
      expect(answer.statusCode).toBe(400)
      expect(answer.json()).toMatchObject({ code: 'input-invalid' })
    }
  })

  test('that was half there when a server was killed is removed at a later start, and none that another node receives', async () => {
    await world.putMap(administrator, street)
    for (const name of ['left.draft', 'under-way.draft'])
      writeFileSync(join(folder, name), street.subarray(0, 100))
    await ageFiles(join(folder, 'left.draft'))
    const next = await openTestApp({ DATA_DIR: world.dataDir })
    expect(readdirSync(folder).toSorted()).toEqual(['base.pmtiles', 'under-way.draft'])
    rmSync(join(folder, 'under-way.draft'))
    await next.close()
    administrator = await world.signInAs('administrator', { everything: true })
  })

  test('is set by administrators of everything alone', async () => {
    const planner = await world.signInAs('planner', { everything: true })
    expect((await world.putMap(planner, street)).statusCode).toBe(403)
    expect((await planner.send('DELETE', '/tiles/base/file')).statusCode).toBe(403)
    const partly = await world.signInAs('administrator', {})
    const answer = await world.putMap(partly, street)
    expect(answer.json()).toMatchObject({ code: 'scope-forbidden' })
    expect(existsSync(join(folder, 'base.pmtiles'))).toBe(false)
  })
})

/** Its directory lies unpacked and says that two thousand million tiles follow. */
function claimingEntries(archive: Buffer): Buffer {
  const changed = withByte(archive, headerByte.directories, 1)
  changed.set([0xff, 0xff, 0xff, 0xff, 0x07], 127)
  return changed
}

/** More than the buffers of a connection hold. */
const rest = Buffer.alloc(2 ** 24)

test.each([
  ['said beforehand', { 'content-length': 2 ** 21 + rest.length }],
  ['found on the way', { 'transfer-encoding': 'chunked' }],
])('a map file above the limit, %s, is answered while it comes in', async (_when, length) => {
  const world = await openMapWorld({ MAX_ROADS_MB: '1' })
  const { cookie } = await world.signInAs('administrator', { everything: true })
  await world.app.http.listen({ host: '127.0.0.1', port: 0 })
  const { port } = world.app.http.server.address() as AddressInfo
  const sender = request({
    method: 'PUT',
    port,
    host: '127.0.0.1',
    path: '/api/v1/tiles/base/file',
    headers: {
      host: 'beatline.test',
      origin: 'http://beatline.test',
      cookie,
      'content-type': 'application/octet-stream',
      ...length,
    },
  })
  const answered = once(sender, 'response')
  sender.write(rest.subarray(0, 2 ** 21))
  const [answer] = (await answered) as [IncomingMessage]
  expect(answer.statusCode).toBe(413)
  expect(await json(answer)).toMatchObject({ code: 'input-too-large' })
  // Browsers read the answer only once all is sent: the rest must not meet a closed connection.
  const sent = once(sender, 'finish')
  sender.end(rest)
  await sent
  const folder = join(world.dataDir, 'map')
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
  await world.close()
})
