import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { openEmbedded } from './embedded.ts'
import type { Engine } from './engine.ts'
import { migrate, readMigrations } from './migrate.ts'
import { pgTypes } from './pg-types.ts'
import { ensurePostgis } from './postgis.ts'
import { explainConnectError } from './explain-connect-error.ts'
import { connectServer } from './server-engine.ts'
import { onClient } from './session.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>

export interface Database {
  readonly db: Db
  readonly close: () => Promise<void>
  /** Rejects unless the database answers. */
  readonly ping: () => Promise<void>
  readonly describe: () => Promise<DatabaseDescription>
}

export interface DatabaseDescription {
  engine: string
  version: string
  postgis: string
  /** The newest migration applied, or '' before the first. */
  migration: string
}

export interface DatabaseOptions {
  /** A PostgreSQL server's URL; without it the embedded database of `dataDir` is opened. */
  databaseUrl?: string
  dataDir: string
  migrationsDir?: string
  /** Hears of everything that may take over a second. */
  progress?: (message: string) => void
  poolSize?: number
}

/** Longest statement, and longest pause inside a transaction; a connection beyond it is ended, on both engines. */
const limits = { statement_timeout: 120_000, idle_in_transaction_session_timeout: 60_000 }

/**
 * Opens the database, takes it into possession and brings it to the newest migration.
 * @throws DatabaseRefused
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, dataDir, progress = () => undefined } = options
  const engine = databaseUrl ? connectServer(databaseUrl) : await openEmbedded(dataDir, progress)
  return openOn(engine, options)
}

/** The rest of opening, the same for both engines. Closes the engine when it fails. */
export async function openOn(
  engine: Engine,
  { migrationsDir = findMigrations(), progress = () => undefined, poolSize = 10 }: DatabaseOptions,
): Promise<Database> {
  const pool = new pg.Pool({ ...limits, ...engine.connection, types: pgTypes, max: poolSize })
  // A connection that ends is replaced by the pool; its statement, if any, has its own error.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const close = () => pool.end().finally(() => engine.close())
  try {
    await prepareSchema(engine, migrationsDir, progress)
  } catch (error) {
    await close()
    throw error
  }
  const db: Db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    close,
    ping: async () => {
      await sql`select 1`.execute(db)
    },
    describe: () => describeDatabase(db, engine.name),
  }
}

/** On a connection of its own, for a migration may take as long as it needs. */
async function prepareSchema(
  engine: Engine,
  migrationsDir: string,
  progress: (message: string) => void,
): Promise<void> {
  const client = new pg.Client({ ...engine.connection, types: pgTypes })
  client.on('error', () => undefined)
  await client.connect().catch(explainConnectError)
  try {
    const session = onClient(client)
    await ensurePostgis(session)
    await migrate(session, await readMigrations(migrationsDir), progress)
  } finally {
    await client.end()
  }
}

async function describeDatabase(db: Db, engine: string): Promise<DatabaseDescription> {
  const { rows } = await sql<Omit<DatabaseDescription, 'engine'>>`
    select current_setting('server_version') as version, postgis_lib_version() as postgis,
           coalesce((select max(name) from schema_migration), '') as migration`.execute(db)
  const [row] = rows
  if (!row) throw new Error('the database does not describe itself')
  return { engine, ...row }
}

/** The project's migrations/, from the sources as from the build. */
export function findMigrations(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return join(folder, 'migrations')
}
