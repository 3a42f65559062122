import type { FastifyRequest } from 'fastify'

/** A request as it is logged: without its query, which may hold tokens and where people are. */
export function serializeRequest({ method, url, host, ip }: FastifyRequest) {
  return { method, url: url.replace(/\?.*/s, ''), host, remoteAddress: ip }
}

/** As `serializeRequest`, of a route whose path holds where somebody is: its pattern stands in its place. */
export function serializeRoute(request: FastifyRequest) {
  return { ...serializeRequest(request), url: request.routeOptions.url }
}
