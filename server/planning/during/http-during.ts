import { Type } from 'typebox'
import { RedistributionRequest } from '../../../shared/absences.ts'
import type { Role } from '../../../shared/auth.ts'
import { Plan } from '../../../shared/planning.ts'
import { callerOf } from '../../auth/index.ts'
import type { Feature } from '../../platform/http.ts'
import { planInScope, wholePlan, type PlanRoutesOptions } from '../http-plans.ts'
import { redistributeTour } from './redistribute-tour.ts'

const config = { roles: ['manager', 'administrator'] as const satisfies Role[] }
const tags = ['planning']
const OnePlan = Type.Object({ id: Type.Integer() })

/** What is done about a published day while it happens. Each makes a draft to look at, which publishing puts in force. */
export const duringRoutes: Feature<PlanRoutesOptions> = async (app, options) => {
  const { db, clock, solver, travel } = options
  const parts = { db, solver, travel, timeZone: options.config.timeZone }

  app.post(
    '/plans/:id/redistribute',
    {
      config,
      schema: {
        tags,
        description:
          'Offers the stops that somebody has still ahead in the published plan to the colleagues who work that day, ' +
          'from the present on. Answers 201 with a draft: what was visited or promised stays where it is.',
        params: OnePlan,
        body: RedistributionRequest,
        response: { 201: Plan },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { id } = await planInScope(db, request.params.id, caller)
      const plan = await wholePlan(db, id)
      const by = { personId: caller.personId, ip: request.ip }
      const { personId } = request.body
      const draftId = await redistributeTour(parts, { plan, personId, now: clock.now(), by })
      return reply.code(201).send(await wholePlan(db, draftId))
    },
  )
}
