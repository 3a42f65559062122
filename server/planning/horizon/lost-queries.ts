import { sql } from 'kysely'
import type { RunPoint } from '../../../shared/planning.ts'
import type { Db } from '../../platform/database/index.ts'

/** Leaves a run to whichever node takes it over. */
export async function leaveHorizon(db: Db, id: number, node: string): Promise<void> {
  await sql`
    update horizon set node = null, alive_at = now()
    where id = ${id} and node = ${node} and over_at is null`.execute(db)
}

export interface LostHorizon {
  readonly id: number
  readonly teamId: number
  readonly firstDay: string
  readonly lastDay: string
  readonly budgetMillis: number
  readonly best: readonly RunPoint[]
}

/**
 * Takes over runs whose node is gone. Of several nodes each run goes to one. What nobody took for a quarter of an hour is
 * over: people have gone on without it.
 * @param alone there is no other node, so that every run there is was this one's, before it started anew
 */
export async function takeLostHorizons(
  db: Db,
  node: string,
  alone: boolean,
): Promise<LostHorizon[]> {
  await sql`
    update horizon set over_at = now()
    where over_at is null and alive_at < now() - interval '15 minutes'`.execute(db)
  const { rows } = await sql<LostHorizon>`
    update horizon set node = ${node}, alive_at = now(),
      started_at = now() - make_interval(secs => coalesce(best -> -1 ->> 'elapsed', '0')::float / 1000)
    where id in (select id from horizon
                 where over_at is null
                   and (${alone} or node is null
                        or node <> ${node} and alive_at < now() - interval '5 seconds')
                 for update skip locked)
    returning id, team_id as "teamId", first_day as "firstDay", last_day as "lastDay",
              budget_millis as "budgetMillis", best`.execute(db)
  return rows
}

/** The drafts of a horizon that nobody has changed, first to last. */
export async function draftsOfHorizon(db: Db, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from plan
    where horizon_id = ${id} and status = 'draft' and edited_revision = 1 order by day`.execute(db)
  return rows.map((row) => row.id)
}
