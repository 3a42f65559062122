import type { Db } from './database/index.ts'

/** Facts the installation keeps about itself, by name. */
export async function readSetting<T>(db: Db, name: string): Promise<T | undefined> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.value as T | undefined
}

export async function writeSetting(db: Db, name: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value)
  await db
    .insertInto('setting')
    .values({ name, value: text })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ value: text, changed_at: new Date().toISOString() }),
    )
    .execute()
}
