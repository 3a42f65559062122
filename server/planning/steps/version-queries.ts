import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'

/** Gives a version a name, or takes it away. */
export async function namePlan(db: Db, id: number, name: string | null): Promise<void> {
  await sql`update plan set name = ${name} where id = ${id}`.execute(db)
}
