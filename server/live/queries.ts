import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'

/**
 * What each session still entitles to, as text that changes whenever role, team, scope or password duty do.
 * Ended sessions and those of deactivated people are missing. One query for all.
 * @param hashes SHA-256 of the session secrets, in hex
 */
export async function standingOf(db: Db, hashes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ hash: string; standing: string }>`
    select encode(session.token_hash, 'hex') as hash,
           concat_ws(' ', person.id, person.role, coalesce(person.team_id, 0), person.must_change_password,
             (select string_agg(concat_ws('/', coalesce(team_id, 0), coalesce(area_id, 0)), ' ' order by team_id, area_id)
              from person_scope where person_scope.person_id = person.id)) as standing
    from session
    join person on person.id = session.person_id
    where session.token_hash in (select decode(hash, 'hex') from unnest(${hashes}::text[]) as hash)
      and session.expires_at > now() and person.active`.execute(db)
  return new Map(rows.map(({ hash, standing }) => [hash, standing]))
}
