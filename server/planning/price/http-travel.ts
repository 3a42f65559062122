import { Type } from 'typebox'
import { deskRoles } from '../../../shared/auth.ts'
import { PlanTravel } from '../../../shared/plan-travel.ts'
import { callerOf } from '../../auth/index.ts'
import { isFresh, versionTag } from '../../platform/cache-tag.ts'
import type { Feature, Parts } from '../../platform/http.ts'
import type { TourDay } from '../day-problem.ts'
import { peopleAbsent } from '../due-queries.ts'
import { planInScope, wholePlan } from '../http-plans.ts'
import { opened } from '../may-go.ts'
import { readPlanDay } from './read-plan-day.ts'
import type { TravelCache } from './travel-cache.ts'
import { writeWholeNumbers } from './write-whole-numbers.ts'

export interface TravelRoutesOptions extends Parts {
  readonly cache: TravelCache
}

/** What moves of a plan's stops are priced by, before they are made. */
export const travelRoutes: Feature<TravelRoutesOptions> = async (app, { db, config, cache }) => {
  const { timeZone } = config

  app.get(
    '/plans/:id/travel',
    {
      config: { roles: deskRoles },
      schema: {
        tags: ['planning'],
        description:
          'All ways between the places of a plan, and what else the times of its tours depend on. ' +
          'The same as long as people, shops, policies and streets are: ask again with `If-None-Match`.',
        params: Type.Object({ id: Type.Integer() }),
        response: { 200: PlanTravel, 304: Type.Null() },
      },
    },
    async (request, reply) => {
      const { id } = await planInScope(db, request.params.id, callerOf(request))
      const plan = await wholePlan(db, id)
      const day = await readPlanDay({ db, timeZone }, plan)
      const absent = await peopleAbsent(db, plan.day)
      const everybody = plan.tours.map(({ personId }) => personId)
      const shops = day.shops.map((shop) => opened(shop, absent, everybody))
      const facts = withoutVisits({ ...day, shops })
      if (isFresh(request, reply, versionTag(cache.tagOf(day), JSON.stringify(facts))))
        return reply.code(304).send(null)
      const { durations, distances } = await cache.travelOf(day)
      return {
        ...facts,
        seconds: writeWholeNumbers(durations),
        metres: writeWholeNumbers(distances),
      }
    },
  )
}

/** Visits happen all day long, and are in the plan already. */
function withoutVisits({
  profile,
  people,
  shops,
}: TourDay): Pick<PlanTravel, 'profile' | 'people' | 'shops'> {
  return {
    profile,
    people: people.map(({ personId, start, shift: [from, to], break: rest, companionId }) => ({
      personId,
      start,
      shift: [from, to],
      ...(rest ? { break: { window: [...rest.window], seconds: rest.seconds } } : {}),
      ...(companionId === undefined ? {} : { companionId }),
    })),
    shops: shops.map(({ window, offeredTo, ...shop }) => ({
      ...shop,
      ...(offeredTo ? { offeredTo: [...offeredTo] } : {}),
      ...(window ? { window: [...window] } : {}),
    })),
  }
}
