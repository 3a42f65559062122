import type { FastifyRequest } from 'fastify'
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
import { tellPublished } from '../tell-published.ts'
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
  /** The plan that is asked about, where its people are, and who asks. */
  const readAsked = async (request: FastifyRequest, id: number) => {
    const caller = callerOf(request)
    const { teamId } = await planInScope(db, id, caller)
    const present: Present = { now: clock.now(), sightings: await sightings(teamId) }
    return {
      plan: await wholePlan(db, id),
      present,
      by: { personId: caller.personId, ip: request.ip },
    }
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
      const asked = await readAsked(request, request.params.id)
      const { personId } = request.body
      const draftId = await redistributeTour(parts, { ...asked, personId })
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
      const draftId = await replanRest(parts, await readAsked(request, request.params.id))
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
      const { plan, present } = await readAsked(request, request.params.id)
      return offerReliefs(parts, plan, request.body.personId, present)
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
      const { plan, ...asked } = await readAsked(request, request.params.id)
      const publication = await acceptRelief(parts, plan, request.params.reliefId, asked)
      tellPublished(announce, publication)
      return wholePlan(db, publication.plan.id)
    },
  )
}
