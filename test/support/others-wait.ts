import { sql } from 'kysely'
import type { Db } from '../../server/platform/database/index.ts'

/**
 * Until so many connections wait for locks, or half a second: the embedded database keeps others waiting before their
 * first statement, where no lock shows it.
 * @param trx the transaction that holds what they wait for
 */
export async function othersWait(trx: Db, connections = 1): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const { rows } = await sql`select distinct pid from pg_locks where not granted`.execute(trx)
    if (rows.length >= connections) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
