import { Writable } from 'node:stream'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { answerProblems } from '../../server/platform/problem.ts'
import { serializeRequest, serializeRoute } from '../../server/platform/serialize-request.ts'

/** The requests of a server's log, after it was asked for that address. */
async function logRequest(
  url: string,
  method: 'GET' | 'POST' = 'GET',
): Promise<{ text: string; asked: unknown }> {
  const lines: string[] = []
  const stream = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(String(line))
      done()
    },
  })
  const app = Fastify({ logger: { stream, serializers: { req: serializeRequest } } })
  answerProblems(app)
  app.get('/near', () => 'here')
  app.get('/route/*', { logSerializers: { req: serializeRoute } }, () => 'there')
  await app.inject({ method, url, headers: { host: 'a.example' } })
  await app.close()
  const [asked] = lines.map((line) => (JSON.parse(line) as { req?: object }).req).filter(Boolean)
  return { text: lines.join(''), asked }
}

test('a request is logged with who asked for what, and without its query', async () => {
  const { text, asked } = await logRequest('/near?token=secret&points=8.68,49.41')
  expect(text).not.toMatch(/secret|49\.41/)
  const who = { host: 'a.example', remoteAddress: '127.0.0.1' }
  expect(asked).toEqual({ method: 'GET', url: '/near', ...who })
})

test('a request whose path says where somebody is is logged as its pattern', async () => {
  const { text, asked } = await logRequest('/route/v1/car/8.68,49.41;8.69,49.42?token=secret')
  expect(text).not.toMatch(/secret|49\.41/)
  expect(asked).toMatchObject({ method: 'GET', url: '/route/*' })
})

test.each([
  '8.68,49.41;8.69,49.42',
  'polyline(ofp_Ik_vpAilAyu@49.41)',
  '8.68%2C49.41%3B8.69%2C49.42',
])('a path that nothing answers is logged without the places in it: %s', async (places) => {
  const { text, asked } = await logRequest(`/route/v1/car/${places}?token=secret`, 'POST')
  expect(text).not.toMatch(/secret|49\.4|ofp_/)
  expect(asked).toMatchObject({ method: 'POST', url: '/route/v1/car/…' })
})
