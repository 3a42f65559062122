import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { BaseMapDescription, PictureMap } from '../../shared/tiles.ts'
import { fetchPicture } from '../../server/tiles/raster/fetch-picture.ts'
import type { SignedIn } from '../support/app.ts'
import { openMapWorld, type MapWorld } from './map-world.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAfbLI3wAAAABJRU5ErkJggg==',
  'base64',
)
const KEY = '0123456789abcdef0123456789abcdef'

/** A map service on this machine, which answers as it is told to and remembers what it was asked. */
interface Service {
  readonly url: string
  readonly asked: string[]
  answer: (request: IncomingMessage, reply: ServerResponse) => void
  close(): void
}

const sendPng = (_request: IncomingMessage, reply: ServerResponse) =>
  void reply.writeHead(200, { 'content-type': 'image/png' }).end(png)

async function openService(): Promise<Service> {
  const server: Server = createServer((request, reply) => {
    service.asked.push(request.url ?? '')
    service.answer(request, reply)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const service: Service = {
    url: `http://127.0.0.1:${port}`,
    asked: [],
    answer: sendPng,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return service
}

describe('pictures of a map service', () => {
  let world: MapWorld
  let service: Service
  let administrator: SignedIn
  let rep: SignedIn
  let map: PictureMap

  beforeAll(async () => {
    world = await openMapWorld()
    service = await openService()
    administrator = await world.signInAs('administrator', { everything: true })
    rep = await world.signInAs('customer-manager')
  })
  beforeEach(() => {
    service.asked.length = 0
    service.answer = sendPng
    const layer = (name: string) =>
      `${service.url}/${name}/wmts?SERVICE=WMTS&LAYER=${name}&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${KEY}`
    map = {
      templates: [layer('vec'), layer('cva')],
      datum: 'CGCS2000',
      attribution: '© 天地图',
      minZoom: 1,
      maxZoom: 18,
      tileSize: 256,
    }
  })
  afterAll(async () => {
    await world.close()
    service.close()
  })

  const set = (told: Partial<PictureMap> = {}) =>
    administrator.send('PUT', '/tiles/base/pictures', { ...map, ...told })
  const picture = (layer: number, z: number, x: number, y: number) =>
    rep.get(`/tiles/raster/${layer}/${z}/${x}/${y}`)

  test('are the base map as soon as they are set', async () => {
    expect((await set()).statusCode).toBe(200)
    expect((await rep.get('/tiles/base')).json<BaseMapDescription>()).toMatchObject({
      kind: 'raster',
      source: 'service',
      layers: 2,
      tileSize: 256,
      attribution: '© 天地图',
      minZoom: 1,
      maxZoom: 18,
    })
    const answer = await picture(1, 4, 13, 6)
    expect(answer.rawPayload).toEqual(png)
    expect(answer.headers['content-type']).toBe('image/png')
    expect(service.asked).toEqual([
      `/cva/wmts?SERVICE=WMTS&LAYER=cva&TILEMATRIX=4&TILEROW=6&TILECOL=13&tk=${KEY}`,
    ])
  })

  test('are asked for once, and then kept here and by browsers', async () => {
    await set()
    const answers = await Promise.all(Array.from({ length: 5 }, () => picture(0, 5, 26, 12)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200])
    expect(service.asked).toHaveLength(1)
    expect(answers[0]?.headers['cache-control']).toBe('private, max-age=86400')
    const again = await world.inject({
      url: '/api/v1/tiles/raster/0/5/26/12',
      headers: { cookie: rep.cookie, 'if-none-match': String(answers[0]?.headers.etag) },
    })
    expect(again.statusCode).toBe(304)
  })

  test('never show the key: not to the administrator, not to readers, not in an error', async () => {
    const answers = [
      await set(),
      await administrator.get('/tiles/base/pictures'),
      await rep.get('/tiles/base'),
      await picture(0, 6, 52, 24),
    ]
    service.answer = (_request, reply) => void reply.writeHead(403).end(`bad key ${KEY}`)
    answers.push(await picture(0, 6, 52, 25))
    for (const answer of answers)
      expect(answer.payload + JSON.stringify(answer.headers)).not.toContain(KEY)
    const shown = answers[1]?.json<PictureMap>().templates[0] ?? ''
    expect(shown).toContain('tk=***')
    expect(shown).toContain('LAYER=vec&TILEMATRIX={z}')
  })

  test('keep their key when what was shown is sent back with another name', async () => {
    await set()
    const shown = (await administrator.get('/tiles/base/pictures')).json<PictureMap>()
    const changed = { ...shown, attribution: '© 天地图 2026' }
    expect((await administrator.send('PUT', '/tiles/base/pictures', changed)).statusCode).toBe(200)
    await picture(0, 7, 104, 50)
    expect(service.asked.at(-1)).toContain(`tk=${KEY}`)
  })

  test('keep the key of each layer when what was shown is edited', async () => {
    const layer = (key: string) => `${service.url}/{z}/{x}/{y}?tk=${key}`
    await set({ templates: [layer('first'), layer('second')] })
    const shown = (await administrator.get('/tiles/base/pictures')).json<PictureMap>().templates
    expect(shown).toEqual([layer('***'), layer('***')])
    await set({ templates: [`${layer('***')}&style=dark`, layer('***')] })
    await picture(0, 7, 104, 51)
    await picture(1, 7, 104, 51)
    expect(service.asked).toEqual(['/7/104/51?tk=first&style=dark', '/7/104/51?tk=second'])
    const more = await set({ templates: [layer('***'), layer('***'), layer('***')] })
    expect(more.json()).toMatchObject({ code: 'map-template-invalid' })
    expect((await set({ templates: [`${layer('***')}&key=***`] })).statusCode).toBe(400)
  })

  test('are missing where the service has none, and beyond its zooms', async () => {
    await set({ minZoom: 3 })
    service.answer = (_request, reply) => void reply.writeHead(404).end()
    expect((await picture(0, 8, 1, 1)).statusCode).toBe(204)
    expect((await picture(0, 2, 1, 1)).statusCode).toBe(204)
    expect(service.asked).toHaveLength(1)
    expect((await picture(2, 8, 1, 1)).statusCode).toBe(404)
  })

  const failures: [what: string, answer: Service['answer']][] = [
    ['refuses', (_request, reply) => void reply.writeHead(418).end('no')],
    ['sends a page', (_request, reply) =>
      void reply.writeHead(200, { 'content-type': 'image/png' }).end('<html>log in</html>')],
    ['sends a drawing that may hold scripts', (_request, reply) =>
      void reply.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>')],
    ['sends too much', (_request, reply) =>
      void reply.writeHead(200).end(Buffer.concat([png, Buffer.alloc(2 * 1024 * 1024)]))],
    ['leads elsewhere', (request, reply) =>
      void reply.writeHead(302, { location: `http://${request.headers.host ?? ''}/secret` }).end()],
    ['breaks off', (_request, reply) => {
      reply.writeHead(200, { 'content-length': '1000' })
      reply.write(png, () => reply.destroy())
    }],
  ] // prettier-ignore
  test.each(failures)(
    'that cannot be had are said so when the service %s',
    async (what, answer) => {
      await set({ attribution: what })
      service.answer = answer
      const refused = await picture(0, 9, 1, 1)
      expect(refused.statusCode).toBe(502)
      expect(refused.json()).toMatchObject({ code: 'map-picture-unavailable' })
      // It is asked again when somebody wants it again.
      service.answer = sendPng
      expect((await picture(0, 9, 1, 1)).statusCode).toBe(200)
    },
  )

  test('are not waited for for ever', async () => {
    service.answer = () => undefined
    const limits = { timeoutMs: 50, maxBytes: 1000 }
    await expect(fetchPicture(new URL(service.url), limits)).rejects.toMatchObject({
      code: 'map-picture-unavailable',
      detail: expect.stringContaining('in time') as string,
    })
  })

  test('of a datum that lies elsewhere are refused, and so is what is no template', async () => {
    await administrator.send('DELETE', '/tiles/base/pictures')
    const refusal = async (told: Partial<PictureMap>) => {
      const answer = await set(told)
      return [answer.statusCode, answer.json<{ code: string }>().code]
    }
    expect(await refusal({ datum: 'GCJ-02' })).toEqual([400, 'map-datum-unsupported'])
    expect(await refusal({ datum: 'BD-09' })).toEqual([400, 'map-datum-unsupported'])
    const wrong = [
      'https://example.org/{z}/{x}.png',
      'https://example.org/{z}/{x}/{y}/{key}.png',
      'file:///etc/{z}/{x}/{y}',
      'https://me:secret@example.org/{z}/{x}/{y}',
      '{z}/{x}/{y} is where it is',
    ]
    for (const template of wrong)
      expect(await refusal({ templates: [template] })).toEqual([400, 'map-template-invalid'])
    expect((await administrator.get('/tiles/base/pictures')).json()).toBeNull()
  })

  test('are set by administrators of everything alone, and gone when removed', async () => {
    await set()
    const planner = await world.signInAs('planner', { everything: true })
    expect((await planner.get('/tiles/base/pictures')).statusCode).toBe(403)
    expect((await planner.send('PUT', '/tiles/base/pictures', map)).statusCode).toBe(403)
    const partly = await world.signInAs('administrator', {})
    expect((await partly.get('/tiles/base/pictures')).statusCode).toBe(403)
    expect((await world.inject({ url: '/api/v1/tiles/raster/0/9/1/1' })).statusCode).toBe(401)
    expect((await administrator.send('DELETE', '/tiles/base/pictures')).statusCode).toBe(204)
    expect((await rep.get('/tiles/base')).json()).toMatchObject({ kind: 'none' })
    expect((await picture(0, 9, 1, 1)).statusCode).toBe(404)
  })
})
