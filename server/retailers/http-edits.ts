import { deskRoles } from '../../shared/auth.ts'
import {
  RetailerChoice,
  RetailerEdits,
  RetailerGroups,
  RetailersEdited,
  RetailersInside,
  Ring,
  type RetailerEdit,
} from '../../shared/retailers.ts'
import { callerOf, requireTeam, type Caller } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Db } from '../platform/database/index.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { findManager, groupsOf, retailersInside } from './edit-queries.ts'
import { editRetailers } from './edit-retailers.ts'

const tags = ['retailers']
/** Ids and numbers for `MOST_EDITED` shops, some of them twice. */
const bodyLimit = 256 * 1024

/** Many shops at once: chosen by a line around them, looked at together, changed together. */
export const retailerEdits: Feature = async (app, { db, announce }) => {
  app.post(
    '/retailers/inside',
    {
      config: { roles: deskRoles },
      schema: {
        tags,
        description: 'The shops inside a ring drawn by hand. Changes nothing.',
        body: Ring,
        response: { 200: RetailersInside },
      },
    },
    (request) => retailersInside(db, request.body.ring, callerOf(request).scope),
  )

  app.post(
    '/retailers/groups',
    {
      config: { roles: deskRoles },
      schema: {
        tags,
        description:
          'How the named shops of the scope divide by tier and manager. Changes nothing.',
        body: RetailerChoice,
        response: { 200: RetailerGroups },
      },
    },
    (request) => groupsOf(db, request.body.retailerIds, callerOf(request).scope),
  )

  app.patch(
    '/retailers',
    {
      bodyLimit,
      config: { roles: ['manager', 'administrator'] },
      schema: {
        tags,
        description:
          'Sets manager, tier, conduct class or days of the week of many shops, all of them or none. Answers the edits that take it back.',
        body: RetailerEdits,
        response: { 200: RetailersEdited },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { edits } = request.body
      for (const edit of edits) await requireManager(db, edit, caller)
      const done = await db.transaction().execute(async (trx) => {
        const edited = await editRetailers(trx, edits, caller.scope)
        if (edited.changed > 0)
          await audit(trx, {
            personId: caller.personId,
            action: 'retailers:edit',
            facts: {
              edits,
              before: edited.undo.map(({ retailerIds, set }) => ({ retailerIds, set })),
            },
            ip: request.ip,
          })
        return edited
      })
      if (done.changed > 0) announce('retailers:changed', [], { roles: deskRoles })
      return done
    },
  )
}

/** Whoever has left gets shops back that they had, and no others. */
async function requireManager(db: Db, { set, was }: RetailerEdit, caller: Caller): Promise<void> {
  const { managerId } = set
  if (managerId === undefined || managerId === null) return
  const manager = await findManager(db, managerId)
  if (!manager || (!manager.active && !was))
    throw new Problem('input-invalid', 'managerId is no active customer manager')
  requireTeam(caller, manager.teamId)
}
