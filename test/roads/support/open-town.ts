import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { RoadState } from '../../../shared/roads.ts'
import { openTestApp, type SignedIn, type TestApp } from '../../support/app.ts'
import { townXml } from './write-town.ts'

export interface Town {
  readonly world: TestApp
  readonly administrator: SignedIn
  readonly dataDir: string
  close(): Promise<void>
}

/** A server with the streets of a small town, or of the map given. */
export async function openTown(
  environment: Record<string, string> = {},
  map: string | Buffer = townXml(),
  fileName = 'town.osm',
): Promise<Town> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beatline-town-'))
  const world = await openTestApp({ DATA_DIR: dataDir, ...environment })
  const administrator = await world.signInAs('administrator', { everything: true })
  await sendMap(world, administrator, map, fileName)
  await vi.waitFor(
    async () => {
      const { import: last } = (await administrator.get('/roads')).json<RoadState>()
      if (last?.status !== 'done') throw new Error(last?.detail ?? 'still running')
    },
    { timeout: 60_000, interval: 50 },
  )
  return {
    world,
    administrator,
    dataDir,
    async close() {
      await world.close()
      await rm(dataDir, { recursive: true })
    },
  }
}

/** As a browser's form sends it. */
export function sendMap(
  world: TestApp,
  { cookie }: Pick<SignedIn, 'cookie'>,
  map: string | Buffer,
  fileName = 'town.osm',
) {
  const boundary = 'town'
  const head =
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\n` +
    'content-type: application/octet-stream\r\n\r\n'
  const tail = `\r\n--${boundary}--\r\n`
  return world.inject({
    method: 'POST',
    url: '/api/v1/roads/import',
    headers: {
      cookie,
      host: 'beatline.test',
      origin: 'http://beatline.test',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(map), Buffer.from(tail)]),
  })
}
