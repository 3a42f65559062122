import { Type } from 'typebox'
import { deskRoles, fieldRoles } from '../../shared/auth.ts'
import { DueVisit, MyDay, Plan, PlanSummary } from '../../shared/planning.ts'
import { Day, dayOf } from '../../shared/time.ts'
import { callerOf, personOf, requireTeam } from '../auth/index.ts'
import type { Feature, Parts } from '../platform/http.ts'
import type { Travel } from '../roads/index.ts'
import { calendarRoutes } from './export/http-calendars.ts'
import { exportRoutes } from './export/http-exports.ts'
import { forgetHorizons } from './horizon/horizon-queries.ts'
import { HorizonRuns } from './horizon/horizon-runs.ts'
import { horizonRoutes } from './horizon/http-horizon.ts'
import { planInScope, planRoutes, wholePlan } from './http-plans.ts'
import { policyRoutes } from './http-policies.ts'
import { runRoutes } from './http-runs.ts'
import { lockRoutes } from './locks/http-locks.ts'
import { dueOn } from './plan-day.ts'
import { PlanRuns } from './plan-runs.ts'
import { travelRoutes } from './price/http-travel.ts'
import { openTravelCache } from './price/travel-cache.ts'
import { planById, planSummaries, publishedPlanOf, publishedPlans } from './queries.ts'
import { forgetRuns } from './run-queries.ts'
import { whyRoutes } from './why/http-why.ts'
import { openSharedPool } from '../optimizer/index.ts'

const tags = ['planning']
const TeamDay = Type.Object({ teamId: Type.Integer(), day: Day })

export interface PlanningOptions extends Parts {
  readonly travel: Travel
}

export const planning: Feature<PlanningOptions> = async (app, parts) => {
  const { db, clock, travel, announce } = parts
  const { timeZone } = parts.config
  // Its own, so that callers of the optimiser never keep the desks waiting.
  const solver = openSharedPool({ db, databaseUrl: parts.config.databaseUrl, log: app.log })
  const runs = new PlanRuns({ db, timeZone, solver, travel, announce, log: app.log })
  // Without Redis there is one node, and whatever it improved before it started is not improved any more.
  await forgetRuns(db, parts.config.redisUrl === undefined)
  app.addHook('preClose', () => runs.close())
  app.addHook('onClose', () => solver.close())
  const horizons = new HorizonRuns({ db, timeZone, solver, travel, announce, log: app.log })
  await forgetHorizons(db, parts.config.redisUrl === undefined)
  app.addHook('preClose', () => horizons.close())
  await app.register(horizonRoutes, { ...parts, horizons })
  await app.register(policyRoutes, parts)
  await app.register(planRoutes, { ...parts, solver, runs, horizons })
  await app.register(runRoutes, { ...parts, solver, runs, horizons })
  await app.register(exportRoutes, parts)
  await app.register(calendarRoutes, parts)
  const cache = openTravelCache(travel)
  await app.register(travelRoutes, { ...parts, cache })
  await app.register(whyRoutes, { ...parts, solver, runs, horizons, cache })
  await app.register(lockRoutes, { ...parts, solver, runs, horizons })

  app.get(
    '/due',
    {
      config: { roles: deskRoles },
      schema: { tags, querystring: TeamDay, response: { 200: Type.Array(DueVisit) } },
    },
    async (request) => {
      const { teamId, day } = request.query
      requireTeam(callerOf(request), teamId)
      return dueOn({ db, timeZone }, teamId, day)
    },
  )

  app.get(
    '/plans',
    {
      config: { roles: deskRoles },
      schema: { tags, querystring: TeamDay, response: { 200: Type.Array(PlanSummary) } },
    },
    async (request) => {
      const { teamId, day } = request.query
      requireTeam(callerOf(request), teamId)
      return planSummaries(db, teamId, day)
    },
  )

  app.get(
    '/plans/published',
    {
      config: { roles: deskRoles },
      schema: {
        tags,
        querystring: Type.Object({ day: Day }),
        response: { 200: Type.Array(Plan) },
      },
    },
    async (request) => {
      const { everything, teamIds } = callerOf(request).scope
      return publishedPlans(db, request.query.day, everything ? undefined : teamIds)
    },
  )

  app.get(
    '/plans/:id',
    {
      config: { roles: deskRoles },
      schema: { tags, params: Type.Object({ id: Type.Integer() }), response: { 200: Plan } },
    },
    async (request) => {
      const { id } = await planInScope(db, request.params.id, callerOf(request))
      return wholePlan(db, id)
    },
  )

  app.get(
    '/my/day',
    {
      config: { roles: fieldRoles, device: true },
      schema: {
        tags,
        querystring: Type.Object({ day: Type.Optional(Day) }),
        response: { 200: MyDay },
      },
    },
    async (request) => {
      const { personId } = personOf(request)
      const day = request.query.day ?? dayOf(clock.now(), timeZone)
      const planId = (await publishedPlanOf(db, personId, day)) ?? null
      const plan = planId === null ? undefined : await planById(db, planId)
      const tour = plan?.tours.find((one) => one.personId === personId) ?? null
      return { day, planId, tour }
    },
  )
}
