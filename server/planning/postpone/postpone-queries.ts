import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'

/** So long before a day can a visit have been moved beyond it. */
const MOST_DAYS = 60

/** Shops whose visit the newest plan of an earlier day has moved to a later one: they are not due yet. */
export async function postponedBeyond(db: Db, teamId: number, day: string): Promise<Set<number>> {
  const { rows } = await sql<{ retailerId: number }>`
    select distinct (entry.value ->> 'retailerId')::integer as "retailerId"
    from (select distinct on (day) unassigned from plan
          where team_id = ${teamId} and day >= ${day}::date - ${MOST_DAYS}::integer
            and day < ${day}::date
          order by day, version desc) newest
    cross join jsonb_array_elements(unassigned) entry
    where (entry.value ->> 'movedTo')::date > ${day}::date`.execute(db)
  return new Set(rows.map(({ retailerId }) => retailerId))
}

/** The newest versions of a team's days, drafts and published alike. */
export async function newestPlans(
  db: Db,
  teamId: number,
  days: readonly string[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct on (day) id from plan
    where team_id = ${teamId} and day = any(${[...days]}::date[])
    order by day, version desc`.execute(db)
  return rows.map(({ id }) => id)
}
