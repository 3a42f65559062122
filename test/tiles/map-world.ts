import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { withFile } from '../osm/support/with-file.ts'
import { writeXml } from '../osm/support/write-xml.ts'
import { drawBaseMap } from '../../server/tiles/draw/draw-base-map.ts'
import { Sketch } from './draw-map.ts'

/** A server with a data folder of its own. */
export interface MapWorld extends TestApp {
  readonly dataDir: string
  putMap(session: SignedIn, content: Uint8Array): Promise<LightMyRequestResponse>
}

/** Sends a file as the map of one's own. */
export function putMap(
  world: TestApp,
  { cookie }: SignedIn,
  content: Uint8Array,
): Promise<LightMyRequestResponse> {
  return world.inject({
    method: 'PUT',
    url: '/api/v1/tiles/base/file',
    headers: {
      cookie,
      host: 'beatline.test',
      origin: 'http://beatline.test',
      'content-type': 'application/octet-stream',
    },
    payload: Buffer.from(content),
  })
}

export async function openMapWorld(environment: Record<string, string> = {}): Promise<MapWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'beatline-tiles-'))
  const world = await openTestApp({ ...environment, DATA_DIR: dataDir })
  return {
    ...world,
    dataDir,
    putMap: (session, content) => putMap(world, session, content),
    async close() {
      await world.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Draws a map with one named street through `here` to a file. */
export async function drawStreet(name: string, path: string): Promise<void> {
  const sketch = new Sketch()
  sketch.way([[-300, 0], [300, 0]], { highway: 'primary', name }) // prettier-ignore
  const draft = `${path}.new`
  await withFile(writeXml(sketch.map), (osm) => drawBaseMap(osm, draft, () => undefined))
  renameSync(draft, path)
}
