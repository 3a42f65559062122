import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import type { LngLat } from '../../../shared/geo.ts'

export interface Asked {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}

/** What a server of somebody else's answers: JSON and its status, or a broken connection. */
export type Answer = { readonly status?: number; readonly body: unknown } | 'reset'

export interface AnsweringServer {
  readonly url: string
  readonly asked: Asked[]
  close(): Promise<void>
}

/** An HTTP server on this machine that keeps what it was asked. */
export async function startServer(answer: (asked: Asked) => Answer): Promise<AnsweringServer> {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const one = { path: request.url ?? '', headers: request.headers, body }
      asked.push(one)
      send(response, answer(one))
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${String(port)}`,
    asked,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

/** Two places near each other, and one without streets around it. */
export const near: readonly [LngLat, LngLat] = [
  [8.68, 49.41],
  [8.69, 49.42],
]
export const far: LngLat = [8, 50]

/** A server for each test of a file, which `serve` starts with its answers. */
export function eachTestServes() {
  let server: AnsweringServer | undefined
  const started = () => {
    if (!server) throw new Error('the test has started no server')
    return server
  }
  afterEach(async () => {
    await server?.close()
    server = undefined
  })
  return {
    async serve(answer: (asked: Asked) => Answer) {
      server = await startServer(answer)
    },
    get url() {
      return started().url
    },
    get asked() {
      return started().asked
    },
    close: () => started().close(),
  }
}

async function read(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text === '' ? undefined : JSON.parse(text)
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer === 'reset') {
    response.destroy()
    return
  }
  response.statusCode = answer.status ?? 200
  response.setHeader('content-type', 'application/json')
  response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
}
