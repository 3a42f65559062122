import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { importStreets } from '../support/import-streets.ts'
import { townXml } from '../roads/support/write-town.ts'
import { putMap } from '../tiles/map-world.ts'
import { smallArchive } from '../tiles/small-archive.ts'

let world: TestApp
let administrator: SignedIn
beforeEach(async () => {
  world = await openTestApp()
  administrator = await world.signInAs('administrator', { everything: true })
})
afterEach(() => world.close())

const pictures = {
  templates: ['https://tiles.example/{z}/{x}/{y}.png'],
  datum: 'WGS-84',
  minZoom: 1,
  maxZoom: 18,
  tileSize: 256,
  attribution: '© somebody',
}

test.each<[string, () => Promise<unknown>]>([
  ['streets', () => importStreets(world, townXml())],
  [
    'a map file of one’s own',
    async () => putMap(world, administrator, await smallArchive(['streets', 'land', 'buildings'])),
  ],
  ['a map service', () => administrator.send('PUT', '/tiles/base/pictures', pictures)],
])('the demo city takes the place of nothing: it is refused over %s', async (_what, bring) => {
  await bring()
  const before = (await administrator.get('/tiles/base')).json<{ kind: string }>()
  expect(before.kind).not.toBe('none')
  const refused = await world.inject({ method: 'POST', url: '/api/v1/demo', payload: {} })
  expect(refused.json()).toMatchObject({ status: 409, code: 'demo-over-map' })
  expect((await administrator.get('/tiles/base')).json()).toEqual(before)
})
