import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'

/** No territory and no shop yet: nothing that a demo city could mix with. */
export async function isEmpty(db: Db): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`
    select not exists (select from area) and not exists (select from retailer) as empty`.execute(db)
  return rows[0]?.empty ?? true
}

/** Rejects unless the database answers. */
export async function pingDatabase(db: Db): Promise<void> {
  await sql`select 1`.execute(db)
}
