import { sql } from 'kysely'
import { Type } from 'typebox'
import { deskRoles, type Scope } from '../../shared/auth.ts'
import { VisitLine, VisitLineChange } from '../../shared/visit-rhythm.ts'
import { callerOf, requireTeam } from '../auth/index.ts'
import { audit } from '../platform/audit.ts'
import type { Db } from '../platform/database/index.ts'
import type { Feature } from '../platform/http.ts'
import { Problem } from '../platform/problem.ts'
import { retailersInScope } from '../retailers/index.ts'

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

/** @throws Problem not-found */
async function requireShops(db: Db, ids: readonly number[], scope: Scope): Promise<void> {
  const { rows } = await sql<{ known: number }>`
    select count(*)::integer as known from retailer
    where id = any(${ids}::integer[]) and ${retailersInScope(scope)}`.execute(db)
  if (rows[0]?.known !== ids.length) throw new Problem('not-found', 'a named retailer')
}

async function linesOfTeam(db: Db, teamId: number): Promise<VisitLine[]> {
  const { rows } = await sql<VisitLine>`
    select line.retailer_id as "retailerId", line.weekdays,
           line.closed_weekdays as "closedWeekdays", line.order_weekday as "orderWeekday",
           line.delivery_weekday as "deliveryWeekday"
    from visit_line line
    join retailer on retailer.id = line.retailer_id join person on person.id = retailer.manager_id
    where person.team_id = ${teamId} order by line.retailer_id`.execute(db)
  return rows
}

/** What is not named stays. @returns how many shops say something else now */
async function changeLines(
  db: Db,
  ids: readonly number[],
  facts: Omit<VisitLineChange, 'retailerIds'>,
): Promise<number> {
  const { weekdays, closedWeekdays, orderWeekday, deliveryWeekday } = facts
  const list = (days: readonly number[] | undefined) => [...(days ?? [])].sort((a, b) => a - b)
  const { rows } = await sql`
    insert into visit_line as line (retailer_id, weekdays, closed_weekdays, order_weekday,
                                    delivery_weekday)
    select id, ${list(weekdays)}::smallint[], ${list(closedWeekdays)}::smallint[],
           ${orderWeekday ?? null}::smallint, ${deliveryWeekday ?? null}::smallint
    from unnest(${ids}::integer[]) id
    on conflict (retailer_id) do update set
      weekdays = case when ${weekdays !== undefined} then excluded.weekdays else line.weekdays end,
      closed_weekdays = case when ${closedWeekdays !== undefined}
        then excluded.closed_weekdays else line.closed_weekdays end,
      order_weekday = case when ${orderWeekday !== undefined}
        then excluded.order_weekday else line.order_weekday end,
      delivery_weekday = case when ${deliveryWeekday !== undefined}
        then excluded.delivery_weekday else line.delivery_weekday end
    returning retailer_id`.execute(db)
  return rows.length
}
