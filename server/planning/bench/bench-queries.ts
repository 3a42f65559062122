import { sql } from 'kysely'
import type { Scope } from '../../../shared/auth.ts'
import type { GivenTour } from '../../../shared/plan-bench.ts'
import type { Db } from '../../platform/database/index.ts'

/** The plan that was published last, of those that somebody may see. */
export async function lastPublished(
  db: Db,
  { everything, teamIds }: Scope,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from plan
    where status = 'published' and (${everything} or team_id = any(${[...teamIds]}::integer[]))
    order by published_at desc limit 1`.execute(db)
  return rows[0]?.id
}

export interface KnownPerson {
  readonly code: string
  readonly id: number
  readonly teamId: number | null
}

export async function peopleByCode(db: Db, tours: readonly GivenTour[]): Promise<KnownPerson[]> {
  const codes = tours.map(({ personCode }) => personCode)
  const { rows } = await sql<KnownPerson>`
    select code, id, team_id as "teamId" from person where code = any(${codes}::text[])`.execute(db)
  return rows
}

export async function shopIdsByCode(
  db: Db,
  tours: readonly GivenTour[],
): Promise<Map<string, number>> {
  const codes = tours.flatMap(({ retailerCodes }) => retailerCodes)
  const { rows } = await sql<{ code: string; id: number }>`
    select code, id from retailer where code = any(${codes}::text[])`.execute(db)
  return new Map(rows.map(({ code, id }) => [code, id]))
}
