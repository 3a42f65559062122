import { sql } from 'kysely'
import type { PlanEdit } from '../../../shared/plan-edits.ts'
import type { Db } from '../../platform/database/index.ts'

/** What a change would make of a plan's travel and rules. */
export interface Difference {
  readonly seconds: number
  readonly metres: number
  readonly violations: number
}

/** What a proposal is about, beside the change itself. */
export interface About {
  readonly retailerIds: readonly number[]
  readonly personId: number | null
}

/** Proposals of a plan as the contract has them, in a query that has `plan`. */
export const proposalsOfPlan = sql`(
  select coalesce(jsonb_agg(jsonb_build_object(
           'id', id, 'madeBy', made_by, 'madeAt', to_char(made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
           'kind', edit #>> '{edit,kind}', 'retailerIds', edit -> 'retailerIds',
           'personId', edit -> 'personId', 'seconds', seconds, 'metres', metres,
           'violations', violations) order by id), '[]')
  from plan_proposal where plan_id = plan.id)`

export async function addProposal(
  db: Db,
  planId: number,
  by: number | null,
  edit: { readonly edit: PlanEdit } & About,
  { seconds, metres, violations }: Difference,
): Promise<void> {
  await sql`
    insert into plan_proposal (plan_id, made_by, edit, seconds, metres, violations)
    values (${planId}, ${by}, ${JSON.stringify(edit)}::jsonb, ${seconds}, ${metres},
            ${violations})`.execute(db)
}

export async function proposedEdit(
  db: Db,
  planId: number,
  id: number,
): Promise<PlanEdit | undefined> {
  const { rows } = await sql<{ edit: PlanEdit }>`
    select edit -> 'edit' as edit from plan_proposal
    where id = ${id} and plan_id = ${planId}`.execute(db)
  return rows[0]?.edit
}

/** @returns whether it was there */
export async function removeProposal(db: Db, planId: number, id: number): Promise<boolean> {
  const { rows } = await sql`
    delete from plan_proposal where id = ${id} and plan_id = ${planId} returning id`.execute(db)
  return rows.length > 0
}
