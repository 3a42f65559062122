import { sql } from 'kysely'
import type { Plan, RunPoint } from '../../shared/planning.ts'
import type { Db } from '../platform/database/index.ts'

/** How a run comes to its end before its time: with the best so far, or as if it had never been. */
export type Ending = 'keep' | 'undo'

/** A run whose node has said nothing for so long is over. */
const isAlive = sql`alive_at > now() - interval '5 seconds'`

/** The run of a plan as the contract has it, in a query that has `plan`; null without one. */
export const runOfPlan = sql`(
  select json_build_object(
    'elapsed', least(budget_millis, round(extract(epoch from now() - started_at) * 1000)::integer),
    'budget', budget_millis, 'resumed', resumed, 'best', best)
  from plan_run where plan_id = plan.id and ${isAlive})`

export interface NewRun {
  readonly planId: number
  readonly budgetMillis: number
  readonly resumed: boolean
  readonly best: readonly RunPoint[]
  /** Whose it is: of `PlanRuns`. */
  readonly node: string
  /** What undoing it brings back. */
  readonly before?: Plan
}

/** Notes that a draft is being improved, and tells other runs of its team's day to end. Needs the team's lock. */
export async function addRun(db: Db, run: NewRun): Promise<void> {
  await sql`
    update plan_run set ending = 'keep'
    from plan other, plan own
    where plan_run.plan_id = other.id and own.id = ${run.planId} and other.id <> own.id
      and other.team_id = own.team_id and other.day = own.day and ending is null`.execute(db)
  await sql`
    insert into plan_run (plan_id, started_at, budget_millis, resumed, best, node, before)
    values (${run.planId}, now() - make_interval(secs => ${(run.best.at(-1)?.elapsed ?? 0) / 1000}),
            ${run.budgetMillis}, ${run.resumed}, ${JSON.stringify(run.best)}::jsonb, ${run.node},
            ${run.before ? JSON.stringify(run.before) : null}::jsonb)`.execute(db)
}

/** @returns whether the run is still there */
export async function addRunPoint(db: Db, planId: number, point: RunPoint): Promise<boolean> {
  const { rows } = await sql`
    update plan_run set alive_at = now(), best = best || ${JSON.stringify(point)}::jsonb
    where plan_id = ${planId} returning plan_id`.execute(db)
  return rows.length > 0
}

/**
 * Says that the run of a node is alive.
 * @returns how somebody wants it to end; 'keep' also when it is not there any more, or another node's
 */
export async function renewRun(db: Db, planId: number, node: string): Promise<Ending | null> {
  const { rows } = await sql<{ ending: Ending | null }>`
    update plan_run set alive_at = now() where plan_id = ${planId} and node = ${node}
    returning ending`.execute(db)
  return rows[0] ? rows[0].ending : 'keep'
}

/** Whether somebody improves the plan, on whatever node. */
export async function hasRun(db: Db, planId: number): Promise<boolean> {
  const { rows } = await sql`
    select from plan_run where plan_id = ${planId} and ${isAlive}`.execute(db)
  return rows.length > 0
}

/** Asks the node of a run to end it. */
export async function askRunToEnd(db: Db, planId: number, ending: Ending): Promise<void> {
  await sql`update plan_run set ending = ${ending} where plan_id = ${planId}`.execute(db)
}

/** @param node whose it must be; absent = whosever it is */
export async function removeRun(db: Db, planId: number, node?: string): Promise<void> {
  await sql`
    delete from plan_run
    where plan_id = ${planId} and (node = ${node ?? null} or ${node === undefined})`.execute(db)
}

/** Leaves a run to whichever node takes it over. */
export async function leaveRun(db: Db, planId: number, node: string): Promise<void> {
  await sql`
    update plan_run set node = null, alive_at = now()
    where plan_id = ${planId} and node = ${node}`.execute(db)
}

export interface LostRun {
  readonly planId: number
  readonly budgetMillis: number
  readonly best: readonly RunPoint[]
  readonly before: Plan | null
}

/**
 * Takes over runs whose node is gone. Of several nodes each run goes to one. What nobody took for a quarter of an hour is
 * over: people have gone on without it.
 * @param alone there is no other node, so that every run there is was this one's, before it started anew
 */
export async function takeLostRuns(db: Db, node: string, alone: boolean): Promise<LostRun[]> {
  await sql`delete from plan_run where alive_at < now() - interval '15 minutes'`.execute(db)
  const { rows } = await sql<LostRun>`
    update plan_run set node = ${node}, alive_at = now(),
      started_at = now() - make_interval(secs => (best -> -1 ->> 'elapsed')::float / 1000)
    where plan_id in (select plan_id from plan_run
                      where ${alone} or node is null or node <> ${node} and not (${isAlive})
                      for update skip locked)
    returning plan_id as "planId", budget_millis as "budgetMillis", best, before`.execute(db)
  return rows
}

/**
 * Raises the revision of a draft for a run, which is no change by anybody.
 * @returns the new revision; undefined when it is no draft, or not at that revision any more
 */
export async function claimForRun(
  db: Db,
  id: number,
  revision: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ revision: number }>`
    update plan set revision = revision + 1
    where id = ${id} and revision = ${revision} and status = 'draft'
    returning revision`.execute(db)
  return rows[0]?.revision
}
