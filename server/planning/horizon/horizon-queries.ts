import { sql } from 'kysely'
import type { Horizon } from '../../../shared/horizon.ts'
import type { RunPoint } from '../../../shared/planning.ts'
import type { Db } from '../../platform/database/index.ts'

/** How a horizon's run comes to its end before its time: with the best so far, or without its drafts. */
export type HorizonEnding = 'keep' | 'discard'

/** A run whose node has said nothing for so long is over, or goes on at another. */
const isRunning = sql`over_at is null and alive_at > now() - interval '5 seconds'`

export interface NewHorizon {
  readonly teamId: number
  readonly firstDay: string
  readonly lastDay: string
  readonly createdBy: number | null
  readonly budgetMillis: number
  readonly people: number
  /** Whose it is: of `HorizonRuns`. */
  readonly node: string
}

/** Notes that days are being planned, and tells other such runs of the team to end. */
export async function addHorizon(db: Db, horizon: NewHorizon): Promise<number> {
  const { teamId, firstDay, lastDay, createdBy, budgetMillis, people, node } = horizon
  await sql`
    update horizon set ending = 'keep'
    where team_id = ${teamId} and over_at is null and ending is null`.execute(db)
  const { rows } = await sql<{ id: number }>`
    insert into horizon (team_id, first_day, last_day, created_by, budget_millis, people, node, best)
    values (${teamId}, ${firstDay}::date, ${lastDay}::date, ${createdBy}, ${budgetMillis},
            ${people}, ${node}, '[]') returning id`.execute(db)
  const [row] = rows
  if (!row) throw new Error('the insert returned no horizon')
  return row.id
}

/** Makes a plan that has just been added one of a horizon's days, and says that more are coming. */
export async function joinHorizon(db: Db, planId: number, horizonId: number): Promise<void> {
  await sql`update plan set horizon_id = ${horizonId} where id = ${planId}`.execute(db)
  await sql`update horizon set alive_at = now() where id = ${horizonId}`.execute(db)
}

/**
 * Notes what the days come to now.
 * @returns whether the run is still that of the node
 */
export async function noteProgress(
  db: Db,
  id: number,
  node: string,
  { point, done }: { readonly point: RunPoint; readonly done: number },
): Promise<boolean> {
  const { rows } = await sql`
    update horizon set alive_at = now(), people_done = ${done},
      best = best || ${JSON.stringify(point)}::jsonb
    where id = ${id} and node = ${node} returning id`.execute(db)
  return rows.length > 0
}

/**
 * Says that the run of a node is alive.
 * @returns how somebody wants it to end; 'keep' also when it is not there any more, or another node's
 */
export async function renewHorizon(
  db: Db,
  id: number,
  node: string,
  done?: number,
): Promise<HorizonEnding | null> {
  const { rows } = await sql<{ ending: HorizonEnding | null }>`
    update horizon set alive_at = now(), people_done = coalesce(${done ?? null}, people_done)
    where id = ${id} and node = ${node} and over_at is null returning ending`.execute(db)
  return rows[0] ? rows[0].ending : 'keep'
}

/** @param node whose it must be; absent = whosever it is */
export async function closeHorizon(db: Db, id: number, node?: string): Promise<void> {
  await sql`
    update horizon set over_at = now()
    where id = ${id} and over_at is null and (node = ${node ?? null} or ${node === undefined})`.execute(
    db,
  )
}

export async function askHorizonToEnd(db: Db, id: number, ending: HorizonEnding): Promise<void> {
  await sql`
    update horizon set ending = ${ending} where id = ${id} and over_at is null`.execute(db)
}

/** The run that is improving a plan now. */
export async function runningHorizonOf(db: Db, planId: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select horizon.id from horizon join plan on plan.horizon_id = horizon.id
    where plan.id = ${planId} and ${isRunning}`.execute(db)
  return rows[0]?.id
}

export async function isHorizonRunning(db: Db, id: number): Promise<boolean> {
  const { rows } = await sql`select from horizon where id = ${id} and ${isRunning}`.execute(db)
  return rows.length > 0
}

const horizonColumns = sql`
  horizon.id, horizon.team_id as "teamId", best,
  coalesce((select json_agg(json_build_object('day', day, 'planId', plan.id) order by day)
            from plan where horizon_id = horizon.id), '[]') as days,
  case when ${isRunning} then json_build_object(
    'elapsed', least(budget_millis, round(extract(epoch from now() - started_at) * 1000)::integer),
    'budget', budget_millis, 'people', people, 'done', people_done) end as run`

export async function horizonById(db: Db, id: number): Promise<Horizon | undefined> {
  const { rows } = await sql<Horizon>`
    select ${horizonColumns} from horizon where id = ${id}`.execute(db)
  return rows[0]
}

/** The one of a team that is being improved now and has a day between two. */
export async function runningHorizon(
  db: Db,
  teamId: number,
  from: string,
  until: string,
): Promise<Horizon | undefined> {
  const { rows } = await sql<Horizon>`
    select ${horizonColumns} from horizon
    where team_id = ${teamId} and ${isRunning}
      and first_day <= ${until}::date and last_day >= ${from}::date
    order by horizon.id desc limit 1`.execute(db)
  return rows[0]
}

/** Removes the drafts of a horizon that nobody has changed. */
export async function discardDrafts(db: Db, id: number): Promise<void> {
  await sql`
    delete from plan where horizon_id = ${id} and status = 'draft' and edited_revision = 1`.execute(
    db,
  )
}
