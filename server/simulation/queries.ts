import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'

const deviceName = 'simulated phone'

/**
 * The published day to play: the first from `today` on with a stop nobody has been to, else the last before.
 */
export async function dayToPlay(db: Db, today: string): Promise<string | undefined> {
  const { rows } = await sql<{ day: string }>`
    select plan.day from plan
    where plan.status = 'published' and exists (
      select from tour join stop on stop.tour_id = tour.id
      where tour.plan_id = plan.id
        and not exists (select from visit where visit.stop_id = stop.id))
    order by plan.day < ${today}::date, abs(plan.day - ${today}::date)
    limit 1`.execute(db)
  return rows[0]?.day
}

/** @param hashes SHA-256 of each token, in the order of the people */
export async function addSimulatedPhones(
  db: Db,
  personIds: readonly number[],
  hashes: readonly Buffer[],
): Promise<void> {
  await sql`
    insert into device (person_id, name, token_hash)
    select person_id, ${deviceName}, decode(hash, 'hex')
    from unnest(${personIds}::int[], ${hashes.map((hash) => hash.toString('hex'))}::text[])
         as phone (person_id, hash)`.execute(db)
}

/** All of them, also those of a day that was cut off. */
export async function revokeSimulatedPhones(db: Db): Promise<void> {
  await sql`update device set revoked_at = now() where name = ${deviceName} and revoked_at is null`.execute(
    db,
  )
}
