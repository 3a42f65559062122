import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseRefused } from './refused.ts'
import type { Session } from './session.ts'

export interface Migration {
  /** File name without ".sql": "0002-report". */
  name: string
  checksum: string
  sql: string
}

export type AppliedMigration = Pick<Migration, 'name' | 'checksum'>

/** Any number that nothing else locks: "beat" in ASCII. */
const lockKey = 0x62656174

const fileName = /^\d{4}-[a-z0-9-]+\.sql$/

/** The migrations of a folder in their order; other files are not looked at. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => fileName.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      const checksum = createHash('sha256').update(sql).digest('hex')
      return { name: name.slice(0, -'.sql'.length), checksum, sql }
    }),
  )
}

/**
 * Brings a database to the newest of `known`, each migration in its own transaction, one process at a time.
 * @returns names of those applied now
 * @throws DatabaseRefused database-newer, migration-changed, migration-failed
 */
export async function migrate(
  session: Session,
  known: readonly Migration[],
  progress: (message: string) => void,
): Promise<string[]> {
  await session.query(`select pg_advisory_lock(${String(lockKey)})`)
  try {
    await createRecord(session)
    const pending = findPending(known, await readApplied(session))
    for (const migration of pending) {
      progress(`Applying migration ${migration.name}`)
      await applyMigration(session, migration)
    }
    return pending.map(({ name }) => name)
  } finally {
    await session.query(`select pg_advisory_unlock(${String(lockKey)})`)
  }
}

export const readApplied = (session: Session) =>
  session.query<AppliedMigration>('select name, checksum from schema_migration order by name')

const createRecord = (session: Session) =>
  session.query(
    `create table if not exists schema_migration (
       name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
  )

function findPending(
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): Migration[] {
  const checksums = new Map(known.map(({ name, checksum }) => [name, checksum]))
  const newer = applied.find(({ name }) => !checksums.has(name))
  if (newer)
    throw new DatabaseRefused(
      'database-newer',
      `The database was made by a newer Beatline: it has migration ${newer.name}, which this one does not know. ` +
        'Run that newer version, or restore a backup taken before the upgrade.',
    )
  const changed = applied.find(({ name, checksum }) => checksums.get(name) !== checksum)
  if (changed)
    throw new DatabaseRefused(
      'migration-changed',
      `Migration ${changed.name} is not the one this database was made with. ` +
        'Put the file back as it was and write the change as a new migration.',
    )
  const done = new Set(applied.map(({ name }) => name))
  return known.filter(({ name }) => !done.has(name))
}

async function applyMigration(session: Session, migration: Migration): Promise<void> {
  await session.query('begin')
  try {
    await runMigration(session, migration)
    await session.query('commit')
  } catch (error) {
    await session.query('rollback').catch(() => undefined)
    throw error
  }
}

/**
 * Runs and records one migration in the transaction that is open.
 * @throws DatabaseRefused migration-failed
 */
export async function runMigration(
  session: Session,
  { name, checksum, sql }: Migration,
): Promise<void> {
  try {
    await createRecord(session)
    await session.query(sql)
    await session.query('insert into schema_migration (name, checksum) values ($1, $2)', [
      name,
      checksum,
    ])
  } catch (cause) {
    throw new DatabaseRefused(
      'migration-failed',
      `Migration ${name} failed and was undone: ${(cause as Error).message}`,
      { cause },
    )
  }
}

/** Changes with any migration: names what is made from them. */
export async function migrationsKey(folder: string): Promise<string> {
  const hash = createHash('sha256')
  for (const { name, checksum } of await readMigrations(folder))
    hash.update(`${name} ${checksum}\n`)
  return hash.digest('hex')
}
