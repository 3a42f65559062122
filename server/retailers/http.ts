import { Type } from 'typebox'
import { deskRoles } from '../../shared/auth.ts'
import {
  Neighbour,
  NeighbourSearch,
  Retailer,
  RetailerAssignment,
  RetailerProfile,
  RetailerSearch,
} from '../../shared/retailers.ts'
import { Page } from '../../shared/schema.ts'
import { dayOf } from '../../shared/time.ts'
import { callerOf, requireTeam } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Feature, Parts } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import type { Travel } from '../roads/index.ts'
import { findNeighbours } from './find-neighbours.ts'
import {
  assignRetailers,
  findRetailers,
  licencesOf,
  retailerCard,
  teamOfManager,
  visitsAt,
} from './queries.ts'

const tags = ['retailers']
const OneRetailer = Type.Object({ id: Type.Integer() })

export interface RetailersOptions extends Parts {
  readonly travel: Travel
}

export const retailers: Feature<RetailersOptions> = async (app, options) => {
  const { db, clock, config, announce, travel } = options
  app.get(
    '/retailers',
    {
      config: { roles: deskRoles },
      schema: { tags, querystring: RetailerSearch, response: { 200: Page(Retailer) } },
    },
    (request) => findRetailers(db, request.query, callerOf(request).scope),
  )

  app.get(
    '/retailers/:id',
    {
      config: { roles: 'signed-in' },
      schema: { tags, params: OneRetailer, response: { 200: RetailerProfile } },
    },
    async (request) => {
      const { id } = request.params
      const { scope } = callerOf(request)
      const card = await retailerCard(db, id, scope)
      if (!card) throw new Problem('not-found', 'no such retailer')
      const [licences, visits] = await Promise.all([licencesOf(db, id), visitsAt(db, id)])
      return { ...card, licences, visits }
    },
  )

  app.get(
    '/retailers/:id/neighbours',
    {
      config: { roles: 'signed-in' },
      schema: {
        tags,
        summary: 'The nearest other licensed shops of the scope, on foot along streets',
        params: OneRetailer,
        querystring: NeighbourSearch,
        response: { 200: Type.Array(Neighbour) },
      },
    },
    async (request) => {
      const { id } = request.params
      const { scope } = callerOf(request)
      const card = await retailerCard(db, id, scope)
      if (!card) throw new Problem('not-found', 'no such retailer')
      const day = dayOf(clock.now(), config.timeZone)
      const { limit = 5 } = request.query
      return findNeighbours({ db, travel, day, scope }, card.retailer, limit)
    },
  )

  app.post(
    '/retailers/assign',
    {
      config: { roles: ['manager', 'administrator'] },
      schema: {
        tags,
        body: RetailerAssignment,
        response: { 200: Type.Object({ changed: Type.Integer() }) },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { retailerIds, managerId } = request.body
      if (managerId !== null) {
        const manager = await teamOfManager(db, managerId)
        if (!manager) throw new Problem('input-invalid', 'managerId is no active customer manager')
        requireTeam(caller, manager.teamId)
      }
      const ids = [...new Set(retailerIds)]
      const changed = await db.transaction().execute(async (trx) => {
        const done = await assignRetailers(trx, ids, managerId, caller.scope)
        if (done.known < ids.length) throw new Problem('not-found', 'a named retailer')
        await audit(trx, {
          personId: caller.personId,
          action: 'retailers:assign',
          subject: managerId === null ? 'nobody' : String(managerId),
          facts: { retailerIds: ids },
          ip: request.ip,
        })
        return done.changed
      })
      if (changed > 0) announce('retailers:changed', [], { roles: deskRoles })
      return { changed }
    },
  )
}
