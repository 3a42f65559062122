import { Type } from 'typebox'
import type { Role } from '../../../shared/auth.ts'
import { LockChange } from '../../../shared/locks.ts'
import { Plan } from '../../../shared/planning.ts'
import { callerOf } from '../../auth/index.ts'
import type { Feature } from '../../platform/http.ts'
import { planInScope, wholePlan, type PlanRoutesOptions } from '../http-plans.ts'
import { lockStops } from './lock-stops.ts'

const config = { roles: ['manager', 'administrator'] as const satisfies Role[] }

export const lockRoutes: Feature<PlanRoutesOptions> = async (app, options) => {
  const { db, travel, runs } = options
  const parts = { db, travel, timeZone: options.config.timeZone }

  app.post(
    '/plans/:id/locks',
    {
      config,
      schema: {
        tags: ['planning'],
        description:
          'Locks stops of a draft, or unlocks them. Whatever plans keeps to locks; a stop that breaks one of its own ' +
          'says `LOCK_CONFLICT`, and so does a locked shop that found no place.',
        params: Type.Object({ id: Type.Integer() }),
        body: LockChange,
        response: { 200: Plan },
      },
    },
    async (request) => {
      const { id } = await planInScope(db, request.params.id, callerOf(request))
      await runs.end(id)
      await lockStops(parts, id, request.body)
      return wholePlan(db, id)
    },
  )
}
