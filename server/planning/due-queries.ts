import { sql, type RawBuilder } from 'kysely'
import type { LngLat } from '../../shared/geo.ts'
import type { Db } from '../platform/database/index.ts'
import type { Candidate, ShopClass } from './find-due.ts'

export interface DayEnd {
  /** The midnight after the day. */
  readonly ends: Date
  readonly timeZone: string
}

/** In a query that has a shop's `line`, or none. */
const rhythmOfShop = sql`
  coalesce(line.weekdays, '{}') as "usualWeekdays",
  coalesce(line.closed_weekdays, '{}') as "closedWeekdays",
  line.order_weekday as "orderWeekday", line.delivery_weekday as "deliveryWeekday"`

/**
 * Active shops of the team's active people, with the last visit that took place by the end of the day.
 * @param retailerId only that shop
 */
export async function candidatesOn(
  db: Db,
  teamId: number,
  { ends, timeZone }: DayEnd,
  retailerId: number | null = null,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select r.id as "retailerId", r.name, r.address, r.tier, r.format, r.conduct,
           r.manager_id as "managerId", ${rhythmOfShop},
           json_build_array(ST_X(r.geom), ST_Y(r.geom)) as at,
           last.arrived_at as "lastVisitAt",
           (last.arrived_at at time zone ${timeZone})::date as "lastVisitDay"
    from retailer r
    left join visit_line line on line.retailer_id = r.id
    join person manager on manager.id = r.manager_id
    left join lateral (
      select arrived_at from visit
      where retailer_id = r.id and outcome = 'done' and arrived_at < ${ends.toISOString()}
      order by arrived_at desc limit 1) last on true
    where r.status = 'active' and manager.team_id = ${teamId} and manager.active
      and (${retailerId}::integer is null or r.id = ${retailerId})
    order by r.id`.execute(db)
  return rows
}

/** A person's working day; times of day as `HH:MM:SS`. */
export interface WorkingDay {
  readonly personId: number
  readonly start: LngLat | null
  readonly shiftStart: string
  readonly shiftEnd: string
  readonly breakStart: string
  readonly breakEnd: string
  readonly breakMinutes: number
  /** Who goes along that day; null: nobody. */
  readonly companionId: number | null
}

/** In a query that has `person`; `day` is a date in it. */
export const workingDay = (day: RawBuilder<unknown>) => sql`
  person.id as "personId",
  case when start_geom is not null then json_build_array(ST_X(start_geom), ST_Y(start_geom)) end
    as start,
  shift_start as "shiftStart", shift_end as "shiftEnd",
  break_start as "breakStart", break_end as "breakEnd", break_minutes as "breakMinutes",
  (select companion.id from person companion
   where companion.id = person.companion_id
     and companion.role = 'inspector' and companion.active
     and not exists (select from absence where person_id = companion.id and absence.day = ${day})
     and coalesce((select working from calendar_day where calendar_day.day = ${day}),
                  extract(isodow from ${day})::smallint = any(companion.working_days)))
    as "companionId"`

/**
 * The team's customer managers who work on a day: active, not absent, on a working day of theirs
 * unless the calendar says otherwise for everybody (holidays, 调休).
 */
export async function peopleWorking(db: Db, teamId: number, day: string): Promise<WorkingDay[]> {
  const { rows } = await sql<WorkingDay>`
    select ${workingDay(sql`${day}::date`)} from person
    where team_id = ${teamId} and active and role = 'customer-manager'
      and not exists (select from absence where person_id = person.id and day = ${day}::date)
      and coalesce((select working from calendar_day where day = ${day}::date),
                   extract(isodow from ${day}::date)::smallint = any(working_days))
    order by person.id`.execute(db)
  return rows
}

/** Who does not work on a day, of all teams. */
export async function peopleAbsent(db: Db, day: string): Promise<Set<number>> {
  const { rows } = await sql<{ personId: number }>`
    select person_id as "personId" from absence where day = ${day}::date`.execute(db)
  return new Set(rows.map(({ personId }) => personId))
}

/** With who goes along on the day. */
export async function peopleById(
  db: Db,
  ids: readonly number[],
  day: string,
): Promise<WorkingDay[]> {
  const { rows } = await sql<WorkingDay>`
    select ${workingDay(sql`${day}::date`)}
    from person where id = any(${ids}::integer[]) order by id`.execute(db)
  return rows
}

export interface ShopRow extends ShopClass {
  readonly retailerId: number
  /** Its main door: the first entrance known, or its point. */
  readonly door: LngLat
  readonly managerId: number | null
  readonly status: string
  /** Days of the week of its fixed line, and on which it is closed. */
  readonly usualWeekdays: readonly number[]
  readonly closedWeekdays: readonly number[]
  readonly orderWeekday: number | null
  readonly deliveryWeekday: number | null
}

/** In the order of the ids. */
export async function shopsById(db: Db, ids: readonly number[]): Promise<ShopRow[]> {
  const { rows } = await sql<ShopRow>`
    select id as "retailerId", json_build_array(ST_X(door), ST_Y(door)) as door, tier,
           format, conduct, manager_id as "managerId", status, ${rhythmOfShop}
    from unnest(${ids}::integer[]) with ordinality wanted (id, place)
    join retailer using (id)
    left join visit_line line on line.retailer_id = retailer.id
    cross join lateral coalesce((
      select entrance.geom from retailer_entrance entrance
      where retailer_id = retailer.id order by entrance.id limit 1), retailer.geom) door
    order by place`.execute(db)
  return rows
}

export interface CarriedVisit {
  readonly personId: number
  readonly retailerId: number
  readonly arrivedAt: string
  readonly leftAt: string | null
  readonly outcome: string
}

/** What has happened so far at the stops of the plan that is published for the day, in order. */
export async function visitsOfPublished(
  db: Db,
  teamId: number,
  day: string,
): Promise<CarriedVisit[]> {
  const { rows } = await sql<CarriedVisit>`
    select tour.person_id as "personId", stop.retailer_id as "retailerId",
           visit.arrived_at as "arrivedAt", visit.left_at as "leftAt", visit.outcome
    from plan
    join tour on tour.plan_id = plan.id
    join stop on stop.tour_id = tour.id
    join visit on visit.stop_id = stop.id
    where plan.team_id = ${teamId} and plan.day = ${day}::date and plan.status = 'published'
    order by visit.arrived_at, visit.id`.execute(db)
  return rows
}
