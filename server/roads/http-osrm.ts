import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { isByToken, isFromThisMachine, type Caller } from '../auth/index.ts'
import type { Feature, Parts } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { serializeRoute } from '../platform/serialize-request.ts'
import { answerNearest } from './osrm/answer-nearest.ts'
import { answerRoute } from './osrm/answer-route.ts'
import { answerTable } from './osrm/answer-table.ts'
import { OsrmRefusal } from './osrm/osrm-refusal.ts'
import { checkGeneral, parseOsrmOptions } from './osrm/parse-osrm-options.ts'
import { parseOsrmPath, type OsrmPath } from './osrm/parse-osrm-path.ts'
import type { RoadWorks } from './road-works.ts'

export interface OsrmOptions extends Parts {
  readonly works: RoadWorks
  /** The person, phone or operator behind a request, if there is one. */
  readonly findCaller: (request: FastifyRequest) => Promise<Caller | null>
}

/** OSRM's services; those that are not answered here say so in its own words. */
const services = ['route', 'table', 'nearest', 'match', 'trip', 'tile']
const REQUESTS_PER_MINUTE = 6000

/**
 * The HTTP API of OSRM (osrm-backend 6, docs/http.md) over the imported streets, so that its clients work unchanged.
 * Answers carry nothing about shops or people: open on this machine, by token from elsewhere. Never estimates.
 */
export const osrmApi: Feature<OsrmOptions> = (app, { config, works, findCaller }) => {
  app.setErrorHandler(answerRefusal)
  app.addHook('onRequest', async (request) => {
    if (isFromThisMachine(request, config) || isByToken(request, config.roadsToken)) return
    if (!(await findCaller(request)))
      throw new OsrmRefusal('InvalidToken', 'A token is needed', 401)
  })
  for (const service of services)
    app.get(
      `/${service}/*`,
      {
        config: {
          roles: 'anyone',
          rateLimit: { max: REQUESTS_PER_MINUTE, timeWindow: '1 minute' },
        },
        logSerializers: { req: serializeRoute },
        schema: { tags: ['roads'], summary: `OSRM’s ${service} service` },
      },
      (request) => answer(works, request.raw.url ?? ''),
    )
  return Promise.resolve()
}

async function answer(works: RoadWorks, url: string): Promise<object> {
  const [rawPath = '', query = ''] = url.split(/\?(.*)/s)
  const path = parseOsrmPath(decodePath(rawPath))
  const begin = rawPath.length + 1
  if (path.service === 'nearest') {
    const options = parseOsrmOptions('nearest', query, begin)
    checkGeneral(options, path.points.length)
    return answerNearest(openEngine(works), path.profile, path.points, options)
  }
  if (path.service === 'table') {
    const options = parseOsrmOptions('table', query, begin)
    checkGeneral(options, path.points.length)
    requireTwo(path)
    return answerTable(openEngine(works), path.profile, path.points, options)
  }
  const options = parseOsrmOptions('route', query, begin)
  checkGeneral(options, path.points.length)
  requireTwo(path)
  return answerRoute(openEngine(works), path.profile, path.points, options)
}

function requireTwo({ points }: OsrmPath): void {
  if (points.length < 2)
    throw new OsrmRefusal('InvalidOptions', 'Number of coordinates needs to be at least two.')
}

function openEngine(works: RoadWorks) {
  try {
    return works.ownEngine()
  } catch (error) {
    if (error instanceof Problem) throw new OsrmRefusal('DisabledDataset', error.message, 503)
    throw error
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function answerRefusal(
  error: FastifyError | OsrmRefusal,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { code, message, status } = toRefusal(error)
  if (status === 500) request.log.error({ err: error }, 'request failed')
  return reply.code(status).send({ code, message })
}

function toRefusal(error: FastifyError | OsrmRefusal) {
  if (error instanceof OsrmRefusal) return error
  if (error.statusCode === 429)
    return { code: 'TooManyRequests', message: 'Too many requests', status: 429 }
  if (error.statusCode !== undefined && error.statusCode < 500)
    return { code: 'InvalidQuery', message: error.message, status: 400 }
  return { code: 'InternalError', message: 'Something went wrong on the server', status: 500 }
}
