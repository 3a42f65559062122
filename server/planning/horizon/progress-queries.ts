import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'

/** How far the search for a person's days has come. */
export interface PersonProgress {
  readonly personId: number
  /** How many there were: the next one is that much longer. */
  readonly rounds: number
  /** Of these the last ones that gained nothing. */
  readonly fruitless: number
}

/** Notes how far searches have come; in the transaction that saves what they found. */
export async function savePeopleProgress(
  db: Db,
  horizonId: number,
  people: readonly PersonProgress[],
): Promise<void> {
  await sql`
    insert into horizon_person (horizon_id, person_id, rounds, fruitless)
    select ${horizonId}, "personId", rounds, fruitless
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as row(
      "personId" integer, rounds smallint, fruitless smallint)
    on conflict (horizon_id, person_id) do update set
      rounds = excluded.rounds, fruitless = excluded.fruitless`.execute(db)
}

export async function peopleProgress(db: Db, horizonId: number): Promise<PersonProgress[]> {
  const { rows } = await sql<PersonProgress>`
    select person_id as "personId", rounds, fruitless from horizon_person
    where horizon_id = ${horizonId}`.execute(db)
  return rows
}
