import pg from 'pg'
import { quote } from './schema.ts'

const intervalMs = 60_000
/** Log written since the last checkpoint: what a start after a crash has to read again, in about a second. */
const logBytes = 48 * 2 ** 20

/**
 * Tables grown by a fifth since they were last vacuumed, or never looked at. Dead rows show as growth, for nothing reuses
 * their room; the counters autovacuum goes by stay at zero in PGlite.
 */
const worn = `
  select c.relname as name from pg_class c
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    and pg_relation_size(c.oid) > case when c.reltuples < 0 then 0 else 8192 * (1.2 * c.relpages + 8) end`

const due = `
  select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) > ${String(logBytes)} as due
  from pg_control_checkpoint()`

/**
 * Does what a server's background processes do, for PGlite has none: without it the log grows for ever, updated rows
 * are never reclaimed and the planner knows no table's size.
 */
export class Upkeep {
  readonly #connection: pg.ClientConfig
  readonly #timer: NodeJS.Timeout
  #round: Promise<void> = Promise.resolve()

  constructor(connection: pg.ClientConfig) {
    this.#connection = connection
    this.#timer = setInterval(() => {
      // A round that fails (the worker died under it) is made up for by the next.
      this.#round = this.#round.then(() => keepUp(this.#connection)).catch(() => undefined)
    }, intervalMs).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#round
  }
}

/** One round; other connections get their turn between its statements. */
export async function keepUp(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(worn)
    for (const { name } of tables.rows) await client.query(`vacuum (analyze) ${quote(name)}`)
    const { rows } = await client.query<{ due: boolean }>(due)
    if (rows[0]?.due) await client.query('checkpoint')
  } finally {
    await client.end()
  }
}
