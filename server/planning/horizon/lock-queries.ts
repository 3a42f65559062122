import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'

/** The newest versions of a team's days in which somebody locked something, by their days. */
export async function lockedPlans(
  db: Db,
  teamId: number,
  days: readonly string[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from (
      select distinct on (day) id, day, unassigned from plan
      where team_id = ${teamId} and day = any(${[...days]}::date[])
      order by day, version desc) newest
    where unassigned @? '$[*].lock'
       or exists (select from stop join tour on tour.id = stop.tour_id
                  where tour.plan_id = newest.id and locks <> '{}')
    order by day`.execute(db)
  return rows.map(({ id }) => id)
}
