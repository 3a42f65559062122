import { Type } from 'typebox'
import { CompanionChange, type Person } from '../../shared/people.ts'
import { callerOf } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { leaderOf, peopleInScope, setCompanion } from './queries.ts'

/** Who goes along with whom, for visits that are for two. */
export const companions: Feature = async (app, { db }) => {
  app.put(
    '/people/:id/companion',
    {
      config: { roles: ['manager', 'administrator'] },
      schema: {
        tags: ['people'],
        description:
          'The inspector who goes along with a customer manager, in every plan made from now on.',
        params: Type.Object({ id: Type.Integer() }),
        body: CompanionChange,
      },
    },
    async (request, reply) => {
      const { personId, scope } = callerOf(request)
      const { id } = request.params
      const { companionId } = request.body
      await db.transaction().execute(async (trx) => {
        requireFit(await peopleInScope(trx, scope), id, companionId)
        const leader = companionId === null ? undefined : await leaderOf(trx, companionId)
        if (leader !== undefined && leader !== id) throw new Problem('companion-taken')
        await setCompanion(trx, id, companionId)
        await audit(trx, {
          personId,
          action: 'person:companion',
          subject: String(id),
          facts: { companionId },
          ip: request.ip,
        })
      })
      return reply.code(204).send()
    },
  )
}

/** @throws Problem not-found, input-invalid */
function requireFit(people: readonly Person[], id: number, companionId: number | null): void {
  const leader = people.find((person) => person.id === id)
  if (!leader) throw new Problem('not-found', 'no such person')
  if (companionId === null) return
  const companion = people.find((person) => person.id === companionId)
  if (!companion) throw new Problem('not-found', 'no such companion')
  const fits = leader.role === 'customer-manager' && companion.role === 'inspector'
  if (!fits || !companion.active)
    throw new Problem('input-invalid', 'an active inspector goes along with a customer manager')
}
