import type { FastifyRequest } from 'fastify'
import type { Role, Scope } from '../../shared/auth.ts'
import { Problem } from '../platform/problem.ts'

/** Who makes a request, and through which credential. */
export interface Caller {
  /** Null for the operator at this machine's command line. */
  readonly personId: number | null
  readonly role: Role
  readonly teamId: number | null
  readonly scope: Scope
  readonly via: 'session' | 'device' | 'operator'
  readonly mustChangePassword: boolean
  /** The phone whose token this is. */
  readonly deviceId: number | null
}

/** `anyone` needs no sign-in; `signed-in` is any person; otherwise one of the roles. */
export type RouteRoles = 'anyone' | 'signed-in' | readonly Role[]

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call. A route without it does not start. */
    roles?: RouteRoles
    /** A phone's device token is accepted too (own positions and visits only). */
    device?: boolean
  }
  interface FastifyRequest {
    caller: Caller | null
  }
}

/** The caller of a route that requires one. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Problem('not-signed-in')
  return request.caller
}

/** The person behind a request that only a person can make (not the command line). */
export function personOf(request: FastifyRequest): Caller & { personId: number } {
  const caller = callerOf(request)
  if (caller.personId === null) throw new Problem('role-forbidden', 'only for people')
  return { ...caller, personId: caller.personId }
}

/**
 * For what belongs to the whole installation and not to a team of it.
 * @throws Problem scope-forbidden
 */
export function requireEverything({ scope }: Caller): void {
  if (!scope.everything) throw new Problem('scope-forbidden')
}

/** @throws Problem scope-forbidden */
export function requireTeam(caller: Caller, teamId: number | null): void {
  if (caller.scope.everything) return
  if (teamId === null || !caller.scope.teamIds.includes(teamId))
    throw new Problem('scope-forbidden')
}
