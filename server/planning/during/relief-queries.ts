import { sql } from 'kysely'
import type { Relief } from '../../../shared/reliefs.ts'
import type { Db } from '../../platform/database/index.ts'

/** What is kept of an offer: what is told of it, and the helper's shops in their order. */
export interface KeptOffer extends Omit<Relief, 'id' | 'personId' | 'helperId'> {
  readonly order: readonly number[]
}

export interface KeptRelief {
  readonly revision: number
  readonly personId: number
  readonly helperId: number
  readonly offer: KeptOffer
}

/** Makes these the only reliefs of somebody in a plan; one of the same helper keeps its id. @returns their ids, in order */
export async function saveReliefs(
  db: Db,
  of: { planId: number; revision: number; personId: number; madeAt: Date },
  reliefs: readonly { helperId: number; offer: KeptOffer }[],
): Promise<number[]> {
  const helpers = reliefs.map(({ helperId }) => helperId)
  await sql`
    delete from relief where plan_id = ${of.planId} and person_id = ${of.personId}
      and helper_id <> all(${helpers}::integer[])`.execute(db)
  const { rows } = await sql<{ id: number; helperId: number }>`
    insert into relief (plan_id, revision, person_id, helper_id, made_at, offer)
    select ${of.planId}, ${of.revision}, ${of.personId}, "helperId", ${of.madeAt.toISOString()}, offer
    from jsonb_to_recordset(${JSON.stringify(reliefs)}::jsonb) as row("helperId" integer, offer jsonb)
    on conflict (plan_id, person_id, helper_id) do update set
      revision = excluded.revision, made_at = excluded.made_at, offer = excluded.offer
    returning id, helper_id as "helperId"`.execute(db)
  return helpers.map((helper) => rows.find(({ helperId }) => helperId === helper)?.id ?? 0)
}

export async function reliefOf(
  db: Db,
  planId: number,
  id: number,
): Promise<KeptRelief | undefined> {
  const { rows } = await sql<KeptRelief>`
    select revision, person_id as "personId", helper_id as "helperId", offer
    from relief where id = ${id} and plan_id = ${planId}`.execute(db)
  return rows[0]
}
