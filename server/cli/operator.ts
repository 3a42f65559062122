import type { VroomError } from '../../shared/optimizer.ts'
import { problems, type ProblemBody, type ProblemCode } from '../../shared/problems.ts'
import { startServer } from '../start-server.ts'
import { readRunningServer } from '../running-server.ts'
import type { Session } from './session.ts'

/** A command that cannot be done, in words for the terminal. */
export class CommandRefused extends Error {
  override name = 'CommandRefused'
}

/** The command line as a client of the HTTP API: the same doors, checks and audit as the screens. */
export interface Operator {
  request<T>(method: string, path: string, body?: object): Promise<T>
  /** The raw answer, for files. */
  fetch(path: string): Promise<Response>
  /** An answer that comes line by line, each a JSON value. */
  stream<T>(path: string, body: object, signal: AbortSignal): AsyncGenerator<T>
  close: () => Promise<void>
}

/**
 * Talks to the server that runs on this data folder, or opens one for the length of the command: an
 * embedded database has one owner, so its owner does the work.
 */
async function connectOperator({ config, output }: Session): Promise<Operator> {
  const running = await readRunningServer(config.dataDir)
  if (running) return speakTo(running.url, running.token)
  const server = await startServer({
    config: { ...config, host: '127.0.0.1', port: 0 },
    progress: output.progress,
    announce: false,
  })
  return speakTo(server.url, server.operatorToken, () => server.close())
}

/** Acts with a connection and always closes it. */
export async function withOperator(
  session: Session,
  act: (operator: Operator) => Promise<void>,
): Promise<void> {
  const operator = await connectOperator(session)
  try {
    await act(operator)
  } finally {
    await operator.close()
  }
}

/** @param close what ends the server, when it was opened for this command only */
export function speakTo(
  url: string,
  token: string,
  close: () => Promise<void> = () => Promise.resolve(),
): Operator {
  const send = async (
    method: string,
    path: string,
    body?: object,
    more: { headers?: Record<string, string>; signal?: AbortSignal } = {},
  ) => {
    const isForm = body instanceof FormData
    const response = await fetch(`${url}/api/v1${path}`, {
      ...more,
      method,
      headers: {
        ...more.headers,
        authorization: `Bearer ${token}`,
        ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    })
    if (!response.ok) throw new CommandRefused(await describeRefusal(response))
    return response
  }
  return {
    async request<T>(method: string, path: string, body?: object) {
      const response = await send(method, path, body)
      return (response.status === 204 ? undefined : await response.json()) as T
    },
    fetch: (path) => send('GET', path),
    async *stream<T>(path: string, body: object, signal: AbortSignal) {
      const headers = { accept: 'application/x-ndjson' }
      const { body: lines } = await send('POST', path, body, { headers, signal })
      if (!lines) return
      for await (const line of readLines(lines)) yield JSON.parse(line) as T
    },
    close,
  }
}

async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

async function describeRefusal(response: Response): Promise<string> {
  const body = (await response.json().catch(() => ({}))) as Partial<
    ProblemBody & Omit<VroomError, 'code'>
  >
  if (body.error !== undefined) return `${body.error} (${body.problem ?? 'no code'})`
  const known = body.code !== undefined && body.code in problems
  const title = known ? problems[body.code as ProblemCode].title : `HTTP ${response.status}`
  return `${title}${body.detail === undefined ? '' : `: ${body.detail}`} (${body.code ?? 'no code'})`
}
