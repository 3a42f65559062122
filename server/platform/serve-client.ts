import { resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { declareOpen } from './describe-api.ts'

/** The screens of the single page: each answers with the page itself. */
const screens = [
  '/',
  '/live',
  '/plan',
  '/plan/:day',
  '/licences',
  '/reports',
  '/retailers',
  '/admin',
  '/admin/:part',
  '/m',
  '/sign-in',
]

/** Serves the built client: hashed assets for ever, the page never from a cache. */
export async function serveClient(http: FastifyInstance, clientDir: string): Promise<void> {
  await http.register(async (pages) => {
    declareOpen(pages)
    await pages.register(fastifyStatic, {
      root: resolve(clientDir),
      index: false,
      maxAge: '0s',
      setHeaders(reply, path) {
        if (path.includes('/assets/'))
          void reply.header('cache-control', 'public, max-age=31536000, immutable')
      },
    })
    for (const path of screens)
      pages.get(path, { schema: { hide: true } }, (_request, reply) =>
        reply.header('cache-control', 'no-cache').sendFile('index.html'),
      )
  })
}
