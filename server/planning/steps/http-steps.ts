import { Type } from 'typebox'
import { deskRoles, type Role } from '../../../shared/auth.ts'
import { PlanName, PlanRestore } from '../../../shared/plan-edits.ts'
import { Plan, RevisionSeen } from '../../../shared/planning.ts'
import { callerOf, type Caller } from '../../auth/index.ts'
import { audit } from '../../platform/audit.ts'
import type { Feature } from '../../platform/http.ts'
import { planInScope, wholePlan, type PlanRoutesOptions } from '../http-plans.ts'
import { restoreVersion } from './restore-version.ts'
import { namePlan } from './version-queries.ts'
import { walkSteps } from './walk-steps.ts'

const config = { roles: ['manager', 'administrator'] as const satisfies Role[] }
const tags = ['planning']
const OnePlan = Type.Object({ id: Type.Integer() })

/** Taking changes back, and going to and fro between versions. */
export const stepRoutes: Feature<PlanRoutesOptions> = async (app, options) => {
  const { db, announce, travel, runs, horizons } = options
  const parts = { db, travel, timeZone: options.config.timeZone }

  async function tell(planId: number, { personId }: Caller): Promise<Plan> {
    const plan = await wholePlan(db, planId)
    const { teamId, day, revision } = plan
    const news = { planId, teamId, day, revision, by: personId }
    announce('plan:edited', [news], { roles: deskRoles })
    return plan
  }

  for (const [word, by] of [
    ['undo', -1],
    ['redo', 1],
  ] as const)
    app.post(
      `/plans/:id/${word}`,
      {
        config,
        schema: {
          tags,
          description:
            by < 0
              ? 'Takes the last change of a draft back, whoever made it. There is no limit.'
              : 'Makes the change that was taken back last again.',
          params: OnePlan,
          body: RevisionSeen,
          response: { 200: Plan },
        },
      },
      async (request) => {
        const caller = callerOf(request)
        const { id } = await planInScope(db, request.params.id, caller)
        await runs.end(id)
        await horizons.endOf(id)
        await walkSteps({ ...parts, by: caller.personId }, id, request.body.revision, by)
        return tell(id, caller)
      },
    )

  app.post(
    '/plans/:id/restore',
    {
      config,
      schema: {
        tags,
        description:
          'Takes over the tours of another version of the day, or of the plan itself before it was last searched on, as one ' +
          'step. With `personIds` only theirs: stops that others have now come back, and those that others had return to them.',
        params: OnePlan,
        body: PlanRestore,
        response: { 200: Plan },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const head = await planInScope(db, request.params.id, caller)
      // What is taken over stays as it was: a search does not go on from it.
      await runs.end(head.id)
      await horizons.endOf(head.id)
      await restoreVersion({ ...parts, by: caller.personId }, head, request.body)
      return tell(head.id, caller)
    },
  )

  app.patch(
    '/plans/:id',
    {
      config,
      schema: {
        tags,
        description: 'Names a version, of whatever status.',
        params: OnePlan,
        body: PlanName,
        response: { 200: Plan },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { id } = await planInScope(db, request.params.id, caller)
      const { name } = request.body
      await db.transaction().execute(async (trx) => {
        await namePlan(trx, id, name?.trim() ?? null)
        await audit(trx, {
          personId: caller.personId,
          action: 'plan:name',
          subject: String(id),
          facts: { name },
          ip: request.ip,
        })
      })
      return tell(id, caller)
    },
  )
}
