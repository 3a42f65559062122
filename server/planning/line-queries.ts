import { sql } from 'kysely'
import type { Scope } from '../../shared/auth.ts'
import type { VisitLine, VisitLineChange } from '../../shared/visit-rhythm.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { retailersInScope } from '../retailers/index.ts'

/** @throws Problem not-found */
export async function requireShops(db: Db, ids: readonly number[], scope: Scope): Promise<void> {
  const { rows } = await sql<{ known: number }>`
    select count(*)::integer as known from retailer
    where id = any(${ids}::integer[]) and ${retailersInScope(scope)}`.execute(db)
  if (rows[0]?.known !== ids.length) throw new Problem('not-found', 'a named retailer')
}

export async function linesOfTeam(db: Db, teamId: number): Promise<VisitLine[]> {
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
export async function changeLines(
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
