import {
  readLines,
  verifyBackup,
  type BackupHeader,
  type BackupLine,
  type SequenceLine,
  type TableHeading,
} from './backup-file.ts'
import { readApplied, readMigrations, runMigration, type Migration } from './migrate.ts'
import { findMigrations, type Db } from './open-database.ts'
import { DatabaseRefused } from './refused.ts'
import { resetSchema } from './reset-schema.ts'
import { migrationTable, quote, readTables } from './schema.ts'
import { onTransaction, type Session } from './session.ts'

/** What one insert carries at most. */
const chunk = { rows: 1000, characters: 4_000_000 }

/**
 * Fills a database that has nothing in it yet but its migrations, wholly or not at all. A backup older than the code is
 * loaded into the schema of its time and then migrated, as the database it came from would have been.
 * @throws DatabaseRefused backup-damaged, backup-newer, migration-changed, database-not-empty
 */
export async function restoreDatabase(
  db: Db,
  file: string,
  migrationsDir = findMigrations(),
): Promise<void> {
  const header = await verifyBackup(file)
  const known = await readMigrations(migrationsDir)
  const { then, later } = splitMigrations(known, header)
  await db.transaction().execute(async (transaction) => {
    const session = onTransaction(transaction)
    await refuseUnlessEmpty(session)
    if ((await readApplied(session)).length > then.length) {
      await resetSchema(session)
      for (const migration of then) await runMigration(session, migration)
    }
    await loadRows(session, file)
    for (const migration of later) await runMigration(session, migration)
  })
}

/** Migrations the backup has, and those that came after it. */
function splitMigrations(known: readonly Migration[], { migrations }: BackupHeader) {
  const has = new Map(migrations.map(({ name, checksum }) => [name, checksum]))
  const unknown = migrations.find(({ name }) => !known.some((one) => one.name === name))
  if (unknown)
    throw new DatabaseRefused(
      'backup-newer',
      `The backup has migration ${unknown.name}, which this Beatline does not know: use a newer one.`,
    )
  const changed = known.find(({ name, checksum }) => has.has(name) && has.get(name) !== checksum)
  if (changed)
    throw new DatabaseRefused(
      'migration-changed',
      `Migration ${changed.name} is not the one the backup was made with: put the file back as it was.`,
    )
  return {
    then: known.filter(({ name }) => has.has(name)),
    later: known.filter(({ name }) => !has.has(name)),
  }
}

/** What a migration inserted was written by the transaction that recorded it; any other row is somebody's. */
async function refuseUnlessEmpty(session: Session): Promise<void> {
  for (const table of (await readTables(session)).keys()) {
    const rows = await session.query(
      `select from ${quote(table)} where xmin::text not in (select xmin::text from ${migrationTable}) limit 1`,
    )
    if (rows.length > 0)
      throw new DatabaseRefused(
        'database-not-empty',
        `The database already has rows (table ${table}). Restore into a new one: another DATA_DIR or DATABASE_URL.`,
      )
  }
}

async function loadRows(session: Session, file: string): Promise<void> {
  const tables = [...(await readTables(session)).keys()].filter((table) => table !== migrationTable)
  await session.query(`truncate ${tables.map(quote).join(', ')}`)
  for (const table of tables)
    await session.query(`alter table ${quote(table)} disable trigger user`)
  await session.query('set constraints all deferred')
  await readInto(session, file)
  await session.query('set constraints all immediate')
  for (const table of tables) await session.query(`alter table ${quote(table)} enable trigger user`)
}

async function readInto(session: Session, file: string): Promise<void> {
  let insert: ((rows: string[]) => Promise<unknown>) | undefined
  let rows: string[] = []
  let characters = 0
  const flush = async () => {
    if (rows.length > 0) await insert?.(rows)
    rows = []
    characters = 0
  }
  for await (const line of readLines(file)) {
    if (line.startsWith('[')) {
      rows.push(line)
      characters += line.length
      if (rows.length >= chunk.rows || characters >= chunk.characters) await flush()
      continue
    }
    await flush()
    const heading = JSON.parse(line) as Exclude<BackupLine, unknown[]>
    if ('table' in heading) insert = prepareInsert(session, heading)
    else if ('sequence' in heading) await setSequence(session, heading)
  }
}

function prepareInsert(session: Session, { table, columns }: TableHeading) {
  const names = columns.map(({ name }) => quote(name)).join(', ')
  const values = columns.map(({ type }, at) => `(line->>${String(at)})::${type}`).join(', ')
  const sql = `insert into ${quote(table)} (${names}) overriding system value
    select ${values} from jsonb_array_elements($1::jsonb) as line`
  return (rows: string[]) => session.query(sql, [`[${rows.join(',')}]`])
}

const setSequence = (session: Session, { sequence, value, called }: SequenceLine) =>
  session.query('select setval($1::regclass, $2::bigint, $3)', [quote(sequence), value, called])
