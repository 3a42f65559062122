import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** An entity tag of everything an answer depends on. Weak, because compression changes the bytes. */
export function versionTag(...parts: string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
  return `W/"${hash.slice(0, 22)}"`
}

/**
 * Names the state of the data an answer is made from, and has every copy asked about before it is used again: a change
 * shows at once, an unchanged answer costs no body.
 * @returns whether the caller holds that very answer already, to be told 304
 */
export function isFresh(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  void reply.header('etag', tag).header('cache-control', 'private, no-cache')
  const seen = request.headers['if-none-match']?.split(',') ?? []
  return seen.some((one) => one.trim() === tag)
}
