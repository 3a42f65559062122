import { sql } from 'kysely'
import type { ShopLock } from '../../shared/locks.ts'
import type { Scope } from '../../shared/auth.ts'
import { detourOf } from '../../shared/estimate-leg.ts'
import type { Plan, PlanSummary, Stop, Tour, UnassignedReason } from '../../shared/planning.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { retailersInScope } from '../retailers/index.ts'
import { proposalsOfPlan } from './proposals/proposal-queries.ts'
import { runOfPlan } from './run-queries.ts'

/** How a shop that is in no tour is kept with the plan. */
export interface Unassigned {
  readonly retailerId: number
  readonly reason: UnassignedReason
  readonly overdueDays: number
  /** Of a visit that was left out although it is locked. */
  readonly lock?: ShopLock
  /** The day on which it is to be made instead. */
  readonly movedTo?: string
}

/** What the people of a plan travel by, and where its times and distances come from. */
export type PlanTravel = Pick<Plan, 'profile' | 'travelSource'>

export type PlanHead = Readonly<Pick<Plan, 'id' | 'teamId' | 'day' | 'status' | 'revision'>> &
  PlanTravel & {
    /** The revision that the last change by somebody left; what a run saved since came after it. */
    readonly editedRevision: number
  }

export const headColumns = sql`
  id, team_id as "teamId", day, status, revision, edited_revision as "editedRevision",
  profile, travel_source as "travelSource"`

export async function planHead(db: Db, id: number): Promise<PlanHead | undefined> {
  const { rows } = await sql<PlanHead>`
    select ${headColumns} from plan where id = ${id}`.execute(db)
  return rows[0]
}

export async function teamOfPlan(db: Db, id: number): Promise<number | undefined> {
  return (await planHead(db, id))?.teamId
}

/**
 * A shop that may be put into a plan: in scope and active.
 * @throws Problem not-found, input-invalid
 */
export async function requireShopInScope(db: Db, id: number, scope: Scope): Promise<void> {
  const { rows } = await sql<{ status: string }>`
    select status from retailer where id = ${id} and ${retailersInScope(scope)}`.execute(db)
  if (!rows[0]) throw new Problem('not-found', 'no such shop')
  if (rows[0].status !== 'active') throw new Problem('input-invalid', 'the shop is not active')
}

/** @throws Problem not-found */
export async function requireTeamExists(db: Db, id: number): Promise<void> {
  const { rows } = await sql`select from team where id = ${id}`.execute(db)
  if (rows.length === 0) throw new Problem('not-found', 'no such team')
}

/** The versions of a team's day, newest first. */
export async function planSummaries(db: Db, teamId: number, day: string): Promise<PlanSummary[]> {
  const { rows } = await sql<PlanSummary>`
    select id, version, status, revision, published_at as "publishedAt", name,
           (select count(*) from stop join tour on tour.id = stop.tour_id
            where tour.plan_id = plan.id) as stops
    from plan where team_id = ${teamId} and day = ${day}::date
    order by version desc`.execute(db)
  return rows
}

/**
 * The plans published for a day.
 * @param teamIds of these teams; undefined of all
 */
export async function publishedPlans(
  db: Db,
  day: string,
  teamIds?: readonly number[],
): Promise<Plan[]> {
  const { rows } = await sql<{ id: number }>`
    select id from plan where day = ${day}::date and status = 'published'
      and (${teamIds === undefined} or team_id = any(${teamIds ?? []}::integer[]))`.execute(db)
  return plansById(
    db,
    rows.map(({ id }) => id),
  )
}

