import { Type } from 'typebox'
import type { Role } from '../../shared/auth.ts'
import { deskRoles } from '../../shared/auth.ts'
import { Plan, RevisionSeen, RunRequest } from '../../shared/planning.ts'
import { callerOf } from '../auth/index.ts'
import type { Feature } from '../platform/http.ts'
import { requireDraft } from './edit-plan.ts'
import { planInScope, wholePlan, type PlanRoutesOptions } from './http-plans.ts'
import { resumePlan } from './resume-plan.ts'
import { deletePlan } from './write-queries.ts'

const config = { roles: ['manager', 'administrator'] as const satisfies Role[] }
const tags = ['planning']
const OnePlan = Type.Object({ id: Type.Integer() })

/** What becomes of a draft that is being improved, or is to be. */
export const runRoutes: Feature<PlanRoutesOptions> = async (app, options) => {
  const { db, announce, solver, travel, runs, horizons } = options
  const parts = { db, solver, travel, timeZone: options.config.timeZone }

  app.post(
    '/plans/:id/run',
    {
      config,
      schema: {
        tags,
        description:
          'Goes on improving a draft from what is there, in the background: who goes where and what was taken out stays.',
        params: OnePlan,
        body: RunRequest,
        response: { 202: Plan },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { id } = await planInScope(db, request.params.id, caller)
      await runs.end(id)
      await horizons.endOf(id)
      const step = { kind: 'optimise', by: caller.personId } as const
      await resumePlan(parts, runs, id, request.body, step)
      return reply.code(202).send(await wholePlan(db, id))
    },
  )

  app.delete(
    '/plans/:id/run',
    {
      config,
      schema: {
        tags,
        description:
          'Ends improving a draft with the best so far. With `undo`, a draft that was there before comes back as it was.',
        params: OnePlan,
        querystring: Type.Object({ undo: Type.Optional(Type.Boolean()) }),
        response: { 200: Plan },
      },
    },
    async (request) => {
      const { id } = await planInScope(db, request.params.id, callerOf(request))
      await runs.end(id, request.query.undo ? 'undo' : 'keep')
      return wholePlan(db, id)
    },
  )

  app.delete(
    '/plans/:id',
    {
      config,
      schema: {
        tags,
        description: 'Removes a draft, whether or not it is being improved.',
        params: OnePlan,
        querystring: RevisionSeen,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { id } = await planInScope(db, request.params.id, callerOf(request))
      await runs.end(id)
      await horizons.endOf(id)
      const { teamId, day, revision } = await db.transaction().execute(async (trx) => {
        const draft = await requireDraft(trx, id, request.query.revision)
        await deletePlan(trx, id)
        return draft
      })
      const gone = { planId: id, teamId, day, revision, state: 'discarded' } as const
      announce('plan:improved', [gone], { roles: deskRoles })
      return reply.code(204).send(null)
    },
  )
}
