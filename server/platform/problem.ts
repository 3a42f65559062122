import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problems, type ProblemBody, type ProblemCode } from '../../shared/problems.ts'

/** A refusal. Domain code throws it; the one handler below turns it into an answer. */
export class Problem extends Error {
  override name = 'Problem'
  readonly code: ProblemCode
  /** Where and what, in English, for developers; never a secret, never shown by the screens. */
  readonly detail: string | undefined
  constructor(code: ProblemCode, detail?: string) {
    super(detail ?? problems[code].title)
    this.code = code
    this.detail = detail
  }
}

/** Every error leaves as `application/problem+json`; what is not a Problem says nothing but its request id. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .type('application/problem+json')
      .send(problemBody('not-found', request.id, `${request.method} ${request.url}`)),
  )
}

/** Also for what Fastify refuses before it looks for a route. */
export function answerError(
  error: FastifyError | Problem,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { code, detail } = toProblem(error)
  if (code === 'internal') request.log.error({ err: error }, 'request failed')
  if (problems[code].status === 503) void reply.header('retry-after', '2')
  return reply
    .code(problems[code].status)
    .type('application/problem+json')
    .send(problemBody(code, request.id, detail))
}

function problemBody(code: ProblemCode, requestId: string, detail?: string): ProblemBody {
  const { status, title } = problems[code]
  return {
    type: `urn:beatline:problem:${code}`,
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    requestId,
  }
}

/** PostgreSQL classes 08 (connection), 40 (deadlock) and 57 (shutdown, cancelled) and pool errors heal by themselves. */
const passing = /^(08|40|57)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/

/** What `pg` says without a code when the database goes away under a statement. */
const lostConnection = /^(Connection terminated|Cannot use a pool|timeout exceeded when trying)/

/** PostgreSQL: out of the range of a number or a date, no value of its type, a character that no text can hold. */
const unfit = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05'])

/** The refusal that an error stands for; what nobody foresaw is `internal`. */
export function toProblem(error: FastifyError | Problem): {
  code: ProblemCode
  detail?: string | undefined
} {
  if (error instanceof Problem) return error
  if (error.validation) return { code: 'input-invalid', detail: error.message }
  if (error.statusCode === 413) return { code: 'input-too-large' }
  if (error.statusCode === 429) return { code: 'too-many-requests' }
  if (error.statusCode === 404) return { code: 'not-found' }
  if (error.statusCode && error.statusCode < 500)
    return { code: 'input-invalid', detail: error.message }
  if (passing.test(error.code) || lostConnection.test(error.message)) return { code: 'unavailable' }
  if (unfit.has(error.code)) return { code: 'input-invalid', detail: error.message }
  return { code: 'internal' }
}
