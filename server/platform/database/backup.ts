import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { backupVersion, type BackupHeader, type BackupTrailer } from './backup-file.ts'
import { readApplied } from './migrate.ts'
import type { Db } from './open-database.ts'
import { migrationTable, quote, readSequences, readTables, type Column } from './schema.ts'
import { onTransaction, type Session } from './session.ts'

/** Rows held at once; an area's polygon may take 100 KB. */
const chunkRows = 200

/**
 * Writes everything into one file that either engine restores, as it is at one moment. The file appears when whole.
 * The embedded database serves nobody else meanwhile: its one session is inside the snapshot.
 * @returns rows written
 */
export async function backupDatabase(db: Db, file: string): Promise<number> {
  const draft = `${file}.tmp`
  const count = { rows: 0 }
  try {
    await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((transaction) =>
        pipeline(
          Readable.from(writeLines(onTransaction(transaction), count)),
          createGzip(),
          createWriteStream(draft, { flush: true }),
        ),
      )
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return count.rows
}

async function* writeLines(session: Session, count: { rows: number }): AsyncGenerator<string> {
  const header: BackupHeader = {
    kind: 'beatline-backup',
    version: backupVersion,
    createdAt: new Date().toISOString(),
    migrations: await readApplied(session),
  }
  yield `${JSON.stringify(header)}\n`
  const hash = createHash('sha256').update(`${JSON.stringify(header)}\n`)
  for await (const line of readContent(session)) {
    if (line.startsWith('[')) count.rows += 1
    hash.update(`${line}\n`)
    yield `${line}\n`
  }
  const sha256 = hash.digest('hex')
  yield `${JSON.stringify({ end: 'beatline-backup', rows: count.rows, sha256 } satisfies BackupTrailer)}\n`
}

async function* readContent(session: Session): AsyncGenerator<string> {
  for (const [table, all] of await readTables(session)) {
    if (table === migrationTable) continue
    const columns = all.filter(({ computed }) => !computed)
    const heading = columns.map(({ name, sqlType }) => ({ name, type: sqlType }))
    yield JSON.stringify({ table, columns: heading })
    yield* readRows(session, table, columns)
  }
  // After the rows: sequences are outside of the snapshot and may only be ahead of it.
  for (const sequence of await readSequences(session)) {
    const [line] = await session.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quote(sequence)}`,
    )
    yield JSON.stringify({ sequence, ...line })
  }
}

async function* readRows(session: Session, table: string, columns: readonly Column[]) {
  const texts = columns.map(({ name }) => `${quote(name)}::text`).join(', ')
  await session.query(
    `declare backup no scroll cursor for select json_build_array(${texts})::text as line from ${quote(table)}`,
  )
  for (;;) {
    const rows = await session.query<{ line: string }>(`fetch ${String(chunkRows)} from backup`)
    for (const { line } of rows) yield line
    if (rows.length < chunkRows) break
  }
  await session.query('close backup')
}
