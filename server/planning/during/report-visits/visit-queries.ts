import { sql } from 'kysely'
import type { LngLat } from '../../../../shared/geo.ts'
import type { PlannedReportVisit } from '../../../../shared/report-visits.ts'
import type { Db } from '../../../platform/database/index.ts'
import { instantOf, pointOf } from '../../../platform/read-columns.ts'

/** Of which teams (undefined: all), from which day on, and until which. */
export interface Ahead {
  readonly teamIds: readonly number[] | undefined
  readonly today: string
  readonly last: string
}

/** What counts of each team's day: the plan in force, or for a day to come without one, its newest draft. */
const plansAhead = ({ teamIds, today, last }: Ahead) => sql`
  select distinct on (team_id, day) id, team_id, day, status from plan
  where day between ${today}::date and ${last}::date
    and (${teamIds === undefined} or team_id = any(${teamIds ?? []}::integer[]))
    and (status = 'published' or status = 'draft' and day > ${today}::date)
  order by team_id, day, status = 'published' desc, version desc`

/** Stops at a place that nobody has come to yet. */
export async function plannedVisits(
  db: Db,
  placeId: number,
  ahead: Ahead,
): Promise<PlannedReportVisit[]> {
  const { rows } = await sql<PlannedReportVisit>`
    select ahead.id as "planId", tour.person_id as "personId", ahead.day::text as day, ahead.status,
           ${instantOf('stop.arrives_at')} as "arrivesAt"
    from (${plansAhead(ahead)}) ahead
    join tour on tour.plan_id = ahead.id
    join stop on stop.tour_id = tour.id
    left join visit on visit.stop_id = stop.id
    where stop.retailer_id = ${placeId} and visit.id is null
    order by stop.arrives_at`.execute(db)
  return rows
}

export interface NearTour {
  readonly planId: number
  readonly personId: number
}

/** The tours with a stop, not visited yet, that is closest to a point in a straight line: so many of today, and of later days. */
export async function toursNear(
  db: Db,
  at: LngLat,
  ahead: Ahead,
  most: number,
): Promise<NearTour[]> {
  const { rows } = await sql<NearTour>`
    select "planId", "personId" from (
      select ahead.id as "planId", tour.person_id as "personId",
             row_number() over (
               partition by ahead.day = ${ahead.today}::date
               order by min(ST_Distance(retailer.geom::geography, ${pointOf(at)}::geography)), tour.id) as rank
      from (${plansAhead(ahead)}) ahead
      join tour on tour.plan_id = ahead.id
      join stop on stop.tour_id = tour.id
      join retailer on retailer.id = stop.retailer_id
      left join visit on visit.stop_id = stop.id
      where visit.id is null
      group by ahead.id, ahead.day, tour.id) near
    where rank <= ${most} order by "planId", "personId"`.execute(db)
  return rows
}
