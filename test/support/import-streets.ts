import { expect, vi } from 'vitest'
import type { RoadState } from '../../shared/roads.ts'
import type { TestApp } from './app.ts'

/** Uploads an OpenStreetMap file as a browser's form does, and waits until its streets are in use. */
export async function importStreets(world: TestApp, text: string): Promise<void> {
  const administrator = await world.signInAs('administrator', { everything: true })
  const boundary = 'streets'
  const begun = await world.inject({
    method: 'POST',
    url: '/api/v1/roads/import',
    headers: {
      cookie: administrator.cookie,
      host: 'beatline.test',
      origin: 'http://beatline.test',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload:
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="streets.osm"\r\n` +
      `content-type: application/octet-stream\r\n\r\n${text}\r\n--${boundary}--\r\n`,
  })
  expect(begun.statusCode).toBe(202)
  await vi.waitFor(
    async () => {
      const state = (await administrator.get('/roads')).json<RoadState>()
      expect(state.import).toMatchObject({ status: 'done', detail: null })
    },
    { timeout: 30_000, interval: 50 },
  )
}
