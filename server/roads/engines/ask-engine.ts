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

/** A matrix of the slowest of them (Valhalla, 50 × 50 in 2.4 s) on a busy machine. */
const TIMEOUT_MILLIS = 30_000

/** The engine was restarted, or closed a connection it had kept open. */
const reset = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/**
 * Asks an engine over HTTP and gives its answer, also when that is a refusal. A connection that breaks is tried once
 * more.
 * @throws Problem road-engine-unavailable when there is no answer in time, or none in JSON
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
  try {
    return { status: response.status, body: JSON.parse(response.text) }
  } catch {
    throw refuseAnswer(url, `HTTP ${String(response.status)} without JSON`)
  }
}

/** An answer that is none of those the engine's documentation has. */
export function refuseAnswer(url: string, says: string): Problem {
  return new Problem('road-engine-unavailable', `${placeOf(url)} answers ${says.slice(0, 300)}`)
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
