import { sql } from 'kysely'
import type { SpanDay } from '../../../shared/horizon.ts'
import type { Db } from '../../platform/database/index.ts'

/** Days with the calendar's word and the version of the plan that a desk shows first: the newest draft, else the published. */
export async function daysBetweenOf(
  db: Db,
  { teamId, from, until }: { teamId: number; from: string; until: string },
): Promise<Omit<SpanDay, 'working'>[]> {
  const { rows } = await sql<Omit<SpanDay, 'working'>>`
    select span.at::date as day, calendar.name,
           case when plan.id is not null then json_build_object(
             'id', plan.id, 'version', plan.version, 'status', plan.status,
             'revision', plan.revision, 'unassigned', jsonb_array_length(plan.unassigned)) end as plan
    from generate_series(${from}::date, ${until}::date, interval '1 day') span (at)
    left join calendar_day calendar on calendar.day = span.at::date
    left join lateral (
      select * from plan where team_id = ${teamId} and plan.day = span.at::date and status <> 'replaced'
      order by status = 'draft' desc, version desc limit 1) plan on true
    order by span.at`.execute(db)
  return rows
}

export interface TourSum {
  readonly planId: number
  readonly day: string
  readonly personId: number
  readonly metres: number
  readonly travelSeconds: number
  readonly serviceSeconds: number
  readonly shops: readonly number[]
}

export async function tourSums(db: Db, planIds: readonly number[]): Promise<TourSum[]> {
  const { rows } = await sql<TourSum>`
    select plan.id as "planId", plan.day, tour.person_id as "personId", tour.metres,
           tour.travel_seconds as "travelSeconds",
           coalesce(stops.seconds, 0)::integer as "serviceSeconds",
           coalesce(stops.shops, '{}') as shops
    from plan join tour on tour.plan_id = plan.id
    left join lateral (
      select sum(extract(epoch from leaves_at - arrives_at)) as seconds,
             array_agg(retailer_id order by position) as shops
      from stop where tour_id = tour.id) stops on true
    where plan.id = any(${planIds}::integer[]) order by plan.day, tour.person_id`.execute(db)
  return rows
}

export interface OffLine {
  readonly planId: number
  readonly day: string
  readonly personId: number
  readonly retailerId: number
  readonly name: string | null
  readonly usualWeekdays: readonly number[]
  readonly closedWeekdays: readonly number[]
}

/** Stops that are on another than a usual weekday of their shop's fixed line. */
export async function stopsOffLine(db: Db, planIds: readonly number[]): Promise<OffLine[]> {
  const { rows } = await sql<OffLine>`
    select plan.id as "planId", plan.day, tour.person_id as "personId",
           line.retailer_id as "retailerId", coalesce(retailer.name, retailer.address) as name,
           line.weekdays as "usualWeekdays", line.closed_weekdays as "closedWeekdays"
    from plan join tour on tour.plan_id = plan.id join stop on stop.tour_id = tour.id
    join visit_line line on line.retailer_id = stop.retailer_id
    join retailer on retailer.id = stop.retailer_id
    where plan.id = any(${planIds}::integer[]) and line.weekdays <> '{}'
      and not extract(isodow from plan.day)::smallint = any(line.weekdays)
    order by plan.day, tour.person_id, stop.position`.execute(db)
  return rows
}

/** Why people do not work on days when they are absent. */
export async function absencesBetween(
  db: Db,
  { teamId, from, until }: { teamId: number; from: string; until: string },
): Promise<{ personId: number; day: string; reason: string }[]> {
  const { rows } = await sql<{ personId: number; day: string; reason: string }>`
    select person_id as "personId", day, reason from absence join person on person.id = person_id
    where team_id = ${teamId} and day between ${from}::date and ${until}::date`.execute(db)
  return rows
}
