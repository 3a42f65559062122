import { Type } from 'typebox'
import type { Role } from '../../../shared/auth.ts'
import { deskRoles } from '../../../shared/auth.ts'
import { OtherDays, Postponement } from '../../../shared/plan-why.ts'
import { Plan } from '../../../shared/planning.ts'
import { callerOf } from '../../auth/index.ts'
import { audit } from '../../platform/audit.ts'
import type { Feature } from '../../platform/http.ts'
import { planInScope, wholePlan, type PlanRoutesOptions } from '../http-plans.ts'
import { requireShopInScope } from '../queries.ts'
import { findOtherDays } from './find-other-days.ts'
import { postponeVisit } from './postpone-visit.ts'

const tags = ['planning']
const OnePlan = Type.Object({ id: Type.Integer() })

/** Another day for what a plan leaves out. */
export const postponeRoutes: Feature<PlanRoutesOptions> = async (app, options) => {
  const { db, travel, runs, horizons } = options
  const { timeZone } = options.config

  app.get(
    '/plans/:id/other-days',
    {
      config: { roles: deskRoles },
      schema: {
        tags,
        description:
          'The cheapest later day, within its interval, of each visit that is in no tour: what it would cost there ' +
          '(`POST /plans/:id/postponements`).',
        params: OnePlan,
        response: { 200: OtherDays },
      },
    },
    async (request) => {
      const { id } = await planInScope(db, request.params.id, callerOf(request))
      const plan = await wholePlan(db, id)
      return {
        revision: plan.revision,
        visits: await findOtherDays({ db, timeZone, travel }, plan),
      }
    },
  )

  app.post(
    '/plans/:id/postponements',
    {
      config: { roles: ['manager', 'administrator'] as const satisfies Role[] },
      schema: {
        tags,
        description:
          'Moves a visit that is in no tour to a later day: it is due then and not before. Undoing the change undoes that.',
        params: OnePlan,
        body: Postponement,
        response: { 200: Plan },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { id } = await planInScope(db, request.params.id, caller)
      await requireShopInScope(db, request.body.retailerId, caller.scope)
      await runs.end(id)
      await horizons.endOf(id)
      await postponeVisit({ db, travel, timeZone, by: caller.personId }, id, request.body)
      await audit(db, {
        personId: caller.personId,
        action: 'plan:postpone',
        subject: String(id),
        facts: request.body,
        ip: request.ip,
      })
      return wholePlan(db, id)
    },
  )
}
