import type { DatabaseError } from 'pg'
import { DatabaseRefused } from './refused.ts'
import type { Session } from './session.ts'

const oldestServer = 140_000

/**
 * Makes sure that the database has what the migrations stand on.
 * @throws DatabaseRefused postgis-missing, database-too-old
 */
export async function ensurePostgis(session: Session): Promise<void> {
  const [found] = await session.query<{ server_version: string; number: number; postgis: boolean }>(
    `select current_setting('server_version') as server_version,
            current_setting('server_version_num')::int as number,
            exists (select from pg_extension where extname = 'postgis') as postgis`,
  )
  if (!found) throw new Error('the server does not say its version')
  if (found.number < oldestServer)
    throw new DatabaseRefused(
      'database-too-old',
      `PostgreSQL ${found.server_version} is too old: Beatline needs 14 or newer.`,
    )
  if (found.postgis) return
  try {
    await session.query('create extension if not exists postgis')
  } catch (cause) {
    const mayNot = (cause as DatabaseError).code === '42501'
    throw new DatabaseRefused(
      'postgis-missing',
      mayNot
        ? 'The database has no PostGIS and this role may not add it: let a superuser run "create extension postgis" in it.'
        : `PostGIS cannot be added: ${(cause as Error).message}. Install it on the server (Debian: postgresql-15-postgis-3).`,
      { cause },
    )
  }
}
