import type { FastifyRequest } from 'fastify'

/** A request as it is logged: without its query, which may hold tokens and where people are. */
export function serializeRequest({ method, url, host, ip }: FastifyRequest) {
  return { method, url: url.replace(/\?.*/s, ''), host, remoteAddress: ip }
}
