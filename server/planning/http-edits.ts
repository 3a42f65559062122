import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { deskRoles, type Role } from '../../shared/auth.ts'
import { LockChange } from '../../shared/locks.ts'
import { BulkChange, type PlanEdit } from '../../shared/plan-edits.ts'
import { Plan, RevisionSeen, StopInsert, StopMove, StopRemoval } from '../../shared/planning.ts'
import { callerOf } from '../auth/index.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { applyEdit } from './apply-edit.ts'
import { editWhileImproved } from './edit-while-improved.ts'
import { planInScope, wholePlan, type PlanRoutesOptions } from './http-plans.ts'
import { proposedEdit, removeProposal } from './proposals/proposal-queries.ts'
import { requireShopInScope } from './queries.ts'

const config = { roles: ['manager', 'administrator'] as const satisfies Role[] }
const OnePlan = Type.Object({ id: Type.Integer() })
const OneStop = Type.Object({ planId: Type.Integer(), id: Type.Integer() })
const about = (what: string) => ({
  tags: ['planning'],
  description:
    `${what} Answers the whole plan. Whoever saw an older revision changes the present plan where nobody changed the ` +
    'same tours since (200), and else makes a proposal that waits in the plan (202). A run goes on from the change.',
})
const response = { 200: Plan, 202: Plan }

/** Changes of a draft by hand. */
export const editRoutes: Feature<PlanRoutesOptions> = async (app, options) => {
  const { db, announce, solver, travel, runs, horizons } = options
  const parts = { db, solver, travel, timeZone: options.config.timeZone, runs, log: app.log }

  async function edit(
    request: FastifyRequest,
    reply: FastifyReply,
    planId: number,
    revision: number,
    wish: PlanEdit,
  ) {
    const caller = callerOf(request)
    const { teamId, day } = await planInScope(db, planId, caller)
    await requireShops(wish, planId, caller)
    const by = caller.personId
    await horizons.endOf(planId)
    const outcome = await editWhileImproved(parts, planId, (isImproved) =>
      applyEdit({ ...parts, by, locksPlaced: isImproved }, planId, revision, wish),
    )
    const plan = await wholePlan(db, planId)
    const news = { planId, teamId, day, revision: plan.revision, by }
    announce('plan:edited', [news], { roles: deskRoles })
    return reply.code(outcome === 'made' ? 200 : 202).send(plan)
  }

  /** Shops that are not in the plan must be in the caller's scope, and active. */
  async function requireShops(wish: PlanEdit, planId: number, caller: ReturnType<typeof callerOf>) {
    if (wish.kind !== 'insert' && wish.kind !== 'bulk') return
    const { tours, unassigned } = await wholePlan(db, planId)
    const stops = tours.flatMap((tour) => tour.stops)
    const known = new Set([...stops, ...unassigned].map(({ retailerId }) => retailerId))
    const shops = wish.kind === 'insert' ? [wish.retailerId] : wish.retailerIds
    for (const id of shops)
      if (wish.kind === 'insert' || !known.has(id)) await requireShopInScope(db, id, caller.scope)
  }

  app.post(
    '/plans/:id/stops',
    {
      config,
      schema: { ...about('Adds a shop to a tour.'), params: OnePlan, body: StopInsert, response },
    },
    (request, reply) => {
      const { revision, ...place } = request.body
      return edit(request, reply, request.params.id, revision, { kind: 'insert', ...place })
    },
  )

  app.patch(
    '/plans/:planId/stops/:id',
    { config, schema: { ...about('Moves a stop.'), params: OneStop, body: StopMove, response } },
    (request, reply) => {
      const { revision, ...place } = request.body
      const { planId, id: stopId } = request.params
      return edit(request, reply, planId, revision, { kind: 'move', stopId, ...place })
    },
  )

  app.delete(
    '/plans/:planId/stops/:id',
    {
      config,
      schema: {
        ...about('Takes a stop out.'),
        params: OneStop,
        querystring: StopRemoval,
        response,
      },
    },
    (request, reply) => {
      const { revision, ...shop } = request.query
      const { planId, id: stopId } = request.params
      return edit(request, reply, planId, revision, { kind: 'remove', stopId, ...shop })
    },
  )

  app.post(
    '/plans/:id/locks',
    {
      config,
      schema: {
        ...about(
          'Locks stops, or unlocks them. Whatever plans keeps to locks; a stop that breaks one of its own says ' +
            '`LOCK_CONFLICT`, and so does a locked shop that found no place.',
        ),
        params: OnePlan,
        body: LockChange,
        response,
      },
    },
    (request, reply) => {
      const { revision, ...change } = request.body
      return edit(request, reply, request.params.id, revision, { kind: 'lock', ...change })
    },
  )

  app.post(
    '/plans/:id/bulk',
    {
      config,
      schema: {
        ...about('Changes many shops at once, all of them or none.'),
        params: OnePlan,
        body: BulkChange,
        response,
      },
    },
    (request, reply) => {
      const { revision, ...wish } = request.body
      return edit(request, reply, request.params.id, revision, { kind: 'bulk', ...wish })
    },
  )

  const OneProposal = Type.Object({ planId: Type.Integer(), id: Type.Integer() })
  app.post(
    '/plans/:planId/proposals/:id/accept',
    {
      config,
      schema: {
        ...about('Makes a change that was proposed.'),
        params: OneProposal,
        body: RevisionSeen,
        response,
      },
    },
    async (request, reply) => {
      const { planId, id } = request.params
      await planInScope(db, planId, callerOf(request))
      const wish = await proposedEdit(db, planId, id)
      if (!wish) throw new Problem('not-found', 'no such proposal')
      const { revision } = await wholePlan(db, planId)
      if (request.body.revision > revision) throw new Problem('plan-changed')
      // Whoever accepts it has seen both: it is made on the plan as it is.
      await removeProposal(db, planId, id)
      return edit(request, reply, planId, revision, wish)
    },
  )

  app.delete(
    '/plans/:planId/proposals/:id',
    {
      config,
      schema: {
        tags: ['planning'],
        description: 'Dismisses a proposed change.',
        params: OneProposal,
        response: { 200: Plan },
      },
    },
    async (request) => {
      const { planId, id } = request.params
      const caller = callerOf(request)
      const { teamId, day } = await planInScope(db, planId, caller)
      if (!(await removeProposal(db, planId, id)))
        throw new Problem('not-found', 'no such proposal')
      const plan = await wholePlan(db, planId)
      const news = { planId, teamId, day, revision: plan.revision, by: caller.personId }
      announce('plan:edited', [news], { roles: deskRoles })
      return plan
    },
  )
}
