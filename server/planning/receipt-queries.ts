import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'

/** What the desks hear of a receipt. */
export interface Receipt {
  readonly planId: number
  readonly teamId: number
  readonly day: string
  readonly personId: number
}

/**
 * Keeps that a person has seen their tour of a published plan. The first time counts.
 * @returns undefined when it was kept before, or no published plan of that id has a tour of theirs
 */
export async function addReceipt(
  db: Db,
  planId: number,
  personId: number,
): Promise<Receipt | undefined> {
  const { rows } = await sql<Receipt>`
    with added as (
      insert into plan_receipt (plan_id, person_id)
      select plan.id, ${personId}::integer from plan join tour on tour.plan_id = plan.id
      where plan.id = ${planId} and plan.status = 'published'
        and ${personId} in (tour.person_id, tour.companion_id)
      on conflict do nothing returning plan_id, person_id)
    select plan.id as "planId", team_id as "teamId", day::text as day, added.person_id as "personId"
    from added join plan on plan.id = added.plan_id`.execute(db)
  return rows[0]
}

/** Who has seen a version has seen the next, where it is the same for them. */
export async function carryReceipts(
  db: Db,
  fromId: number,
  toId: number,
  personIds: readonly number[],
): Promise<void> {
  await sql`
    insert into plan_receipt (plan_id, person_id, seen_at)
    select ${toId}, person_id, seen_at from plan_receipt
    where plan_id = ${fromId} and person_id = any(${personIds}::integer[])`.execute(db)
}
