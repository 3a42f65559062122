import type { FastifyReply, FastifyRequest } from 'fastify'
import { DemoSignIn, Me, NewPassword, SignIn, type Role } from '../../shared/auth.ts'
import type { Db } from '../platform/database/index.ts'
import type { Feature, Parts } from '../platform/http.ts'
import { audit } from '../platform/audit.ts'
import { Problem } from '../platform/problem.ts'
import { personOf } from './caller.ts'
import { isFromThisMachine } from './is-from-this-machine.ts'
import { hashPassword, isPassword } from './passwords.ts'
import {
  accountById,
  accountByLogin,
  firstAccountOfRole,
  removeSessionsOf,
  scopeOf,
  setPassword,
} from './queries.ts'
import { closeSession, openSession, SESSION_COOKIE } from './sessions.ts'

export interface AuthOptions extends Parts {
  /** Whether the fictional city is loaded. */
  isDemo: () => Promise<boolean>
}

export const auth: Feature<AuthOptions> = async (app, { db, config, isDemo }) => {
  app.post(
    '/auth/sign-in',
    {
      config: { roles: 'anyone', rateLimit: { max: 10, timeWindow: '1 minute' } },
      schema: { tags: ['auth'], body: SignIn, response: { 200: Me } },
    },
    async (request, reply) => {
      const { login, password } = request.body
      const account = await accountByLogin(db, login).executeTakeFirst()
      const known = await isPassword(password, account?.passwordHash ?? null)
      if (!account || !known) {
        // Not what was typed: it may be a password in the wrong field.
        await audit(db, {
          personId: account?.id ?? null,
          action: 'sign-in-failed',
          ip: request.ip,
        })
        throw new Problem('sign-in-failed')
      }
      return signIn(request, reply, account)
    },
  )

  app.post(
    '/auth/demo-sign-in',
    {
      config: { roles: 'anyone' },
      schema: { tags: ['auth'], body: DemoSignIn, response: { 200: Me } },
    },
    async (request, reply) => {
      if (!isFromThisMachine(request, config) || !(await isDemo())) throw new Problem('demo-only')
      const { role, personId } = request.body
      const account = await (
        personId === undefined ? firstAccountOfRole(db, role) : accountById(db, personId)
      ).executeTakeFirst()
      if (!account) throw new Problem('not-found', 'no such person')
      return signIn(request, reply, account)
    },
  )

  app.post(
    '/auth/sign-out',
    { config: { roles: 'anyone' }, schema: { tags: ['auth'] } },
    async (request, reply) => {
      const secret = request.cookies[SESSION_COOKIE]
      if (secret !== undefined) await closeSession(db, secret)
      return reply
        .clearCookie(SESSION_COOKIE, { path: '/' })
        .header('clear-site-data', '"storage"')
        .code(204)
        .send()
    },
  )

  app.get(
    '/auth/me',
    { config: { roles: 'signed-in' }, schema: { tags: ['auth'], response: { 200: Me } } },
    async (request) => toMe(db, await ownAccount(request)),
  )

  app.post(
    '/auth/password',
    {
      config: { roles: 'signed-in', rateLimit: { max: 10, timeWindow: '1 minute' } },
      schema: { tags: ['auth'], body: NewPassword, response: { 200: Me } },
    },
    async (request, reply) => {
      const account = await ownAccount(request)
      if (!(await isPassword(request.body.current, account.passwordHash)))
        throw new Problem('password-wrong')
      const hash = await hashPassword(request.body.next)
      await db.transaction().execute(async (trx) => {
        await setPassword(trx, account.id, hash, false).execute()
        await removeSessionsOf(trx, account.id).execute()
        await audit(trx, { personId: account.id, action: 'password-changed', ip: request.ip })
      })
      return signIn(request, reply, { ...account, mustChangePassword: false })
    },
  )

  type Account = NonNullable<
    Awaited<ReturnType<ReturnType<typeof accountById>['executeTakeFirst']>>
  >

  async function signIn(request: FastifyRequest, reply: FastifyReply, account: Account) {
    const { id, role } = account
    const { secret, maxAge } = await db.transaction().execute(async (trx) => {
      await audit(trx, { personId: id, action: 'sign-in', ip: request.ip })
      return openSession(trx, { id, role: role as Role })
    })
    void reply.setCookie(SESSION_COOKIE, secret, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: request.protocol === 'https',
      maxAge,
    })
    return toMe(db, account)
  }

  async function ownAccount(request: FastifyRequest): Promise<Account> {
    const { personId } = personOf(request)
    return accountById(db, personId).executeTakeFirstOrThrow()
  }
}

async function toMe(
  db: Db,
  account: {
    id: number
    name: string
    nameEn: string | null
    role: string
    teamId: number | null
    mustChangePassword: boolean
  },
): Promise<Me> {
  return {
    id: account.id,
    name: account.name,
    nameEn: account.nameEn,
    role: account.role as Role,
    teamId: account.teamId,
    scope: await scopeOf(db, account),
    mustChangePassword: account.mustChangePassword,
  }
}
