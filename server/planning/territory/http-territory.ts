import { Type } from 'typebox'
import { deskRoles } from '../../../shared/auth.ts'
import { Territory, type TerritoryShop } from '../../../shared/territory.ts'
import type { VisitPolicy } from '../../../shared/planning.ts'
import { callerOf, requireTeam } from '../../auth/index.ts'
import type { Feature, Parts } from '../../platform/http.ts'
import type { Travel } from '../../roads/index.ts'
import { policyFor, stepOf } from '../find-due.ts'
import { PARKING_SECONDS } from '../parking.ts'
import { visitPolicies } from '../policy-queries.ts'
import { requireTeamExists } from '../queries.ts'
import { measurePace } from './measure-pace.ts'
import { territoryPeople, territoryShops, type OwnedShop } from './territory-queries.ts'

export interface TerritoryOptions extends Parts {
  readonly travel: Travel
}

const WEEK_DAYS = 7

/** Whose shops are where, and what a week of them asks for. They change hands by `PATCH /retailers`. */
export const territoryRoutes: Feature<TerritoryOptions> = async (app, { db, travel }) => {
  app.get(
    '/territory',
    {
      config: { roles: deskRoles },
      schema: {
        tags: ['planning'],
        description:
          'The active shops of a team with visits a week by policy, its people with the hours of their week, and the pace of ' +
          'its streets: what a page needs to say how busy everybody is, now and with other shops.',
        querystring: Type.Object({ teamId: Type.Integer() }),
        response: { 200: Territory },
      },
    },
    async (request) => {
      const { scope } = callerOf(request)
      const { teamId } = request.query
      requireTeam(callerOf(request), teamId)
      await requireTeamExists(db, teamId)
      const [people, shops, policies] = [
        await territoryPeople(db, teamId),
        await territoryShops(db, teamId, scope),
        await visitPolicies(db),
      ]
      const secondsPerMetre = await measurePace(
        travel,
        shops.map(({ at }) => at),
      )
      return {
        people,
        shops: shops.map((shop) => weighShop(shop, policies)),
        secondsPerMetre,
        parkingSeconds: PARKING_SECONDS,
      }
    },
  )
}

function weighShop(
  { id, at, name, address, managerId, ...shop }: OwnedShop,
  policies: readonly VisitPolicy[],
): TerritoryShop {
  const policy = policyFor(policies, shop)
  return {
    ...{ id, at, name, address, managerId },
    visits: policy ? WEEK_DAYS / Math.max(stepOf(policy), policy.minGapDays) : 0,
    serviceSeconds: policy ? policy.serviceMinutes * 60 : 0,
  }
}
