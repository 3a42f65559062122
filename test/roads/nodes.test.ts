import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { RoadState } from '../../shared/roads.ts'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { importStreets } from '../support/import-streets.ts'
import { townXml } from './support/write-town.ts'

let dataDir: string
let here: TestApp
let there: TestApp
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'beatline-nodes-'))
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  here = await openTestApp({ DATA_DIR: dataDir })
  there = await openTestApp({ DATA_DIR: dataDir })
})
afterEach(async () => {
  await here.close()
  await there.close()
  vi.useRealTimers()
  await rm(dataDir, { recursive: true })
})

const stateOf = async (session: SignedIn) => (await session.get('/roads')).json<RoadState>()

test('a node that was not told of another’s streets finds them within a minute, and when they are gone', async () => {
  const [me, them] = [
    await here.signInAs('manager'),
    await there.signInAs('administrator', {
      everything: true,
    }),
  ]
  await importStreets(here, townXml())
  const { data } = await stateOf(me)
  vi.advanceTimersByTime(60_000)
  await expect.poll(() => stateOf(them)).toMatchObject({ state: 'ready', data })
  const told = () => there.heard.filter(({ event }) => event === 'roads:changed')
  await expect.poll(told).toMatchObject([{ payload: [{ dataId: data?.id }] }])

  expect((await them.send('DELETE', '/roads/data')).statusCode).toBe(200)
  expect(await stateOf(me)).toMatchObject({ state: 'ready' })
  vi.advanceTimersByTime(60_000)
  await expect.poll(() => stateOf(me)).toMatchObject({ state: 'empty', data: null })
})
