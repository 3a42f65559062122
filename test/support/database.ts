import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { openEmbedded } from '../../server/platform/database/embedded.ts'
import type { Database, Db } from '../../server/platform/database/index.ts'
import {
  findMigrations,
  openDatabase,
  openOn,
} from '../../server/platform/database/open-database.ts'
import { migrationsKey } from '../../server/platform/database/migrate.ts'
import { migrationTable, quote, readTables } from '../../server/platform/database/schema.ts'
import { onTransaction } from '../../server/platform/database/session.ts'

/**
 * A migrated database of its own: embedded in a folder that goes with it or, with DATABASE_URL set, on that server.
 * It has nothing in it but what migrations put there.
 */
export async function openTestDatabase(migrationsDir = findMigrations()): Promise<Database> {
  const url = process.env['DATABASE_URL']
  return url ? openOnServer(url, migrationsDir) : openInFolder(migrationsDir)
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

async function openInFolder(migrationsDir: string): Promise<Database> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beatline-test-'))
  const engine = await openEmbedded(dataDir, () => undefined, false)
  const database = await openOn(engine, { dataDir, migrationsDir })
  const close = () => database.close().finally(() => rm(dataDir, { recursive: true, force: true }))
  return { ...database, close }
}

/** Cloned from a template that is migrated once per state of the migrations. */
async function openOnServer(url: string, migrationsDir: string): Promise<Database> {
  const template = `beatline_template_${(await migrationsKey(migrationsDir)).slice(0, 16)}`
  const name = `beatline_test_${randomUUID().replaceAll('-', '')}`
  await withClient(url, async (client) => {
    await client.query('select pg_advisory_lock(1)')
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      template,
    ])
    if (!rowCount) await buildTemplate(client, url, template, migrationsDir)
    await client.query(`create database ${name} template ${template}`)
  })
  const database = await openDatabase({
    databaseUrl: onDatabase(url, name),
    dataDir: '',
    migrationsDir,
  })
  const drop = () =>
    withClient(url, (client) =>
      client.query(`drop database ${name} with (force)`).then(() => undefined),
    )
  return { ...database, close: () => database.close().finally(drop) }
}

async function buildTemplate(client: pg.Client, url: string, name: string, migrationsDir: string) {
  const draft = `${name}_draft`
  await client.query(`drop database if exists ${draft} with (force)`)
  await client.query(`create database ${draft}`)
  const built = await openDatabase({
    databaseUrl: onDatabase(url, draft),
    dataDir: '',
    migrationsDir,
  })
  await built.close()
  await client.query(`alter database ${draft} rename to ${name}`)
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await use(client)
  } finally {
    await client.end()
  }
}

function onDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
