import { sql } from 'kysely'
import type { Db } from '../../server/platform/database/index.ts'

/** Whether tests run on a PostgreSQL that several processes can be at. */
export const isShared = process.env['DATABASE_URL'] !== undefined

if (!isShared) console.log('Tests of several processes on one database need DATABASE_URL: skipped')

/** How another process reaches the database of a test. */
export async function urlOf(db: Db): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
  const url = new URL(process.env['DATABASE_URL'] ?? '')
  url.pathname = `/${rows[0]?.name ?? ''}`
  return url.href
}
