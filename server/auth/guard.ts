import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import type { Scope } from '../../shared/auth.ts'
import type { Config } from '../config.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import type { Caller, RouteRoles } from './caller.ts'
import { personByDevice, scopeOf } from './queries.ts'
import { findSession, hashSecret, SESSION_COOKIE } from './sessions.ts'

export interface GuardOptions {
  config: Config
  db: Db
  /** Secret of the command line on this machine. */
  operatorToken: string
}

/** One row per route, for the start-up check and for the test that tries every route with every role. */
export interface GuardedRoute {
  readonly method: string
  readonly url: string
  readonly roles: RouteRoles
  readonly device: boolean
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Stands before every route: finds the caller, refuses foreign origins and wrong roles, and keeps the
 * server from starting while any route has not said who may call it.
 */
export function guardRoutes(app: FastifyInstance, options: GuardOptions): () => GuardedRoute[] {
  const seen: RouteOptions[] = []
  app.decorateRequest('caller', null)
  app.addHook('onRoute', (route) => void seen.push(route))
  app.addHook('onReady', async () => {
    const open = seen.filter((route) => route.config?.roles === undefined)
    if (open.length > 0) {
      const names = open.map((route) => `${String(route.method)} ${route.url}`)
      throw new Error(`These routes declare no role: ${names.join(', ')}`)
    }
  })
  app.addHook('onRequest', async (request) => {
    const { roles = 'anyone', device = false } = request.routeOptions.config
    requireOwnOrigin(request, options.config)
    if (roles === 'anyone') return
    request.caller = await findCaller(request, options)
    if (!request.caller) throw new Problem('not-signed-in')
    requireRole(request.caller, roles, device, request.url)
  })
  return () =>
    seen.map((route) => ({
      method: String(route.method),
      url: route.url,
      roles: route.config?.roles ?? 'anyone',
      device: route.config?.device ?? false,
    }))
}

function requireRole(caller: Caller, roles: RouteRoles, device: boolean, url: string): void {
  if (caller.via === 'device' && !device)
    throw new Problem('role-forbidden', 'not for device tokens')
  if (caller.mustChangePassword && !url.startsWith('/api/v1/auth/'))
    throw new Problem('password-change-required')
  if (roles === 'anyone' || roles === 'signed-in') return
  if (!roles.includes(caller.role)) throw new Problem('role-forbidden')
}

/**
 * A browser says where a request comes from; another site's page must not act with our cookie.
 * Requests without cookie (phones, command line) carry a token that no other site can make a browser send.
 */
function requireOwnOrigin(request: FastifyRequest, config: Config): void {
  if (safeMethods.has(request.method)) return
  const origin = request.headers.origin
  const usesCookie = request.cookies[SESSION_COOKIE] !== undefined && !request.headers.authorization
  if (origin === undefined && !usesCookie) return
  if (origin === undefined || !isOwnOrigin(origin, request.host, config))
    throw new Problem('origin-forbidden')
}

/** Whether an Origin header names this server, as the caller addressed it or as PUBLIC_URL says. */
export function isOwnOrigin(
  origin: string,
  host: string,
  config: Pick<Config, 'publicUrl'>,
): boolean {
  if (config.publicUrl && origin === config.publicUrl.origin) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/** Who makes a request, for routes that are open to some without a sign-in. */
export async function findCaller(
  request: FastifyRequest,
  options: GuardOptions,
): Promise<Caller | null> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return callerByToken(bearer, options)
  const secret = request.cookies[SESSION_COOKIE]
  return secret === undefined ? null : callerBySession(options.db, secret)
}

async function callerByToken(token: string, { db, operatorToken }: GuardOptions) {
  if (token === operatorToken) return operator
  const person = await personByDevice(db, hashSecret(token)).executeTakeFirst()
  if (!person) return null
  // A phone acts for its owner in the own team only: no grants to look up at every position.
  const teamIds = person.teamId === null ? [] : [person.teamId]
  const scope = { everything: false, teamIds, areaIds: [] }
  return { ...toCaller(person, scope, 'device'), deviceId: person.deviceId }
}

/** The caller of a session secret, also used by the live channel's handshake. */
export async function callerBySession(db: Db, secret: string): Promise<Caller | null> {
  const person = await findSession(db, secret)
  return person ? toCaller(person, await scopeOf(db, person), 'session') : null
}

type Account = NonNullable<Awaited<ReturnType<typeof findSession>>>

function toCaller(person: Account, scope: Scope, via: Caller['via']): Caller {
  return {
    personId: person.id,
    role: person.role as Caller['role'],
    teamId: person.teamId,
    scope,
    via,
    mustChangePassword: via === 'session' && person.mustChangePassword,
    deviceId: null,
  }
}

const operator: Caller = {
  personId: null,
  role: 'administrator',
  teamId: null,
  scope: { everything: true, teamIds: [], areaIds: [] },
  via: 'operator',
  mustChangePassword: false,
  deviceId: null,
}
