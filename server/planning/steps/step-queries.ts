import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import type { TourState } from './tour-state.ts'

export type StepKind =
  'move' | 'insert' | 'remove' | 'lock' | 'bulk' | 'repair' | 'optimise' | 'restore' | 'proposal'

export interface NewStep {
  readonly kind: StepKind
  readonly by: number | null
}

/** Keeps how the plan was and goes one step on; what was undone before can not be made again. In a transaction. */
export async function addStep(
  db: Db,
  planId: number,
  before: TourState,
  { kind, by }: NewStep,
): Promise<void> {
  await leaveStep(db, planId, before)
  await sql`
    delete from plan_step using plan
    where plan.id = plan_id and plan_id = ${planId} and plan_step.step > plan.step`.execute(db)
  await sql`
    with next as (update plan set step = step + 1 where id = ${planId} returning id, step)
    insert into plan_step (plan_id, step, kind, made_by)
    select id, step, ${kind}, ${by} from next`.execute(db)
}

/** Keeps with the step at which the plan stands how it is. */
export async function leaveStep(db: Db, planId: number, state: TourState): Promise<void> {
  await sql`
    insert into plan_step (plan_id, step, kind, tours)
    select id, step, 'made', ${JSON.stringify(state)}::jsonb from plan where id = ${planId}
    on conflict (plan_id, step) do update set tours = excluded.tours`.execute(db)
}

/** The plan as it was at the step below or above the one at which it stands. */
export async function neighbourState(
  db: Db,
  planId: number,
  by: -1 | 1,
): Promise<TourState | undefined> {
  const { rows } = await sql<{ tours: TourState | null }>`
    select tours from plan_step join plan on plan.id = plan_id
    where plan_id = ${planId} and plan_step.step = plan.step + ${by}`.execute(db)
  return rows[0]?.tours ?? undefined
}

/** The plan as it was before the last of its steps that was a search. */
export async function stateBeforeSearch(db: Db, planId: number): Promise<TourState | undefined> {
  const { rows } = await sql<{ tours: TourState | null }>`
    select before.tours from plan_step search join plan on plan.id = plan_id
    join plan_step before on before.plan_id = search.plan_id and before.step = search.step - 1
    where search.plan_id = ${planId} and search.kind = 'optimise' and search.step <= plan.step
    order by search.step desc limit 1`.execute(db)
  return rows[0]?.tours ?? undefined
}

export async function moveToStep(db: Db, planId: number, by: -1 | 1): Promise<void> {
  await sql`update plan set step = step + ${by} where id = ${planId}`.execute(db)
}

/** Forgets the step at which a plan stands when that is a search: it is as if it had never begun. */
export async function dropStep(db: Db, planId: number): Promise<void> {
  await sql`
    with dropped as (delete from plan_step using plan
                     where plan.id = plan_id and plan_id = ${planId} and plan_step.step = plan.step
                       and kind = 'optimise'
                     returning plan_id)
    update plan set step = step - 1 from dropped where plan.id = dropped.plan_id`.execute(db)
}

/** Notes whose tours a change touched. @param personIds none: those of everybody */
export async function addTouch(
  db: Db,
  planId: number,
  revision: number,
  personIds: readonly number[],
): Promise<void> {
  await sql`
    insert into plan_touch (plan_id, revision, person_ids)
    values (${planId}, ${revision}, ${personIds}::integer[])
    on conflict do nothing`.execute(db)
}

/** Whether anybody changed one of these tours after the revision that somebody saw, or something that nobody noted. */
export async function wasTouched(
  db: Db,
  planId: number,
  { revision, lastEdit }: { readonly revision: number; readonly lastEdit: number },
  personIds: readonly number[],
): Promise<boolean> {
  const { rows } = await sql<{ touched: boolean | null }>`
    select not bool_or(revision = ${lastEdit})
        or bool_or(person_ids = '{}' or person_ids && ${personIds}::integer[]) as touched
    from plan_touch where plan_id = ${planId} and revision > ${revision}`.execute(db)
  return rows[0]?.touched ?? true
}
