import { sql } from 'kysely'
import type { Scope } from '../../shared/auth.ts'
import type { CheckIn, CheckOut, Skip, Visit } from '../../shared/visits.ts'
import type { Db } from '../platform/database/index.ts'

/** A visit of that person. */
export async function visitOf(db: Db, id: string, personId: number): Promise<Visit | undefined> {
  const { rows } = await sql<Visit>`
    select id, retailer_id as "retailerId", person_id as "personId", stop_id as "stopId",
           arrived_at as "arrivedAt", left_at as "leftAt", outcome, skip_reason as "skipReason",
           distance_metres as "distanceMetres",
           coalesce((select jsonb_object_agg(name, value) from observation
                     where visit_id = visit.id), '{}') as observations
    from visit where id = ${id} and person_id = ${personId}`.execute(db)
  return rows[0]
}

/** Publishing hands visits to the stops of the new version; sharing the team's lock keeps it waiting. */
export async function shareTeamLock(db: Db, teamId: number | null): Promise<void> {
  await sql`select id from team where id = ${teamId} for share`.execute(db)
}

/** A tour is its person's and that of who goes along. Whether the shop is on the person's published tour of any day, or among the shops of the scope. */
export async function mayVisit(
  db: Db,
  retailerId: number,
  personId: number,
  { everything, teamIds, areaIds }: Scope,
): Promise<boolean> {
  const { rows } = await sql`
    select from retailer r where id = ${retailerId} and (
      ${everything} or area_id = any(${areaIds}::integer[])
      or manager_id in (select id from person where team_id = any(${teamIds}::integer[]))
      or exists (
        select from stop join tour on tour.id = stop.tour_id join plan on plan.id = tour.plan_id
        where stop.retailer_id = r.id and ${personId} in (tour.person_id, tour.companion_id)
          and plan.status = 'published'))`.execute(db)
  return rows.length > 0
}

/**
 * The day of the plan that a stop of the person's is in, published now or earlier: a phone without
 * signal may name a stop of a version that has been replaced since.
 */
export async function dayOfStop(
  db: Db,
  stopId: number,
  personId: number,
  retailerId: number,
): Promise<string | undefined> {
  const { rows } = await sql<{ day: string }>`
    select plan.day from stop
    join tour on tour.id = stop.tour_id
    join plan on plan.id = tour.plan_id
    where stop.id = ${stopId} and stop.retailer_id = ${retailerId}
      and ${personId} in (tour.person_id, tour.companion_id) and plan.status <> 'draft'`.execute(db)
  return rows[0]?.day
}

export interface PlannedStop {
  readonly id: number
  readonly arrivesAt: string
}

/** The stop for a shop on the person's published tour of a day. */
export async function publishedStop(
  db: Db,
  personId: number,
  retailerId: number,
  day: string,
): Promise<PlannedStop | undefined> {
  const { rows } = await sql<PlannedStop>`
    select stop.id, stop.arrives_at as "arrivesAt" from stop
    join tour on tour.id = stop.tour_id
    join plan on plan.id = tour.plan_id
    where stop.retailer_id = ${retailerId} and ${personId} in (tour.person_id, tour.companion_id)
      and plan.day = ${day}::date and plan.status = 'published'
    order by plan.published_at desc limit 1`.execute(db)
  return rows[0]
}

/** Somebody came back to a shop that was skipped: the skip stays on record, without the stop. */
export async function freeSkippedStop(db: Db, stopId: number): Promise<void> {
  await sql`
    update visit set stop_id = null where stop_id = ${stopId} and outcome = 'skipped'`.execute(db)
}

/** @returns false when that visit, or another of that stop or moment, is stored already */
export async function addCheckIn(
  db: Db,
  personId: number,
  stop: PlannedStop | undefined,
  { id, retailerId, arrivedAt, at, accuracyMetres }: CheckIn,
): Promise<boolean> {
  const point = at
    ? sql`ST_SetSRID(ST_MakePoint(${at[0]}::float8, ${at[1]}::float8), 4326)`
    : sql`null::geometry`
  const { rows } = await sql`
    insert into visit (id, retailer_id, person_id, stop_id, planned_at, arrived_at,
                       check_in_geom, accuracy_metres, distance_metres)
    select ${id}::uuid, retailer.id, ${personId}::integer, ${stop?.id ?? null}::integer,
           ${stop?.arrivesAt ?? null}::timestamptz, ${arrivedAt}::timestamptz, ${point},
           ${accuracyMetres ?? null}::real,
           ST_Distance(retailer.geom::geography, ${point}::geography)
    from retailer where retailer.id = ${retailerId}
    on conflict do nothing returning id`.execute(db)
  return rows.length > 0
}

/** @returns false when that visit, or another of that stop or moment, is stored already */
export async function addSkip(
  db: Db,
  personId: number,
  stop: PlannedStop | undefined,
  { id, retailerId, at, reason }: Skip,
): Promise<boolean> {
  const { rows } = await sql`
    insert into visit (id, retailer_id, person_id, stop_id, planned_at, arrived_at,
                       outcome, skip_reason)
    values (${id}, ${retailerId}, ${personId}, ${stop?.id ?? null}, ${stop?.arrivesAt ?? null},
            ${at}, 'skipped', ${reason})
    on conflict do nothing returning id`.execute(db)
  return rows.length > 0
}

/** Ends an open visit. @returns false when it is not open */
export async function endVisit(
  db: Db,
  id: string,
  personId: number,
  leftAt: string,
): Promise<boolean> {
  const { rows } = await sql`
    update visit set left_at = ${leftAt}, outcome = 'done'
    where id = ${id} and person_id = ${personId} and outcome = 'open' returning id`.execute(db)
  return rows.length > 0
}

export async function addObservations(
  db: Db,
  visitId: string,
  observations: NonNullable<CheckOut['observations']>,
): Promise<void> {
  const rows = Object.entries(observations).map(([name, value]) => ({ name, value }))
  await sql`
    insert into observation (visit_id, name, value)
    select ${visitId}, name, value
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(name text, value jsonb)`.execute(
    db,
  )
}
