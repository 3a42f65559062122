import { Writable } from 'node:stream'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { serializeRequest } from '../../server/platform/serialize-request.ts'

test('a request is logged with who asked for what, and without its query', async () => {
  const lines: string[] = []
  const stream = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(String(line))
      done()
    },
  })
  const app = Fastify({ logger: { stream, serializers: { req: serializeRequest } } })
  app.get('/near', () => 'here')
  await app.inject({ url: '/near?token=secret&points=8.68,49.41', headers: { host: 'a.example' } })
  await app.close()
  expect(lines.join('')).not.toMatch(/secret|49\.41/)
  const [asked] = lines.map((line) => (JSON.parse(line) as { req?: object }).req).filter(Boolean)
  expect(asked).toEqual({
    method: 'GET',
    url: '/near',
    host: 'a.example',
    remoteAddress: '127.0.0.1',
  })
})
