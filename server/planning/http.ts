import { Type } from 'typebox'
import { deskRoles } from '../../shared/auth.ts'
import { DueVisit, Plan, PlanSummary } from '../../shared/planning.ts'
import { Day, dayOf } from '../../shared/time.ts'
import { callerOf, requireTeam } from '../auth/index.ts'
import type { Feature, Parts } from '../platform/http.ts'
import type { Travel } from '../roads/index.ts'
import { adoptRuns } from './adopt-runs.ts'
import { benchRoutes } from './bench/http-bench.ts'
import { calendarRoutes } from './export/http-calendars.ts'
import { duringRoutes, type DuringOptions } from './during/http-during.ts'
import { reportVisitRoutes } from './during/report-visits/http-report-visits.ts'
import { exportRoutes } from './export/http-exports.ts'
import { adoptHorizons } from './horizon/adopt-horizons.ts'
import { HorizonRuns } from './horizon/horizon-runs.ts'
import { horizonRoutes } from './horizon/http-horizon.ts'
import { planInScope, planRoutes, wholePlan } from './http-plans.ts'
import { myDayRoutes } from './http-my-day.ts'
import { policyRoutes } from './http-policies.ts'
import { runRoutes } from './http-runs.ts'
import { editRoutes } from './http-edits.ts'
import { dueOn } from './plan-day.ts'
import { PlanRuns } from './plan-runs.ts'
import { postponeRoutes } from './postpone/http-postpone.ts'
import { travelRoutes } from './price/http-travel.ts'
import { territoryRoutes } from './territory/http-territory.ts'
import { openTravelCache } from './price/travel-cache.ts'
import { planSummaries, publishedPlans } from './queries.ts'
import { problemRoutes } from './searches/http-problem.ts'
import { forgetProblems } from './searches/search-queries.ts'
import { stepRoutes } from './steps/http-steps.ts'
import { watchLost } from './watch-lost.ts'
import { whyRoutes } from './why/http-why.ts'
import { openSharedPool } from '../optimizer/index.ts'

const tags = ['planning']
const TeamDay = Type.Object({ teamId: Type.Integer(), day: Day })

export interface PlanningOptions extends Parts, Pick<DuringOptions, 'sightings'> {
  readonly travel: Travel
}

export const planning: Feature<PlanningOptions> = async (app, parts) => {
  const { db, travel, announce } = parts
  const { timeZone } = parts.config
  // Its own, so that callers of the optimiser never keep the desks waiting.
  const solver = openSharedPool({ db, databaseUrl: parts.config.databaseUrl, log: app.log })
  const runParts = { db, timeZone, solver, travel, announce, log: app.log }
  const runs = new PlanRuns(runParts)
  await forgetProblems(db)
  // The embedded database has one node, and whatever was improved before it started was improved by it.
  const isAlone = parts.config.databaseUrl === undefined
  const horizons = new HorizonRuns(runParts)
  let stopLooking: () => void = () => undefined
  app.addHook('onReady', (done) => {
    stopLooking = watchLost(runParts, isAlone, async () => {
      await adoptRuns(runParts, runs, isAlone)
      const today = dayOf(parts.clock.now(), timeZone)
      await adoptHorizons(runParts, horizons, today, isAlone)
    })
    done()
  })
  app.addHook('preClose', async () => {
    stopLooking()
    await Promise.all([runs.close(), horizons.close()])
  })
  app.addHook('onClose', () => solver.close())
  await app.register(horizonRoutes, { ...parts, horizons })
  await app.register(policyRoutes, parts)
  await app.register(territoryRoutes, { ...parts, travel })
  await app.register(problemRoutes, parts)
  await app.register(benchRoutes, { ...parts, solver })
  await app.register(planRoutes, { ...parts, solver, runs, horizons })
  await app.register(runRoutes, { ...parts, solver, runs, horizons })
  await app.register(duringRoutes, { ...parts, solver, runs, horizons })
  await app.register(reportVisitRoutes, { ...parts, solver, runs, horizons })
  await app.register(myDayRoutes, parts)
  await app.register(exportRoutes, parts)
  await app.register(calendarRoutes, parts)
  const cache = openTravelCache(travel)
  await app.register(travelRoutes, { ...parts, cache })
  await app.register(whyRoutes, { ...parts, solver, runs, horizons, cache })
  await app.register(postponeRoutes, { ...parts, solver, runs, horizons })
  await app.register(stepRoutes, { ...parts, solver, runs, horizons })
  await app.register(editRoutes, { ...parts, solver, runs, horizons })

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
}
