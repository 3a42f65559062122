import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import type { DayEnd } from '../due-queries.ts'
import type { ShopClass } from '../find-due.ts'

/** Shops that policies cannot tell apart. */
export interface AlikeShops extends ShopClass {
  /** Of the last visit that took place. */
  readonly lastVisitDay: string | null
  readonly shops: number
}

/** Of all teams the shops that may fall due: active, of an active customer manager. */
export async function shopsAlike(db: Db, { ends, timeZone }: DayEnd): Promise<AlikeShops[]> {
  const { rows } = await sql<AlikeShops>`
    select r.tier, r.format, r.conduct, (last.at at time zone ${timeZone})::date as "lastVisitDay",
           count(*)::integer as shops
    from retailer r
    join person manager on manager.id = r.manager_id
    left join (
      select retailer_id, max(arrived_at) as at from visit
      where outcome = 'done' and arrived_at < ${ends.toISOString()}
      group by retailer_id) last on last.retailer_id = r.id
    where r.status = 'active' and manager.active and manager.team_id is not null
    group by 1, 2, 3, 4`.execute(db)
  return rows
}
