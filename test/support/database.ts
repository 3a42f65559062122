import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { openEmbedded } from '../../server/platform/database/embedded.ts'
import type { Engine } from '../../server/platform/database/engine.ts'
import type { Database, Db } from '../../server/platform/database/index.ts'
import { migrationsKey } from '../../server/platform/database/migrate.ts'
import { findMigrations, openOn } from '../../server/platform/database/open-database.ts'
import { migrationTable, quote, readTables } from '../../server/platform/database/schema.ts'
import { connectServer } from '../../server/platform/database/server-engine.ts'
import { onTransaction } from '../../server/platform/database/session.ts'

const serverUrl = process.env['DATABASE_URL']

/**
 * A migrated database of its own: embedded in a folder that goes with it or, with DATABASE_URL set, on that server.
 * It has nothing in it but what migrations put there.
 */
export async function openTestDatabase(): Promise<Database> {
  const migrationsDir = findMigrations()
  const template = serverUrl ? await prepareTemplate(serverUrl, migrationsDir) : undefined
  const place = await makePlace(template)
  const database = await openOn(await place.connect(), { dataDir: '', migrationsDir })
  return { ...database, close: () => database.close().finally(() => place.remove()) }
}

let shared: Promise<Database> | undefined

/** One database for all test files of a worker; empty the tables before use. It ends with the worker. */
export function sharedTestDatabase(): Promise<Database> {
  shared ??= openTestDatabase()
  return shared
}

/** Removes every row but the record of migrations. Identities start at 1 again. */
export async function emptyTables(db: Db): Promise<void> {
  const tables = await readTables(onTransaction(db))
  const names = [...tables.keys()].filter((table) => table !== migrationTable).map(quote)
  if (names.length > 0)
    await sql`truncate ${sql.raw(names.join(', '))} restart identity cascade`.execute(db)
}

/** Where a database may be opened again and again. */
export interface Place {
  connect(): Promise<Engine>
  remove(): Promise<void>
}

/** @param template a database of the server to copy; none for an empty one */
export async function makePlace(template = 'template0'): Promise<Place> {
  if (!serverUrl) return makeFolder()
  const name = `beatline_test_${randomUUID().replaceAll('-', '')}`
  await runOnServer(serverUrl, `create database ${name} template ${template}`)
  return {
    connect: () => Promise.resolve(connectServer(onDatabase(serverUrl, name))),
    remove: () => runOnServer(serverUrl, `drop database ${name} with (force)`),
  }
}

/** A place for the embedded database, which loses nothing by not being written through to the disk. */
export async function makeFolder(): Promise<Place> {
  await sweepFolders()
  const dataDir = await mkdtemp(join(tmpdir(), `${folderPrefix}${String(process.pid)}-`))
  return {
    connect: () => openEmbedded(dataDir, () => undefined, false),
    remove: () => rm(dataDir, { recursive: true, force: true }),
  }
}

const folderPrefix = 'beatline-test-'

/** Test workers are ended without a word, so the next one clears away what the dead left: 50 MB each. */
async function sweepFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${folderPrefix}(\\d+)-`).exec(name)?.[1]
    if (pid && !isRunning(Number(pid)))
      await rm(join(tmpdir(), name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Migrated once per state of the migrations, whoever comes first. */
async function prepareTemplate(url: string, migrationsDir: string): Promise<string> {
  const name = `beatline_template_${(await migrationsKey(migrationsDir)).slice(0, 16)}`
  const draft = `${name}_draft`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(1)')
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount) return name
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft}`)
    const built = await openOn(connectServer(onDatabase(url, draft)), {
      dataDir: '',
      migrationsDir,
    })
    await built.close()
    await client.query(`alter database ${draft} rename to ${name}`)
    return name
  } finally {
    await client.end()
  }
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function onDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
