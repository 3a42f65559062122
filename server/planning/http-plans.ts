import { Type } from 'typebox'
import type { Role } from '../../shared/auth.ts'
import { PlanName } from '../../shared/plan-edits.ts'
import { Plan, PlanRequest, RevisionSeen } from '../../shared/planning.ts'
import { callerOf, requireTeam, type Caller } from '../auth/index.ts'
import type { Db } from '../platform/database/index.ts'
import type { Feature, Parts } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import type { Travel } from '../roads/index.ts'
import type { HorizonRuns } from './horizon/horizon-runs.ts'
import { readDraft } from './edit-plan.ts'
import { copyPlan, makePlan, replanDraft } from './make-plan.ts'
import { publishPlan } from './publish-plan.ts'
import { planById, planHead, type PlanHead } from './queries.ts'
import type { PlanRuns } from './plan-runs.ts'
import type { SolverPool } from '../optimizer/index.ts'
import { namePlan } from './steps/version-queries.ts'
import { startPlan } from './start-plan.ts'
import { tellPublished } from './tell-published.ts'

const config = { roles: ['manager', 'administrator'] as const satisfies Role[] }
const tags = ['planning']
const OnePlan = Type.Object({ id: Type.Integer() })

export interface PlanRoutesOptions extends Parts {
  readonly solver: SolverPool
  readonly travel: Travel
  readonly runs: PlanRuns
  readonly horizons: HorizonRuns
}

/** Everything that makes or changes a plan. Each answers with the whole plan as it is then. */
export const planRoutes: Feature<PlanRoutesOptions> = async (app, options) => {
  const { db, announce, solver, travel, runs, horizons } = options
  const parts = { db, solver, travel, timeZone: options.config.timeZone }

  /** A plan that the caller is about to change: a run that improves it ends before, with the best so far. */
  async function settledPlan(id: number, caller: Caller): Promise<PlanHead> {
    await planInScope(db, id, caller)
    await runs.end(id)
    await horizons.endOf(id)
    return planInScope(db, id, caller)
  }

  app.post(
    '/plans',
    {
      config,
      schema: {
        tags,
        description:
          'Answers 201 with the finished plan. With `Prefer: respond-async`, 202 with the tours found first: ' +
          'they go on being improved in the background (`run`), until `DELETE /plans/:id/run` or any change.',
        body: PlanRequest,
        response: { 201: Plan, 202: Plan },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      requireTeam(caller, request.body.teamId)
      if (prefersAsync(request.headers['prefer'])) {
        const id = await startPlan(parts, runs, request.body, caller.personId)
        return reply
          .code(202)
          .header('preference-applied', 'respond-async')
          .header('location', `${request.url}/${String(id)}`)
          .send(await wholePlan(db, id))
      }
      const id = await makePlan(parts, request.body, caller.personId)
      return reply.code(201).send(await wholePlan(db, id))
    },
  )

  app.post(
    '/plans/:id/optimise',
    { config, schema: { tags, params: OnePlan, body: RevisionSeen, response: { 200: Plan } } },
    async (request) => {
      const caller = callerOf(request)
      const head = await settledPlan(request.params.id, caller)
      const { revision } = request.body
      await readDraft(db, head.id, revision)
      await replanDraft({ ...parts, by: caller.personId }, head, revision)
      return wholePlan(db, head.id)
    },
  )

  app.post(
    '/plans/:id/publish',
    { config, schema: { tags, params: OnePlan, body: RevisionSeen, response: { 200: Plan } } },
    async (request) => {
      const caller = callerOf(request)
      const head = await settledPlan(request.params.id, caller)
      const by = { personId: caller.personId, ip: request.ip }
      const publication = await publishPlan(db, head, request.body.revision, by)
      tellPublished(announce, publication)
      return wholePlan(db, publication.plan.id)
    },
  )

  app.post(
    '/plans/:id/draft',
    {
      config,
      schema: {
        tags,
        description: 'Copies any version into a new draft, perhaps under a name.',
        params: OnePlan,
        body: Type.Optional(Type.Union([PlanName, Type.Null()])),
        response: { 201: Plan },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const head = await planInScope(db, request.params.id, caller)
      const id = await copyPlan(parts, head, caller.personId)
      if (request.body?.name) await namePlan(db, id, request.body.name)
      return reply.code(201).send(await wholePlan(db, id))
    },
  )
}

/** RFC 7240: preferences are a list, each perhaps with a value or parameters. */
function prefersAsync(prefer: string | string[] | undefined): boolean {
  return [prefer ?? []].flat().some((list) => /(^|,)\s*respond-async\s*($|[,;])/i.test(list))
}

/** @throws Problem not-found, also for a plan that the caller may not see */
export async function planInScope(db: Db, id: number, { scope }: Caller): Promise<PlanHead> {
  const head = await planHead(db, id)
  const visible = head && (scope.everything || scope.teamIds.includes(head.teamId))
  if (!visible) throw new Problem('not-found', 'no such plan')
  return head
}

export async function wholePlan(db: Db, id: number): Promise<Plan> {
  const plan = await planById(db, id)
  if (!plan) throw new Problem('not-found', 'no such plan')
  return plan
}
