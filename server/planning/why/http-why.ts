import { Type } from 'typebox'
import type { Role } from '../../../shared/auth.ts'
import { deskRoles } from '../../../shared/auth.ts'
import { PlanWhy, RepairRequest, WhyQuery } from '../../../shared/plan-why.ts'
import { Plan } from '../../../shared/planning.ts'
import { callerOf } from '../../auth/index.ts'
import { openExplainer } from '../../optimizer/index.ts'
import { audit } from '../../platform/audit.ts'
import type { Feature } from '../../platform/http.ts'
import { applyRepair } from '../edit-plan.ts'
import { planInScope, wholePlan, type PlanRoutesOptions } from '../http-plans.ts'
import type { TravelCache } from '../price/travel-cache.ts'
import { requireShopInScope } from '../queries.ts'
import { explainPlan } from './explain-plan.ts'

const tags = ['planning']
const OnePlan = Type.Object({ id: Type.Integer() })

export interface WhyRoutesOptions extends PlanRoutesOptions {
  readonly cache: TravelCache
}

/** Why a plan is as it is, and what would take more visits in. */
export const whyRoutes: Feature<WhyRoutesOptions> = async (app, options) => {
  const { db, cache, travel, runs, horizons } = options
  const { timeZone } = options.config
  const explainer = openExplainer()
  app.addHook('onClose', () => explainer.close())

  app.get(
    '/plans/:id/why',
    {
      config: { roles: deskRoles },
      schema: {
        tags,
        description:
          'What each stop costs and where else it could go; what keeps out each visit that is in no tour, with up to three ' +
          'ways to have it made (`POST /plans/:id/repairs`). All of it, or what is asked about.',
        params: OnePlan,
        querystring: WhyQuery,
        response: { 200: PlanWhy },
      },
    },
    async (request, reply) => {
      const { id } = await planInScope(db, request.params.id, callerOf(request))
      const hungUp = new AbortController()
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) hungUp.abort()
      })
      const parts = { db, timeZone, cache, explainer }
      return explainPlan(parts, await wholePlan(db, id), request.query, hungUp.signal)
    },
  )

  app.post(
    '/plans/:id/repairs',
    {
      config: { roles: ['manager', 'administrator'] as const satisfies Role[] },
      schema: {
        tags,
        description:
          'Puts a visit that is in no tour where a repair says. Rules that this breaks are marked on the stops (`violations`).',
        params: OnePlan,
        body: RepairRequest,
        response: { 200: Plan },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { retailerId } = request.body
      const { id } = await planInScope(db, request.params.id, caller)
      await requireShopInScope(db, retailerId, caller.scope)
      await runs.end(id)
      await horizons.endOf(id)
      await applyRepair({ db, travel, timeZone }, id, request.body)
      await audit(db, {
        personId: caller.personId,
        action: 'plan:repair',
        subject: String(id),
        facts: request.body,
        ip: request.ip,
      })
      return wholePlan(db, id)
    },
  )
}
