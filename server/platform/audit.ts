import type { Db } from './database/index.ts'

/** Writes one line of the append-only log: who did (or looked at) what. Give the transaction to make it part of the deed. */
export async function audit(
  db: Db,
  entry: { personId: number | null; action: string; subject?: string; facts?: object; ip?: string },
): Promise<void> {
  await db
    .insertInto('audit_log')
    .values({
      person_id: entry.personId,
      action: entry.action,
      subject: entry.subject ?? null,
      facts: JSON.stringify(entry.facts ?? {}),
      ip: entry.ip ?? null,
    })
    .execute()
}
