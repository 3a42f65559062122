import { Type } from 'typebox'
import { deskRoles } from '../../shared/auth.ts'
import { VisitLine, VisitLineChange } from '../../shared/visit-rhythm.ts'
import { callerOf, requireTeam } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Feature } from '../platform/http.ts'
import { changeLines, linesOfTeam, requireShops } from './line-queries.ts'

const tags = ['planning']

/** Fixed visit lines (固定线路): on which weekdays shops are visited, closed, order and are delivered to. */
export const lineRoutes: Feature = async (app, { db }) => {
  app.get(
    '/visit-lines',
    {
      config: { roles: deskRoles },
      schema: {
        tags,
        description: 'Of a team’s shops, those of which anything is known.',
        querystring: Type.Object({ teamId: Type.Integer() }),
        response: { 200: Type.Array(VisitLine) },
      },
    },
    async (request) => {
      const { teamId } = request.query
      requireTeam(callerOf(request), teamId)
      return linesOfTeam(db, teamId)
    },
  )

  app.patch(
    '/visit-lines',
    {
      config: { roles: ['manager', 'administrator'] },
      schema: {
        tags,
        description: 'Changes the same of many shops, all of them or none.',
        body: VisitLineChange,
        response: { 200: Type.Object({ changed: Type.Integer() }) },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { retailerIds, ...facts } = request.body
      const ids = [...new Set(retailerIds)]
      return db.transaction().execute(async (trx) => {
        await requireShops(trx, ids, caller.scope)
        const changed = await changeLines(trx, ids, facts)
        await audit(trx, {
          personId: caller.personId,
          action: 'visit-lines:change',
          facts: { ...facts, retailerIds: ids },
          ip: request.ip,
        })
        return { changed }
      })
    },
  )
}