/** The published plan with a tour of a day that a person leads or goes along on. */
export async function publishedPlanOf(
  db: Db,
  personId: number,
  day: string,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select plan.id from plan join tour on tour.plan_id = plan.id
    where plan.day = ${day}::date and plan.status = 'published'
      and ${personId} in (tour.person_id, tour.companion_id)
    order by plan.published_at desc limit 1`.execute(db)
  return rows[0]?.id
}

export async function nameOfPerson(
  db: Db,
  id: number,
): Promise<{ name: string; nameEn: string | null } | null> {
  const { rows } = await sql<{ name: string; nameEn: string | null }>`
    select name, name_en as "nameEn" from person where id = ${id}`.execute(db)
  return rows[0] ?? null
}

export async function planById(db: Db, id: number): Promise<Plan | undefined> {
  const [plan] = await plansById(db, [id])
  return plan
}

/** Whole plans, ordered by team. */
export async function plansById(db: Db, ids: readonly number[]): Promise<Plan[]> {
  const heads = await sql<Omit<Plan, 'tours' | 'detourFactor'>>`
    select plan.id, team_id as "teamId", day, version, plan.status, revision,
           profile, travel_source as "travelSource", published_at as "publishedAt", name,
           step as undoable, (select count(*) from plan_step
                              where plan_id = plan.id and plan_step.step > plan.step) as redoable,
           ${proposalsOfPlan} as proposals, ${runOfPlan} as run, coalesce(left_out.rows, '[]') as unassigned
    from plan
    left join lateral (
      select jsonb_agg(jsonb_build_object(
               'retailerId', r.id, 'name', r.name, 'address', r.address,
               'at', jsonb_build_array(ST_X(r.geom), ST_Y(r.geom)),
               'reason', entry.value ->> 'reason',
               'overdueDays', (entry.value ->> 'overdueDays')::integer)
               || case when entry.value -> 'lock' is null then '{}'
                    else jsonb_build_object('lock', entry.value -> 'lock') end
               || case when entry.value -> 'movedTo' is null then '{}'
                    else jsonb_build_object('movedTo', entry.value -> 'movedTo') end
               order by entry.ordinality)
             as rows
      from jsonb_array_elements(plan.unassigned) with ordinality entry
      join retailer r on r.id = (entry.value ->> 'retailerId')::integer) left_out on true
    where plan.id = any(${ids}::integer[]) order by team_id, plan.id`.execute(db)
  const tours = await toursOf(db, ids)
  return heads.rows.map((head) => ({
    ...head,
    detourFactor: head.travelSource === 'roads' ? null : detourOf(head.profile),
    tours: tours.filter(({ planId }) => planId === head.id).map(({ tour }) => tour),
  }))
}

async function toursOf(
  db: Db,
  planIds: readonly number[],
): Promise<{ planId: number; tour: Tour }[]> {
  const { rows } = await sql<Omit<Tour, 'stops'> & { planId: number }>`
    select tour.id, plan_id as "planId", person_id as "personId", (
             select seen_at from plan_receipt
             where plan_receipt.plan_id = tour.plan_id and plan_receipt.person_id = tour.person_id
           ) as "seenAt",
           case when companion_id is not null then json_build_object(
             'personId', companion_id, 'seenAt', (
               select seen_at from plan_receipt
               where plan_receipt.plan_id = tour.plan_id and plan_receipt.person_id = companion_id
             )) end as companion,
           json_build_array(ST_X(start_geom), ST_Y(start_geom)) as start,
           starts_at as "startsAt", ends_at as "endsAt", metres, travel_seconds as "travelSeconds",
           case when home_seconds is not null then json_build_object(
             'line', home_line, 'seconds', home_seconds, 'metres', home_metres) end as home
    from tour where plan_id = any(${planIds}::integer[]) order by person_id`.execute(db)
  const stops = await stopsOf(db, planIds)
  return rows.map(({ planId, ...tour }) => ({
    planId,
    tour: {
      ...tour,
      stops: stops.filter(({ tourId }) => tourId === tour.id).map(({ stop }) => stop),
    },
  }))
}

/**
 * Stops in order with what has happened there. A draft shows the visits of the plan it would replace,
 * where the same person was at the same shop: publishing hands them over.
 */
async function stopsOf(
  db: Db,
  planIds: readonly number[],
): Promise<{ tourId: number; stop: Stop }[]> {
  const { rows } = await sql<
    Omit<Stop, 'report'> & { tourId: number; report: Stop['report'] | null }
  >`
    select stop.id, stop.tour_id as "tourId", stop.retailer_id as "retailerId", r.name, r.address,
           json_build_array(ST_X(r.geom), ST_Y(r.geom)) as at, r.tier, stop.position,
           stop.arrives_at as "arrivesAt", stop.leaves_at as "leavesAt", stop.violations, stop.over_seconds as "overSeconds",
           stop.locks, stop.lock_person_id as "lockedPersonId", stop.lock_at as "lockedAt",
           stop.lock_rank as "lockedRank",
           json_build_object('line', stop.leg_line, 'seconds', stop.leg_seconds,
                             'metres', stop.leg_metres) as leg,
           visit.outcome, visit.id as "visitId",
           visit.arrived_at as "arrivedAt", visit.left_at as "leftAt",
           case when report.id is not null then json_build_object(
             'id', report.id, 'code', report.code, 'kind', report.kind) end as report
    from stop
    join tour on tour.id = stop.tour_id
    join plan on plan.id = tour.plan_id
    join retailer r on r.id = stop.retailer_id
    left join report_place on report_place.retailer_id = r.id
    left join report on report.id = report_place.report_id
    left join plan replaced on plan.status = 'draft' and replaced.status = 'published'
      and replaced.team_id = plan.team_id and replaced.day = plan.day
    left join tour old_tour on old_tour.plan_id = replaced.id
      and old_tour.person_id = tour.person_id
    left join stop old_stop on old_stop.tour_id = old_tour.id
      and old_stop.retailer_id = stop.retailer_id
    left join visit on visit.stop_id = coalesce(old_stop.id, stop.id)
    where tour.plan_id = any(${planIds}::integer[])
    order by stop.tour_id, stop.position`.execute(db)
  return rows.map(({ tourId, report, ...stop }) => ({
    tourId,
    stop: report ? { ...stop, report } : stop,
  }))
}
