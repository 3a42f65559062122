import { Type } from 'typebox'
import { deskRoles, type Role } from '../../../shared/auth.ts'
import { PlanName, PlanRestore } from '../../../shared/plan-edits.ts'
import { Plan, RevisionSeen } from '../../../shared/planning.ts'
import { callerOf, type Caller } from '../../auth/index.ts'
import { audit } from '../../platform/audit.ts'
import type { Feature } from '../../platform/http.ts'
import { editPlan } from '../edit-plan.ts'
import { editWhileImproved } from '../edit-while-improved.ts'
import { planInScope, wholePlan, type PlanRoutesOptions } from '../http-plans.ts'
import { toState } from './tour-state.ts'
import { namePlan } from './version-queries.ts'
import { stateOfVersion, walkSteps } from './walk-steps.ts'

const config = { roles: ['manager', 'administrator'] as const satisfies Role[] }
const tags = ['planning']
const OnePlan = Type.Object({ id: Type.Integer() })

/** Taking changes back, and going to and fro between versions. */
export const stepRoutes: Feature<PlanRoutesOptions> = async (app, options) => {
  const { db, announce, solver, travel, runs, horizons } = options
  const parts = { db, solver, travel, timeZone: options.config.timeZone, runs, log: app.log }

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
        description: 'Takes over the tours of another version of the day, as one step.',
        params: OnePlan,
        body: PlanRestore,
        response: { 200: Plan },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { revision, fromId } = request.body
      const head = await planInScope(db, request.params.id, caller)
      const state = await stateOfVersion(parts, head, fromId)
      await horizons.endOf(head.id)
      await editWhileImproved(parts, head.id, () =>
        editPlan({ ...parts, by: caller.personId }, head.id, revision, 'restore', (plan) =>
          toState(plan, state),
        ),
      )
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
