import { problems, type ProblemBody, type ProblemCode } from '../../shared/problems.ts'
import { connectionText, problemText } from './problem-words.ts'

/** Why a request did not succeed: a stable code of the server's, or that no server answered. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ProblemCode | 'unreachable'
  /** Where, in English, for developers. */
  readonly detail: string | undefined
  readonly requestId: string | undefined

  constructor(code: ProblemCode | 'unreachable', body?: ProblemBody) {
    super(code)
    this.code = code
    this.detail = body?.detail
    this.requestId = body?.requestId
  }
}

/** The refusal in the chosen language. */
export function refusalText(refusal: Refusal): string {
  return refusal.code === 'unreachable' ? connectionText('unreachable') : problemText(refusal.code)
}

/** A thrown thing as a refusal; anything else is a defect and is thrown on. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  throw error
}

/** Query parameters; those that are undefined are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>
type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const API = '/api/v1'
let sessionEnded: () => void = () => undefined

/** Who is told when the server no longer knows this session. */
export function onSessionEnd(listener: () => void): void {
  sessionEnded = listener
}

/**
 * Reads a resource. `Answer` is what `shared/` says the route answers.
 * @throws Refusal
 */
export async function get<Answer>(path: string, query: Query = {}, signal?: AbortSignal) {
  const init: RequestInit = signal ? { signal } : {}
  return (await request(withQuery(path, query), init)) as Answer
}

/**
 * Changes something; a body is sent as JSON.
 * @throws Refusal
 */
export async function send<Answer = undefined>(
  method: Method,
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
) {
  const init: RequestInit =
    body === undefined
      ? { method, headers }
      : {
          method,
          body: JSON.stringify(body),
          headers: { ...headers, 'content-type': 'application/json' },
        }
  return (await request(path, init)) as Answer
}

/**
 * Sends a file as multipart.
 * @throws Refusal
 */
export async function upload<Answer>(
  path: string,
  file: File,
  query: Query = {},
  signal: AbortSignal | null = null,
) {
  const body = new FormData()
  body.append('file', file)
  return (await request(withQuery(path, query), { method: 'POST', body, signal })) as Answer
}

/**
 * Puts a file as it is, without a form around it.
 * @throws Refusal
 */
export async function sendFile(
  path: string,
  file: File,
  signal: AbortSignal | null = null,
): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream' }
  await request(path, { method: 'PUT', body: file, headers, signal })
}

function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value))
  return search.size > 0 ? `${path}?${search}` : path
}

async function request(path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(API + path, { credentials: 'same-origin', ...init }).catch(
    (error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      throw new Refusal('unreachable')
    },
  )
  if (response.status === 204) return undefined
  if (response.ok) return response.json()
  const refusal = await readRefusal(response)
  if (refusal.code === 'not-signed-in') sessionEnded()
  throw refusal
}

async function readRefusal(response: Response): Promise<Refusal> {
  const body = (await response.json().catch(() => undefined)) as ProblemBody | undefined
  // A proxy in front answers pages of its own when the server is down.
  if (!body || !isProblemCode(body.code)) return new Refusal('unreachable')
  return new Refusal(body.code, body)
}

function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(problems, code)
}
