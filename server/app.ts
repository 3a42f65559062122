import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import compress from '@fastify/compress'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance } from 'fastify'
import { areas } from './areas/index.ts'
import { auth, findCaller, guardRoutes, type GuardedRoute } from './auth/index.ts'
import type { Config } from './config.ts'
import { people } from './people/index.ts'
import { createFrames, openLive } from './live/index.ts'
import { licences } from './licences/index.ts'
import { imports } from './imports/index.ts'
import { installation, isDemo, reportHealth } from './installation/index.ts'
import { loadDemoCity } from './demo/index.ts'
import { describeApi } from './platform/describe-api.ts'
import { optimizer } from './optimizer/index.ts'
import { planning, teamOfPlan } from './planning/index.ts'
import type { Bus } from './platform/bus.ts'
import type { Clock } from './platform/clock.ts'
import type { Db } from './platform/database/index.ts'
import type { Parts } from './platform/http.ts'
import { closePromptly } from './platform/close-promptly.ts'
import { createOperator } from './platform/operator.ts'
import { answerError, answerProblems } from './platform/problem.ts'
import { serializeRequest } from './platform/serialize-request.ts'
import { serveClient } from './platform/serve-client.ts'
import { createIngest, latestPositions, positions } from './positions/index.ts'
import { reports } from './reports/index.ts'
import { openRoadWorks, osrmApi, roads } from './roads/index.ts'
import { retailers } from './retailers/index.ts'
import { simulation } from './simulation/index.ts'
import { hasOwnMap, tiles, writeBaseMap } from './tiles/index.ts'
import { visits } from './visits/index.ts'

export interface AppParts {
  config: Config
  db: Db
  clock: Clock
  bus: Bus
  /** Secret of the command line on this machine, and of what the server asks of itself. */
  operatorToken: string
  /** Folder of the built client; no pages are served without it. */
  clientDir?: string
}

export interface App {
  readonly http: FastifyInstance
  /** Every route with who may call it. */
  routes(): GuardedRoute[]
}

/** The table of contents of the server: every feature, in order. */
export async function buildApp(app: AppParts): Promise<App> {
  const { config, db, clock, bus } = app
  const http = Fastify({
    logger: {
      level: config.logLevel,
      redact: ['req.headers.authorization', 'req.headers.cookie'],
      serializers: { req: serializeRequest },
    },
    // The one proxy in front and nothing before it: what a client writes into X-Forwarded-For is not its address.
    trustProxy: (_address, hop) => config.publicUrl !== undefined && hop === 0,
    bodyLimit: 1024 * 1024,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    // A busy machine may need longer than the usual ten seconds to start; that is no reason to fail.
    routerOptions: { maxParamLength: 200 },
  })
  // Converts path and query text to the schema's types, and never a body: Ajv's coercion would make null a 0 there.
  http.setValidatorCompiler(TypeBoxValidatorCompiler)
  answerProblems(http)
  closePromptly(http)
  await http.register(cookie)
  await http.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'style-src': ["'self'", "'unsafe-inline'"],
        'worker-src': ["'self'", 'blob:'],
        'connect-src': ["'self'", 'ws:', 'wss:'],
        'upgrade-insecure-requests': null,
      },
    },
    strictTransportSecurity: config.publicUrl?.protocol === 'https:',
  })
  await http.register(rateLimit, { global: false })
  await http.register(compress, { threshold: 1024 })
  const guard = { config, db, operatorToken: app.operatorToken }
  const routes = guardRoutes(http, guard)
  reportHealth(http, db)
  await describeApi(http)

  const parts: Parts = { config, db, clock, announce: bus.announce }
  const works = await openRoadWorks({ ...parts, bus, drawMap: writeBaseMap, log: http.log })
  // Closing waits for requests in flight, and an upload may be one for long.
  http.addHook('preClose', async () => {
    await works.importer.cancel()
  })
  http.addHook('onClose', () => works.close())
  const asOperator = createOperator(http, app.operatorToken)
  const frames = createFrames()
  const ingest = createIngest({
    db,
    clock,
    moved: frames.add,
    failed: (error) => {
      http.log.error({ err: error }, 'positions were not stored; their phones will send again')
    },
  })
  openLive(http, {
    config,
    db,
    bus,
    frames,
    accept: ingest.accept,
    latestPositions: (teamId) => latestPositions(db, [teamId]),
    teamOfPlan: (planId) => teamOfPlan(db, planId),
    announce: bus.announce,
  })
  await http.register(
    async (api) => {
      await api.register(auth, { ...parts, isDemo: () => isDemo(db) })
      await api.register(installation, {
        ...parts,
        loadDemo: (progress) =>
          loadDemoCity({ ...parts, roads: works, request: asOperator, log: http.log }, progress),
        hasMap: async () => works.mapPath() !== undefined || (await hasOwnMap(parts)),
        simulate: (day) => asOperator('POST', '/simulation', { day, speed: 30 }),
      })
      await api.register(positions, { ...parts, ingest })
      await api.register(people, parts)
      await api.register(areas, parts)
      await api.register(retailers, { ...parts, travel: works.travel })
      await api.register(licences, parts)
      await api.register(reports, parts)
      await api.register(roads, { ...parts, works })
      await api.register(tiles, { ...parts, mapPath: () => works.mapPath() })
      await api.register(planning, {
        ...parts,
        travel: works.travel,
        sightings: (teamId) => latestPositions(db, [teamId]),
      })
      await api.register(optimizer, {
        ...parts,
        travel: works.travel,
        findCaller: (request) => findCaller(request, guard),
      })
      await api.register(visits, parts)
      await api.register(imports, parts)
      await api.register(simulation, { ...parts, isDemo: () => isDemo(db) })
    },
    { prefix: '/api/v1' },
  )
  await http.register(osrmApi, {
    ...parts,
    works,
    findCaller: (request) => findCaller(request, guard),
  })
  if (app.clientDir !== undefined) await serveClient(http, app.clientDir)
  return { http, routes }
}
