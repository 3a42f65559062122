import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { pingDatabase } from './queries.ts'

/**
 * `/healthz`: the process answers. `/readyz`: it can do its work, the database included.
 * `/metrics`: Prometheus text; route patterns only, never an id or a person.
 */
export function reportHealth(http: FastifyInstance, db: Db): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  http.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    const { method } = request
    duration.observe({ method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    done()
  })
  const open = { config: { roles: 'anyone' as const }, schema: { hide: true } }
  http.get('/healthz', open, () => ({ status: 'ok' }))
  http.get('/readyz', open, async () => {
    await pingDatabase(db).catch(() => {
      throw new Problem('unavailable', 'the database does not answer')
    })
    return { status: 'ready' }
  })
  http.get('/metrics', open, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}
