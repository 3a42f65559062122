import { sql } from 'kysely'
import type { WorkingDay } from '../due-queries.ts'
import { workingDay } from '../due-queries.ts'
import type { Db } from '../../platform/database/index.ts'

/** A person on a day on which they work. */
export interface PersonDay extends WorkingDay {
  readonly day: string
}

/**
 * Who works when between two days, as `peopleWorking` says it of one: the team's active customer managers, not absent, on
 * their weekdays unless the calendar says otherwise for everybody.
 */
export async function peopleWorkingBetween(
  db: Db,
  teamId: number,
  first: string,
  last: string,
): Promise<PersonDay[]> {
  const { rows } = await sql<PersonDay>`
    select span.at::date as day, ${workingDay(sql`span.at::date`)}
    from generate_series(${first}::date, ${last}::date, interval '1 day') span (at)
    join person on team_id = ${teamId} and active and role = 'customer-manager'
    left join calendar_day calendar on calendar.day = span.at::date
    where coalesce(calendar.working, extract(isodow from span.at)::smallint = any(working_days))
      and not exists (select from absence where person_id = person.id and absence.day = span.at::date)
    order by span.at, person.id`.execute(db)
  return rows
}

/**
 * Shops that the team means to visit between two days under a published plan and has not yet, with the last such day:
 * whoever plans what comes after counts on it.
 */
export async function visitsUnderWay(
  db: Db,
  teamId: number,
  today: string,
  before: string,
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ retailerId: number; day: string }>`
    select stop.retailer_id as "retailerId", max(plan.day) as day
    from plan join tour on tour.plan_id = plan.id join stop on stop.tour_id = tour.id
    left join visit on visit.stop_id = stop.id
    where plan.team_id = ${teamId} and plan.status = 'published'
      and plan.day >= ${today}::date and plan.day < ${before}::date
      and visit.outcome is distinct from 'skipped'
    group by stop.retailer_id`.execute(db)
  return new Map(rows.map(({ retailerId, day }) => [retailerId, day]))
}
