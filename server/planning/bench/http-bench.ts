import type { Role } from '../../../shared/auth.ts'
import { PlanBench, PlanBenchRequest } from '../../../shared/plan-bench.ts'
import { dayOf } from '../../../shared/time.ts'
import { callerOf, type Caller } from '../../auth/index.ts'
import type { SolverPool } from '../../optimizer/index.ts'
import type { Feature, Parts } from '../../platform/http.ts'
import { Problem } from '../../platform/problem.ts'
import type { Travel } from '../../roads/index.ts'
import { planInScope, wholePlan } from '../http-plans.ts'
import { lastPublished } from './bench-queries.ts'
import { benchPlan } from './bench-plan.ts'
import { readGiven, readPlanned, type GivenDay } from './given-day.ts'

export interface BenchRoutesOptions extends Parts {
  readonly solver: SolverPool
  readonly travel: Travel
}

/** Somebody's plan beside ours. Nothing is saved. */
export const benchRoutes: Feature<BenchRoutesOptions> = async (app, options) => {
  const { db, clock, solver, travel } = options
  const { timeZone } = options.config
  const parts = { db, solver, travel, timeZone }

  async function readDay(request: PlanBenchRequest, caller: Caller): Promise<GivenDay> {
    const { tours, day = dayOf(clock.now(), timeZone) } = request
    if (tours) return readGiven(db, day, tours, caller)
    const id = request.planId ?? (await lastPublished(db, caller.scope))
    if (id === undefined) throw new Problem('not-found', 'no plan was published yet')
    const head = await planInScope(db, id, caller)
    return readPlanned(await wholePlan(db, head.id))
  }

  app.post(
    '/plans/benchmark',
    {
      config: { roles: ['manager', 'administrator'] as const satisfies Role[] },
      schema: {
        tags: ['planning'],
        description:
          'What the plan published last, one by its id, or given tours come to, and what ours of the same stops does.',
        body: PlanBenchRequest,
        response: { 200: PlanBench },
      },
    },
    async (request) => {
      const given = await readDay(request.body, callerOf(request))
      return benchPlan(parts, given, request.body.seconds)
    },
  )
}
