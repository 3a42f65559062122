import { Type } from 'typebox'
import { RedistributionRequest } from '../../../shared/absences.ts'
import type { Role } from '../../../shared/auth.ts'
import { Plan } from '../../../shared/planning.ts'
import { Relief, ReliefRequest } from '../../../shared/reliefs.ts'
import { callerOf } from '../../auth/index.ts'
import type { Feature } from '../../platform/http.ts'
import { planInScope, wholePlan, type PlanRoutesOptions } from '../http-plans.ts'
import { acceptRelief } from './accept-relief.ts'
import type { Sighting } from './next-stop.ts'
import type { Publication } from '../publish-plan.ts'
import type { Present } from './read-rest.ts'
import { offerReliefs } from './offer-reliefs.ts'
import { redistributeTour } from './redistribute-tour.ts'
import { replanRest } from './replan-rest.ts'

const config = { roles: ['manager', 'administrator'] as const satisfies Role[] }
const tags = ['planning']
const OnePlan = Type.Object({ id: Type.Integer() })

export interface DuringOptions extends PlanRoutesOptions {
  /** Where the people of a team were seen last. */
  readonly sightings: (teamId: number) => Promise<readonly Sighting[]>
}

/** What is done about a published day while it happens. Each makes a draft to look at, which publishing puts in force. */
export const duringRoutes: Feature<DuringOptions> = async (app, options) => {
  const { db, clock, solver, travel, sightings, announce } = options
  const parts = { db, solver, travel, timeZone: options.config.timeZone }
  const presentOf = async (teamId: number): Promise<Present> => ({
    now: clock.now(),
    sightings: await sightings(teamId),
  })

  const tellPublished = ({ plan: { id: planId, teamId, day }, personIds }: Publication) => {
    announce('plan:published', [{ planId, teamId, day }], { teamIds: [teamId], personIds })
    return wholePlan(db, planId)
  }

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
      const { id, teamId } = await planInScope(db, request.params.id, caller)
      const plan = await wholePlan(db, id)
      const by = { personId: caller.personId, ip: request.ip }
      const { personId } = request.body
      const present = await presentOf(teamId)
      const draftId = await redistributeTour(parts, { plan, personId, present, by })
      return reply.code(201).send(await wholePlan(db, draftId))
    },
  )

  app.post(
    '/plans/:id/replan-rest',
    {
      config,
      schema: {
        tags,
        description:
          'Plans what is left of the published plan anew from the present on: who goes where stays, and what was left out ' +
          'is taken in where there is room. Answers 201 with a draft: what was visited or promised stays.',
        params: OnePlan,
        response: { 201: Plan },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { id, teamId } = await planInScope(db, request.params.id, caller)
      const plan = await wholePlan(db, id)
      const by = { personId: caller.personId, ip: request.ip }
      const draftId = await replanRest(parts, { plan, present: await presentOf(teamId), by })
      return reply.code(201).send(await wholePlan(db, draftId))
    },
  )

  app.post(
    '/plans/:id/reliefs',
    {
      config,
      schema: {
        tags,
        description:
          'What would bring somebody who is late back in time: a colleague takes over stops of theirs. None for who is not late.',
        params: OnePlan,
        body: ReliefRequest,
        response: { 200: Type.Array(Relief) },
      },
    },
    async (request) => {
      const { id, teamId } = await planInScope(db, request.params.id, callerOf(request))
      const plan = await wholePlan(db, id)
      return offerReliefs(parts, plan, request.body.personId, await presentOf(teamId))
    },
  )

  app.post(
    '/plans/:id/reliefs/:reliefId/accept',
    {
      config,
      schema: {
        tags,
        description:
          'Publishes the next version of the plan with what was offered; `relief-stale` when people have come further since.',
        params: Type.Object({ id: Type.Integer(), reliefId: Type.Integer() }),
        response: { 200: Plan },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { id, teamId } = await planInScope(db, request.params.id, caller)
      const by = { personId: caller.personId, ip: request.ip }
      const present = await presentOf(teamId)
      const plan = await wholePlan(db, id)
      const published = await acceptRelief(parts, plan, request.params.reliefId, { present, by })
      return tellPublished(published)
    },
  )
}
