import { Problem } from '../../platform/problem.ts'

/** A picture and the type that its first bytes say. */
export interface Picture {
  readonly bytes: Buffer
  readonly type: string
}

export interface FetchLimits {
  readonly timeoutMs: number
  readonly maxBytes: number
}

export const usualLimits: FetchLimits = { timeoutMs: 10_000, maxBytes: 1024 * 1024 }

/**
 * Asks a map service for one picture. The host is the administrator's choice; it leads nowhere else (redirects are
 * refused), and only pictures come back. The address holds a key: neither it nor what the service says is passed on.
 * @returns undefined where the service has nothing
 * @throws Problem map-picture-unavailable
 */
export async function fetchPicture(
  url: URL,
  { timeoutMs, maxBytes }: FetchLimits = usualLimits,
): Promise<Picture | undefined> {
  const signal = AbortSignal.timeout(timeoutMs)
  const answer = await ask(url, signal)
  if (answer.status === 404 || answer.status === 204) {
    await answer.body?.cancel()
    return undefined
  }
  if (!answer.ok) {
    await answer.body?.cancel()
    throw unavailable(`${url.host} answers ${answer.status}`)
  }
  const bytes = await readAll(answer, url, maxBytes)
  const type = pictureTypeOf(bytes)
  if (!type) throw unavailable(`${url.host} sends no PNG, JPEG, WebP or GIF`)
  return { bytes, type }
}

const unavailable = (detail: string) => new Problem('map-picture-unavailable', detail)

async function ask(url: URL, signal: AbortSignal): Promise<Response> {
  try {
    const headers = { accept: 'image/*', 'user-agent': 'Beatline' }
    return await fetch(url, { signal, headers, redirect: 'error' })
  } catch {
    throw unavailable(failureOf(url, signal))
  }
}

async function readAll(answer: Response, url: URL, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      length += chunk.length
      if (length > maxBytes) break
      chunks.push(chunk)
    }
  } catch {
    throw unavailable(`${url.host} stopped in the middle of a picture`)
  }
  if (length > maxBytes) throw unavailable(`${url.host} sends more than ${maxBytes} bytes`)
  return Buffer.concat(chunks)
}

function failureOf(url: URL, signal: AbortSignal): string {
  return signal.aborted ? `${url.host} does not answer in time` : `${url.host} cannot be reached`
}

const signatures: [type: string, from: number, bytes: string][] = [
  ['image/png', 0, '89504e470d0a1a0a'],
  ['image/jpeg', 0, 'ffd8ff'],
  ['image/gif', 0, '47494638'],
  ['image/webp', 8, '57454250'],
]

/** By the first bytes: a page of HTML does not become a picture because a service says so. SVG may hold scripts. */
export function pictureTypeOf(bytes: Buffer): string | undefined {
  return signatures.find(
    ([, from, hex]) => bytes.toString('hex', from, from + hex.length / 2) === hex,
  )?.[0]
}
