import { Type } from 'typebox'
import { deskRoles } from '../../shared/auth.ts'
import {
  Retailer,
  RetailerAssignment,
  RetailerProfile,
  RetailerSearch,
} from '../../shared/retailers.ts'
import { Page } from '../../shared/schema.ts'
import { dayOf } from '../../shared/time.ts'
import { callerOf, requireTeam } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import {
  assignRetailers,
  findRetailers,
  licencesOf,
  licensedNear,
  retailerCard,
  teamOfManager,
  visitsAt,
} from './queries.ts'

const tags = ['retailers']

export const retailers: Feature = async (app, { db, clock, config, announce }) => {
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
      schema: {
        tags,
        params: Type.Object({ id: Type.Integer() }),
        response: { 200: RetailerProfile },
      },
    },
    async (request) => {
      const { id } = request.params
      const { scope } = callerOf(request)
      const card = await retailerCard(db, id, scope)
      if (!card) throw new Problem('not-found', 'no such retailer')
      const today = dayOf(clock.now(), config.timeZone)
      const [licences, visits, nearby] = await Promise.all([
        licencesOf(db, id),
        visitsAt(db, id),
        licensedNear(db, id, today, scope),
      ])
      return { ...card, licences, visits, nearby }
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
