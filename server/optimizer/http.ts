import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { deskRoles } from '../../shared/auth.ts'
import { VroomInput } from '../../shared/optimizer-input.ts'
import { OptimizeEvent, VroomError, VroomSolution } from '../../shared/optimizer.ts'
import { problems, type ProblemCode } from '../../shared/problems.ts'
import { isByToken, isFromThisMachine, type Caller } from '../auth/index.ts'
import { openSolverPool } from './solver-pool.ts'
import type { Feature, Parts } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import type { Travel } from '../roads/index.ts'
import { openExplainer } from './explainer.ts'
import { optimize, type OptimizeWatch, type SearchCaps } from './optimize.ts'
import { isOurFault, writeRefusal } from './refuse-request.ts'
import { openRouteTimer } from './route-timer.ts'
import { openSearchDesk } from './search-best.ts'
import { chooseStream, openEventStream, type StreamType } from './write-stream.ts'
import { readRequest } from './vroom/read-request.ts'

export interface OptimizerOptions extends Parts {
  readonly travel: Travel
  /** The person, phone or operator behind a request, if there is one. */
  readonly findCaller: (request: FastifyRequest) => Promise<Caller | null>
}

/** What one caller may have of a server that others use as well. */
const caps: SearchCaps = {
  tasks: 5000,
  vehicles: 2000,
  choices: 5_000_000,
  skills: 100_000_000,
  windows: 25_000_000,
  seconds: 300,
  iterations: 100_000_000,
  threads: 2,
  explaining: 30,
}
/** Threads that searches may have or wait for; as many run at a time as the pool has. */
const SEARCHES = 10
/** Two matrices of about a thousand places. */
const MOST_BYTES = 16 * 1024 * 1024
const REQUESTS_PER_MINUTE = 120

/**
 * VROOM's JSON over our solver. Answers carry nothing about shops or people: open on this machine, by
 * token from elsewhere, and to everybody at a desk.
 */
export const optimizer: Feature<OptimizerOptions> = (app, { config, travel, findCaller }) => {
  const pool = openSolverPool()
  const desk = openSearchDesk(pool, SEARCHES)
  const explainer = openExplainer()
  const timer = openRouteTimer()
  app.addHook('onClose', async () => {
    await Promise.all([pool.close(), explainer.close(), timer.close()])
  })
  app.setErrorHandler(answerRefusal)
  app.addHook('onRequest', async (request) => {
    if (isFromThisMachine(request, config) || isByToken(request, config.roadsToken)) return
    requireDesk(await findCaller(request))
  })
  app.post(
    '/optimize',
    {
      bodyLimit: MOST_BYTES,
      // Compressed, a stream would arrive in one piece.
      compress: false,
      config: {
        roles: 'anyone',
        rateLimit: { max: REQUESTS_PER_MINUTE, timeWindow: '1 minute' },
      },
      // The reader below names the place that is wrong, in VROOM's shape; here the schema is only shown.
      validatorCompiler: () => () => true,
      serializerCompiler: () => (answer) => JSON.stringify(answer),
      schema: {
        tags: ['optimizer'],
        summary: 'Plans routes: VROOM’s JSON in and out, with ours under `beatline`',
        description:
          'With `Accept: application/x-ndjson` or `text/event-stream` better plans are told as they are found. ' +
          'The search ends when the caller hangs up.',
        body: VroomInput,
        response: {
          200: Type.Unsafe<VroomSolution | Readable>(VroomSolution),
          '4xx': VroomError,
          '5xx': VroomError,
        },
      },
    },
    async (request, reply) => {
      const read = readRequest(request.body)
      const signal = watchCaller(reply)
      const type = chooseStream(request.headers.accept)
      const run = (watch: OptimizeWatch) =>
        optimize(read, { desk, explainer, timer, travel, caps }, watch)
      if (!type) return run({ signal })
      return reply
        .type(type)
        .header('cache-control', 'no-store')
        .send(streamAnswer(type, run, signal, request))
    },
  )
  return Promise.resolve()
}

/** Aborts when the caller hangs up before the answer is through. */
function watchCaller({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort()
  })
  return controller.signal
}

function streamAnswer(
  type: StreamType,
  run: (watch: OptimizeWatch) => Promise<VroomSolution>,
  signal: AbortSignal,
  { log }: FastifyRequest,
) {
  const { stream, send } = openEventStream(type)
  const finish = (event: OptimizeEvent) => {
    send(event)
    stream.end()
  }
  run({ onImprovement: send, signal }).then(
    (solution) => {
      finish({ type: 'solution', solution })
    },
    (error: unknown) => {
      const refusal = writeRefusal(error)
      if (isOurFault(error)) log.error({ err: error }, 'request failed')
      finish({ type: 'error', error: refusal })
    },
  )
  return stream
}

function requireDesk(caller: Caller | null): void {
  if (!caller) throw new Problem('not-signed-in')
  if (caller.mustChangePassword) throw new Problem('password-change-required')
  if (caller.via === 'device' || !(deskRoles as readonly string[]).includes(caller.role))
    throw new Problem('role-forbidden')
}

function answerRefusal(error: Error, request: FastifyRequest, reply: FastifyReply) {
  const refusal = writeRefusal(error)
  if (isOurFault(error)) request.log.error({ err: error }, 'request failed')
  const { status } = problems[refusal.problem as ProblemCode]
  if (status === 503) void reply.header('retry-after', '2')
  return reply.code(status).send(refusal)
}
