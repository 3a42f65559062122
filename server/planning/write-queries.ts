import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'
import type { DayClock } from './day-clock.ts'
import { headColumns, type PlanHead, type PlanTravel, type Unassigned } from './queries.ts'
import type { TimedTour } from './time-tour.ts'

/**
 * One at a time makes versions of a team's plans, publishes them, or (sharing it) checks in at their
 * stops, until the end of the transaction.
 */
export async function lockTeam(db: Db, teamId: number): Promise<void> {
  await sql`select id from team where id = ${teamId} for no key update`.execute(db)
}

/** The next version of a team's day, a draft without tours. Needs the team's lock. */
export async function addPlan(
  db: Db,
  plan: { teamId: number; day: string; createdBy: number | null } & PlanTravel,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into plan (team_id, day, version, created_by, profile, travel_source)
    select ${plan.teamId}, ${plan.day}::date, coalesce(max(version), 0) + 1, ${plan.createdBy},
           ${plan.profile}, ${plan.travelSource}
    from plan where team_id = ${plan.teamId} and day = ${plan.day}::date
    returning id`.execute(db)
  const [row] = rows
  if (!row) throw new Error('the insert returned no plan')
  return row.id
}

/**
 * Claims a draft for somebody's change by raising its revision; its row is locked from here on.
 * @param revision any that they may have seen since somebody changed it last
 * @returns undefined when it is no draft, or somebody has changed it since that revision
 */
export async function claimDraft(
  db: Db,
  id: number,
  revision: number,
): Promise<PlanHead | undefined> {
  const { rows } = await sql<PlanHead>`
    update plan set revision = revision + 1, edited_revision = revision + 1
    where id = ${id} and ${revision} between edited_revision and revision and status = 'draft'
    returning ${headColumns}`.execute(db)
  return rows[0]
}

/** Removes a draft that was claimed, with its tours. */
export async function deletePlan(db: Db, id: number): Promise<void> {
  await sql`delete from plan where id = ${id}`.execute(db)
}

/** Makes the given tours the only ones of a plan. Stops that stay in the plan keep their ids. */
export async function replaceTours(
  db: Db,
  planId: number,
  tours: readonly TimedTour[],
  clock: DayClock,
): Promise<void> {
  const people = tours.map(({ personId }) => personId)
  await sql`
    delete from tour where plan_id = ${planId} and person_id <> all(${people}::integer[])`.execute(
    db,
  )
  await saveTours(db, planId, tours, clock)
}

/** Writes the given tours of a plan and leaves its other tours alone. A shop is in one tour at most. */
export async function saveTours(
  db: Db,
  planId: number,
  tours: readonly TimedTour[],
  clock: DayClock,
): Promise<void> {
  const instant = (seconds: number | null) => (seconds === null ? null : clock.instantOf(seconds))
  const tourRows = tours.map(({ personId, start: [lng, lat], metres, travelSeconds, ...tour }) => ({
    personId,
    companionId: tour.companionId,
    lng,
    lat,
    metres,
    travelSeconds,
    startsAt: instant(tour.starts),
    endsAt: instant(tour.ends),
    home: tour.home,
  }))
  const stopRows = tours.flatMap(({ personId, stops }) =>
    stops.map(({ retailerId, arrives, leaves, violations, overSeconds, lock, leg }, position) => ({
      personId,
      retailerId,
      position,
      arrivesAt: instant(arrives),
      leavesAt: instant(leaves),
      violations,
      overSeconds,
      locks: lock?.locks ?? [],
      lockPersonId: lock?.personId ?? null,
      lockAt: instant(lock?.at ?? null),
      lockRank: lock?.rank ?? null,
      ...leg,
    })),
  )
  await sql`
    insert into tour (plan_id, person_id, companion_id, start_geom, starts_at, ends_at, metres,
                      travel_seconds, home_line, home_seconds, home_metres)
    select ${planId}, "personId", "companionId", ST_SetSRID(ST_MakePoint(lng, lat), 4326), "startsAt", "endsAt",
           metres, "travelSeconds", home ->> 'line', (home ->> 'seconds')::integer,
           (home ->> 'metres')::integer
    from jsonb_to_recordset(${JSON.stringify(tourRows)}::jsonb) as row(
      "personId" integer, "companionId" integer, lng double precision, lat double precision, "startsAt" timestamptz,
      "endsAt" timestamptz, metres integer, "travelSeconds" integer, home jsonb)
    on conflict (plan_id, person_id) do update set
      companion_id = excluded.companion_id, start_geom = excluded.start_geom, starts_at = excluded.starts_at,
      ends_at = excluded.ends_at, metres = excluded.metres,
      travel_seconds = excluded.travel_seconds, home_line = excluded.home_line,
      home_seconds = excluded.home_seconds, home_metres = excluded.home_metres`.execute(db)
  await saveStops(db, planId, tours, JSON.stringify(stopRows))
  await updateTravelSource(db, planId)
}

/** Where the legs of a plan come from, by their lines; a plan without legs keeps what was said when it was made. */
async function updateTravelSource(db: Db, planId: number): Promise<void> {
  await sql`
    update plan set travel_source = case
      when estimates = 0 then 'roads' when estimates = legs then 'estimate' else 'mixed' end
    from (select count(*) as legs, count(*) filter (where line is null) as estimates
          from (select leg_line as line from stop join tour on tour.id = stop.tour_id
                where tour.plan_id = ${planId}
                union all
                select home_line from tour
                where plan_id = ${planId} and home_seconds is not null) as leg) as counted
    where plan.id = ${planId} and legs > 0`.execute(db)
}

/** What a plan made anew is travelled by. */
export async function savePlanTravel(
  db: Db,
  id: number,
  { profile, travelSource }: PlanTravel,
): Promise<void> {
  await sql`
    update plan set profile = ${profile}, travel_source = ${travelSource} where id = ${id}`.execute(
    db,
  )
}

/** What is kept of a stop besides its place. */
const stopColumns = sql.raw(`
  arrives_at, leaves_at, violations, over_seconds, locks, lock_person_id, lock_at, lock_rank,
  leg_line, leg_seconds, leg_metres`)

/** Removes, then moves and retimes, then adds, so that no place is ever taken twice. */
async function saveStops(
  db: Db,
  planId: number,
  tours: readonly TimedTour[],
  stopRows: string,
): Promise<void> {
  const people = tours.map(({ personId }) => personId)
  const kept = tours.flatMap(({ stops }) => stops.map(({ retailerId }) => retailerId))
  await sql`
    delete from stop using tour
    where stop.tour_id = tour.id and tour.plan_id = ${planId}
      and tour.person_id = any(${people}::integer[])
      and stop.retailer_id <> all(${kept}::integer[])`.execute(db)
  const wanted = sql`
    select tour.id as tour_id, row."retailerId" as retailer_id, row.position,
           row."arrivesAt" as arrives_at, row."leavesAt" as leaves_at,
           row.line as leg_line, row.seconds as leg_seconds, row.metres as leg_metres,
           array(select jsonb_array_elements_text(row.violations)) as violations,
           row."overSeconds" as over_seconds,
           array(select jsonb_array_elements_text(row.locks)) as locks,
           row."lockPersonId" as lock_person_id, row."lockAt" as lock_at,
           row."lockRank" as lock_rank
    from jsonb_to_recordset(${stopRows}::jsonb) as row(
      "personId" integer, "retailerId" integer, position smallint, "arrivesAt" timestamptz,
      "leavesAt" timestamptz, violations jsonb, "overSeconds" integer, locks jsonb,
      "lockPersonId" integer, "lockAt" timestamptz, "lockRank" smallint, line text,
      seconds integer, metres integer)
    join tour on tour.plan_id = ${planId} and tour.person_id = row."personId"`
  await sql`
    update stop set tour_id = wanted.tour_id, position = wanted.position,
      arrives_at = wanted.arrives_at, leaves_at = wanted.leaves_at, violations = wanted.violations,
      over_seconds = wanted.over_seconds, locks = wanted.locks,
      lock_person_id = wanted.lock_person_id, lock_at = wanted.lock_at,
      lock_rank = wanted.lock_rank,
      leg_line = wanted.leg_line, leg_seconds = wanted.leg_seconds, leg_metres = wanted.leg_metres
    from (${wanted}) wanted, tour
    where stop.retailer_id = wanted.retailer_id and stop.tour_id = tour.id
      and tour.plan_id = ${planId}`.execute(db)
  await sql`
    insert into stop (tour_id, retailer_id, position, ${stopColumns})
    select tour_id, retailer_id, position, ${stopColumns}
    from (${wanted}) wanted
    where not exists (
      select from stop
      where stop.tour_id = wanted.tour_id and stop.retailer_id = wanted.retailer_id)`.execute(db)
}

export async function saveUnassigned(
  db: Db,
  planId: number,
  unassigned: readonly Unassigned[],
): Promise<void> {
  await sql`
    update plan set unassigned = ${JSON.stringify(unassigned)}::jsonb where id = ${planId}`.execute(
    db,
  )
}

/** Copies tours, stops and what was left out into an empty plan. */
export async function copyTours(db: Db, fromId: number, toId: number): Promise<void> {
  await sql`
    update plan set unassigned = source.unassigned
    from plan source where plan.id = ${toId} and source.id = ${fromId}`.execute(db)
  await sql`
    insert into tour (plan_id, person_id, companion_id, start_geom, starts_at, ends_at, metres,
                      travel_seconds, home_line, home_seconds, home_metres)
    select ${toId}, person_id, companion_id, start_geom, starts_at, ends_at, metres, travel_seconds,
           home_line, home_seconds, home_metres
    from tour where plan_id = ${fromId} order by id`.execute(db)
  await sql`
    insert into stop (tour_id, position, retailer_id, ${stopColumns})
    select copy.id, stop.position, stop.retailer_id, ${stopColumns}
    from stop join tour on tour.id = stop.tour_id
    join tour copy on copy.plan_id = ${toId} and copy.person_id = tour.person_id
    where tour.plan_id = ${fromId} order by copy.id, stop.position`.execute(db)
}

/** @returns the version that was published for the day until now */
export async function retirePublished(
  db: Db,
  { teamId, day }: PlanHead,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    update plan set status = 'replaced'
    where team_id = ${teamId} and day = ${day}::date and status = 'published'
    returning id`.execute(db)
  return rows[0]?.id
}

export async function markPublished(db: Db, id: number, by: number | null): Promise<void> {
  await sql`
    update plan set status = 'published', published_at = now(), published_by = ${by}
    where id = ${id}`.execute(db)
}

/** Hands visits over to the stop of the same person at the same shop in another version. */
export async function carryVisits(db: Db, fromId: number, toId: number): Promise<void> {
  await sql`
    update visit set stop_id = stop.id
    from stop old_stop
    join tour old_tour on old_tour.id = old_stop.tour_id and old_tour.plan_id = ${fromId}
    join tour on tour.plan_id = ${toId} and tour.person_id = old_tour.person_id
    join stop on stop.tour_id = tour.id and stop.retailer_id = old_stop.retailer_id
    where visit.stop_id = old_stop.id`.execute(db)
}

/** How many stops of a plan have a visit. */
export async function countVisited(db: Db, planId: number): Promise<number> {
  const { rows } = await sql<{ visited: number }>`
    select count(*) as visited from visit
    join stop on stop.id = visit.stop_id join tour on tour.id = stop.tour_id
    where tour.plan_id = ${planId}`.execute(db)
  return rows[0]?.visited ?? 0
}
