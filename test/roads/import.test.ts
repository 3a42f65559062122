import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { RoadState } from '../../shared/roads.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { sendMap } from './support/open-town.ts'
import { townXml } from './support/write-town.ts'

let dataDir: string
let world: TestApp
let administrator: SignedIn

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'beatline-roads-'))
  world = await openTestApp({ DATA_DIR: dataDir, MAX_ROADS_MB: '1' })
  administrator = await world.signInAs('administrator', { everything: true })
})
afterAll(async () => {
  await world.close()
  await rm(dataDir, { recursive: true })
})

const upload = (text: string, who = administrator) => sendMap(world, who, text)

const readState = async () => (await administrator.get('/roads')).json<RoadState>()

async function ended(): Promise<RoadState> {
  const running = { status: 'running' }
  return vi.waitFor(
    async () => {
      const state = await readState()
      expect(state.import).not.toMatchObject(running)
      return state
    },
    { timeout: 30_000, interval: 50 },
  )
}

const foldersLeft = async () =>
  (await readdir(join(dataDir, 'roads'))).filter((name) => !['current', 'tmp'].includes(name))

describe('importing streets', () => {
  test('there are none at first: times are estimates, by e-bike', async () => {
    expect(await readState()).toEqual({
      engine: 'own',
      state: 'empty',
      detail: null,
      profile: 'e-bike',
      data: null,
      import: null,
    })
    expect((await administrator.send('DELETE', '/roads/data')).json()).toMatchObject({
      code: 'roads-missing',
    })
  })

  test('makes streets and a map of an uploaded file, tells how far it is, and never goes back', async () => {
    const begun = await upload(townXml())
    expect(begun.statusCode).toBe(202)
    expect(begun.json<RoadState>().import).toMatchObject({ fileName: 'town.osm', detail: null })
    let last = 0
    const done = await vi.waitFor(
      async () => {
        const state = await readState()
        expect(state.import?.progress).toBeGreaterThanOrEqual(last)
        last = state.import?.progress ?? 0
        expect(state.import?.status).toBe('done')
        return state
      },
      { timeout: 30_000, interval: 10 },
    )
    expect(done).toMatchObject({ state: 'ready', import: { progress: 1, stage: 'store' } })
    expect(done.data).toMatchObject({
      fileName: 'town.osm',
      segments: 49,
      map: { broken: 0, ocean: 'none' },
    })
    expect(done.data?.profiles.map(({ profile }) => profile)).toEqual(['car', 'e-bike', 'foot'])
    expect(done.data?.bytes).toBeGreaterThan(1000)
    expect(await readdir(join(dataDir, 'roads', done.data?.id ?? ''))).toEqual([
      'about.json',
      'map.pmtiles',
      'roads.bin',
    ])
    expect(await readdir(join(dataDir, 'roads', 'tmp')).catch(() => [])).toEqual([])
    const said = world.heard.filter(({ event }) => event === 'roads:changed')
    expect(said.at(-1)?.payload).toEqual([{ dataId: done.data?.id }])
    // Written once the streets are there, which is told first.
    await vi.waitFor(async () => {
      const log = await world.db.selectFrom('audit_log').select(['action', 'person_id']).execute()
      expect(log).toContainEqual({
        action: 'roads-imported',
        person_id: administrator.personId,
      })
    })
  })

  test.each([
    ['no map at all', 'PK\u0003\u0004 a spreadsheet', 'foreign'],
    ['cut off', townXml().slice(0, -200), 'truncated'],
    ['without a street', '<?xml version="1.0"?><osm version="0.6"></osm>', 'no-streets'],
  ])('refuses a file that is %s, says why, and leaves what was there', async (_, text, fault) => {
    const before = await readState()
    expect((await upload(text)).statusCode).toBe(202)
    const after = await ended()
    expect(after.import).toMatchObject({ status: 'failed', fault })
    expect(after.import?.detail).toMatch(/\w{3}/)
    expect(after).toMatchObject({ state: 'ready', data: before.data })
    expect(await foldersLeft()).toEqual([before.data?.id])
  })

  test('refuses a file above the limit, and leaves nothing of it', async () => {
    const refused = await upload('x'.repeat(2 ** 20 + 1))
    expect(refused.json()).toMatchObject({ code: 'input-too-large' })
    expect((await ended()).import).toMatchObject({ status: 'failed', fault: 'too-large' })
    expect(await readdir(join(dataDir, 'roads', 'tmp'))).toEqual([])
  })

  test('forgets an upload whose sender goes away in the middle', async () => {
    const before = await readState()
    const sender = await beginUpload(100_000)
    sender.on('error', () => undefined).destroy()
    expect(await ended()).toMatchObject({
      import: { status: 'failed', fault: null },
      data: before.data,
    })
    expect(await readdir(join(dataDir, 'roads', 'tmp'))).toEqual([])
  })

  test('answers when an upload is ended in the middle, and lets the rest of it come', async () => {
    const rest = Buffer.alloc(2 ** 24)
    const sender = await beginUpload(uploadHead.length + rest.length)
    const answered = once(sender, 'response')
    expect((await upload(townXml())).json()).toMatchObject({ code: 'roads-import-running' })
    await administrator.send('DELETE', '/roads/import')
    const sent = once(sender, 'finish')
    sender.end(rest)
    const [answer] = (await answered) as [IncomingMessage]
    expect(answer.statusCode).toBe(409)
    answer.resume()
    await sent
  })

  test('takes one file at a time, and ends it when told to: what was there stays', async () => {
    const before = await readState()
    await upload(townXml())
    const second = await upload(townXml())
    expect(second.json()).toMatchObject({ code: 'roads-import-running' })
    expect((await administrator.send('DELETE', '/roads/data')).json()).toMatchObject({
      code: 'roads-import-running',
    })
    const cancelled = (await administrator.send('DELETE', '/roads/import')).json<RoadState>()
    expect(cancelled).toMatchObject({ import: { status: 'cancelled' }, data: before.data })
    expect(await foldersLeft()).toEqual([before.data?.id])
  })

  test('is for administrators of the whole installation', async () => {
    const manager = await world.signInAs('manager', { everything: true })
    expect((await upload(townXml(), manager)).json()).toMatchObject({
      code: 'role-forbidden',
    })
    const ofTeam = await world.signInAs('administrator')
    for (const answer of [
      await upload(townXml(), ofTeam),
      await ofTeam.send('PUT', '/roads/profile', { profile: 'car' }),
      await ofTeam.send('DELETE', '/roads/data'),
    ])
      expect(answer.json()).toMatchObject({ code: 'scope-forbidden' })
    expect((await manager.get('/roads')).statusCode).toBe(200)
  })

  test('is in use again after a restart', async () => {
    const before = await readState()
    // Nor does an upload under way keep the server from ending.
    const sender = await beginUpload(100_000)
    sender.on('error', () => undefined)
    await world.close()
    const { signIn, ...again } = await reopen()
    administrator = signIn
    world = again
    expect((await readState()).data).toEqual(before.data)
  })

  test('lets people travel by something else', async () => {
    const changed = await administrator.send('PUT', '/roads/profile', { profile: 'car' })
    expect(changed.json()).toMatchObject({ profile: 'car' })
    expect(await readState()).toMatchObject({ profile: 'car' })
  })

  test('is taken away again', async () => {
    const removed = await administrator.send('DELETE', '/roads/data')
    expect(removed.json()).toMatchObject({ state: 'empty', data: null })
    expect(await foldersLeft()).toEqual([])
  })

  test('says of streets that no longer can be read what is wrong, instead of estimating', async () => {
    await upload(townXml())
    const { data } = await ended()
    await writeFile(join(dataDir, 'roads', data?.id ?? '', 'roads.bin'), 'damaged')
    await world.close()
    const { signIn, ...again } = await reopen()
    administrator = signIn
    world = again
    expect(await readState()).toMatchObject({ state: 'failed', data: { id: data?.id } })
    const refused = await administrator.get('/roads/route?points=117,30;117.002,30')
    expect(refused.json()).toMatchObject({ code: 'road-engine-unavailable' })
  })
})

const uploadHead =
  '--town\r\ncontent-disposition: form-data; name="file"; filename="half.osm"\r\n\r\n<?xml version="1.0"?>'

/** Over a connection as a browser's; only the beginning is sent. */
async function beginUpload(bytes: number): Promise<ClientRequest> {
  const { http } = world.app
  if (!http.server.listening) await http.listen({ host: '127.0.0.1', port: 0 })
  const { port } = http.server.address() as AddressInfo
  const sender = request({
    method: 'POST',
    port,
    host: '127.0.0.1',
    path: '/api/v1/roads/import',
    headers: {
      host: 'beatline.test',
      origin: 'http://beatline.test',
      cookie: administrator.cookie,
      'content-type': 'multipart/form-data; boundary=town',
      'content-length': bytes,
    },
  })
  sender.write(uploadHead)
  await vi.waitFor(async () =>
    expect((await readState()).import).toMatchObject({ fileName: 'half.osm', status: 'running' }),
  )
  return sender
}

async function reopen(): Promise<TestApp & { signIn: SignedIn }> {
  const next = await openTestApp({ DATA_DIR: dataDir, MAX_ROADS_MB: '1' })
  return { ...next, signIn: await next.signInAs('administrator', { everything: true }) }
}
