import { Type } from 'typebox'
import { Absence, NewAbsence } from '../../shared/absences.ts'
import { deskRoles, type Role } from '../../shared/auth.ts'
import { Day } from '../../shared/time.ts'
import { callerOf, type Caller } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { absencesInScope, personInScope, removeAbsence, saveAbsence } from './queries.ts'

const config = { roles: ['manager', 'administrator'] as const satisfies Role[] }
const tags = ['people']
const OneDay = Type.Object({ id: Type.Integer(), day: Day })

/** Who is away on a day. Plans made from then on leave them out; a published one is changed by `redistribute`. */
export const absences: Feature = async (app, { db }) => {
  async function requirePerson(id: number, { scope }: Caller): Promise<void> {
    if (!(await personInScope(db, id, scope))) throw new Problem('not-found', 'no such person')
  }

  app.get(
    '/absences',
    {
      config: { roles: deskRoles },
      schema: {
        tags,
        querystring: Type.Object({ day: Day }),
        response: { 200: Type.Array(Absence) },
      },
    },
    (request) => absencesInScope(db, request.query.day, callerOf(request).scope),
  )

  app.put(
    '/people/:id/absences/:day',
    { config, schema: { tags, params: OneDay, body: NewAbsence } },
    async (request, reply) => {
      const caller = callerOf(request)
      const { id: personId, day } = request.params
      const { reason } = request.body
      await requirePerson(personId, caller)
      await db.transaction().execute(async (trx) => {
        await saveAbsence(trx, { personId, day, reason })
        await audit(trx, {
          personId: caller.personId,
          action: 'person:absent',
          subject: String(personId),
          facts: { day, reason },
          ip: request.ip,
        })
      })
      return reply.code(204).send()
    },
  )

  app.delete(
    '/people/:id/absences/:day',
    { config, schema: { tags, params: OneDay } },
    async (request, reply) => {
      const caller = callerOf(request)
      const { id: personId, day } = request.params
      await requirePerson(personId, caller)
      await db.transaction().execute(async (trx) => {
        await removeAbsence(trx, personId, day)
        await audit(trx, {
          personId: caller.personId,
          action: 'person:present',
          subject: String(personId),
          facts: { day },
          ip: request.ip,
        })
      })
      return reply.code(204).send()
    },
  )
}
