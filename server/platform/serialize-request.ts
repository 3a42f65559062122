import type { FastifyRequest } from 'fastify'

/** Parts of a path that may be places: lists, `polyline(…)`, and what is encoded. No path of ours has such. */
const PLACES = /[^/]*[,;(%][^/]*/g

/** A request as it is logged: without its query and places in its path, which may tell tokens and where people are. */
export function serializeRequest({ method, url, host, ip }: FastifyRequest) {
  return { method, url: url.replace(/\?.*/s, '').replace(PLACES, '…'), host, remoteAddress: ip }
}

/** As `serializeRequest`, of a route whose path holds where somebody is: its pattern stands in its place. */
export function serializeRoute(request: FastifyRequest) {
  return { ...serializeRequest(request), url: request.routeOptions.url }
}
