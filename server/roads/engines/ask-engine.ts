import { Problem } from '../../platform/problem.ts'

export interface EngineRequest {
  readonly headers?: Readonly<Record<string, string>>
  /** Sent by POST as JSON; without it the request is a GET. */
  readonly body?: object
}

export interface EngineAnswer {
  readonly status: number
  readonly body: unknown
}

/** An engine that works refuses one question. Whatever else it rejects with means that it cannot be used. */
export class QuestionRefused extends Problem {
  constructor(detail: string) {
    super('road-engine-unavailable', detail)
  }
}

/** A matrix of the slowest of them (Valhalla, 50 × 50 in 2.4 s) on a busy machine. */
const TIMEOUT_MILLIS = 30_000

/**
 * Answers, and refusals in an engine's own words. With any other status (a wrong key, a quota used up, a proxy without
 * its server) there is nothing to read in them.
 */
const answering = new Set([200, 400, 404, 413])

/** The engine was restarted, or closed a connection it had kept open. */
const reset = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/**
 * Asks an engine over HTTP and gives its answer, also when that is a refusal of the question. A connection that breaks
 * is tried once more.
 * @throws Problem road-engine-unavailable when there is no answer in time, none in JSON, or it cannot be used
 */
export async function askEngine(url: string, request: EngineRequest = {}): Promise<EngineAnswer> {
  let response: { status: number; text: string }
  try {
    response = await send(url, request).catch((error: unknown) => {
      if (!reset.has(causeOf(error))) throw error
      return send(url, request)
    })
  } catch (error) {
    throw new Problem('road-engine-unavailable', `${placeOf(url)}: ${explain(error)}`)
  }
  const { status } = response
  const body = parse(response.text)
  if (body === undefined) throw refuseAnswer(url, status, 'without JSON')
  if (!answering.has(status)) throw refuseAnswer(url, status, reasonOf(body))
  return { status, body }
}

/** An answer that is none of those the engine's documentation has for a question: it cannot be used. */
export function refuseAnswer(url: string, status: number, says = 'in another format'): Problem {
  return new Problem('road-engine-unavailable', wordAnswer(url, status, says))
}

/** The engine's own refusal of what it was asked. */
export function refuseQuestion(url: string, status: number, says: string): QuestionRefused {
  return new QuestionRefused(wordAnswer(url, status, says))
}

const wordAnswer = (url: string, status: number, says: string) =>
  `${placeOf(url)} answers HTTP ${String(status)}: ${says.slice(0, 300)}`

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** As gateways and engines word it: `error`, its `message`, or `message`. */
function reasonOf(body: unknown): string | undefined {
  const { error, message } = (body ?? {}) as { error?: unknown; message?: unknown }
  const says = (error as { message?: unknown } | null | undefined)?.message ?? error ?? message
  return typeof says === 'string' ? says : undefined
}

async function send(url: string, { headers, body }: EngineRequest) {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: {
      accept: 'application/json',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  })
  return { status: response.status, text: await response.text() }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : null
  return cause?.code ?? ''
}

/** In words of our own: those of fetch may hold the whole address. */
function explain(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `no answer in ${String(TIMEOUT_MILLIS / 1000)} s`
  const code = causeOf(error)
  return code ? `not reachable (${code})` : 'not reachable'
}

/** Without what was asked for: coordinates of shops do not belong into messages. */
const placeOf = (url: string) => new URL(url).origin
