import { sql } from 'kysely'
import type { VisitPolicy } from '../../shared/planning.ts'
import type { Db } from '../platform/database/index.ts'

export async function visitPolicies(db: Db): Promise<VisitPolicy[]> {
  const { rows } = await sql<VisitPolicy>`
    select id, name, tier_from as "tierFrom", tier_to as "tierTo", format, conduct, visits,
           interval_days as "intervalDays", min_gap_days as "minGapDays",
           service_minutes as "serviceMinutes", to_char(window_start, 'HH24:MI') as "windowStart",
           to_char(window_end, 'HH24:MI') as "windowEnd", weekdays, same_weekday as "sameWeekday",
           continuity_minutes as "continuityMinutes", around, pair
    from visit_policy order by tier_from desc, id`.execute(db)
  return rows
}

/** Puts the given policies in the place of all there were. In a transaction: until it ends, nobody else replaces them. */
export async function replacePolicies(
  db: Db,
  policies: readonly Omit<VisitPolicy, 'id'>[],
): Promise<void> {
  await sql`lock table visit_policy in share row exclusive mode`.execute(db)
  await sql`delete from visit_policy`.execute(db)
  await addPolicies(db, policies)
}

export async function addPolicies(
  db: Db,
  policies: readonly Omit<VisitPolicy, 'id'>[],
): Promise<void> {
  await sql`
    insert into visit_policy (name, tier_from, tier_to, format, conduct, visits, interval_days,
                              min_gap_days, service_minutes, window_start, window_end, weekdays,
                              same_weekday, continuity_minutes, around, pair)
    select name, "tierFrom", "tierTo", format, conduct, visits, "intervalDays", "minGapDays",
           "serviceMinutes", "windowStart", "windowEnd",
           array(select value::smallint from jsonb_array_elements_text(weekdays)),
           "sameWeekday", "continuityMinutes", around, pair
    from jsonb_to_recordset(${JSON.stringify(policies)}::jsonb) as policy(
      name text, "tierFrom" smallint, "tierTo" smallint, format text, conduct text, visits smallint,
      "intervalDays" smallint, "minGapDays" smallint, "serviceMinutes" smallint,
      "windowStart" time, "windowEnd" time, weekdays jsonb, "sameWeekday" boolean,
      "continuityMinutes" smallint, around text, pair boolean)
    on conflict (name) do nothing`.execute(db)
}
