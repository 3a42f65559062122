import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../server/platform/database/index.ts'
import type { Engine } from '../../server/platform/database/engine.ts'
import { findMigrations, openOn } from '../../server/platform/database/open-database.ts'
import { keepUp } from '../../server/platform/database/upkeep.ts'
import { makeFolder, type Place } from '../support/database.ts'

let place: Place
let engine: Engine
let database: Database
beforeAll(async () => {
  place = await makeFolder()
  const opened = await place.connect()
  const limits = { statement_timeout: 3_000, idle_in_transaction_session_timeout: 500 }
  engine = { ...opened, connection: { ...opened.connection, ...limits } }
  database = await openOn(engine, { dataDir: '', migrationsDir: findMigrations() })
  await sql`create table note (n int primary key)`.execute(database.db)
})
afterAll(async () => {
  await database.close()
  await place.remove()
})

const heavy = (loops: number) => sql`
  select count(*) from generate_series(1, ${loops}::int) n
  where st_area(st_buffer(st_point(n, n), 10, 'quad_segs=32')) < 0`

describe('the embedded database', () => {
  test('works on a heavy query without holding up this thread', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const started = performance.now()
    await heavy(12_000).execute(database.db)
    const tookMs = performance.now() - started
    delay.disable()
    const longestMs = delay.max / 1e6
    expect(tookMs).toBeGreaterThan(200)
    expect(longestMs).toBeLessThan(tookMs / 2)
  })

  test('lets a waiting connection in when another leaves its transaction open', async () => {
    const client = new pg.Client(engine.connection)
    // Two errors come: the reason, then the end of the connection.
    const ended = new Promise<Error>((resolve) => client.on('error', resolve))
    await client.connect()
    await client.query('begin')
    await client.query('insert into note values (1)')
    await expect(database.ping()).resolves.toBeUndefined()
    expect(await ended).toMatchObject({ code: '25P03' })
    const { rows } = await sql`select n from note`.execute(database.db)
    expect(rows).toEqual([])
  })

  test('takes back what a dropped connection left open', async () => {
    const client = new pg.Client({ ...engine.connection, idle_in_transaction_session_timeout: 0 })
    await client.connect()
    await client.query('begin')
    await client.query('insert into note values (2)')
    await client.end()
    const { rows } = await sql`select n from note`.execute(database.db)
    expect(rows).toEqual([])
  })

  test('ends a statement that takes too long, and only that one', async () => {
    const waiting = heavy(100_000_000).execute(database.db)
    const next = sql<{ n: number }>`select 1 as n`.execute(database.db)
    await expect(waiting).rejects.toMatchObject({ code: '57014' })
    expect((await next).rows).toEqual([{ n: 1 }])
  })

  test('starts again after it stopped, with everything committed', async () => {
    await sql`insert into note values (3)`.execute(database.db)
    // PGlite cannot run programs, and ends.
    const end = sql`copy (select 1) to program 'true'`
    await expect(end.execute(database.db)).rejects.toMatchObject({ code: '57P02' })
    const broken = database.db.transaction().execute(async (transaction) => {
      await sql`insert into note values (4)`.execute(transaction)
      await end.execute(transaction)
    })
    await expect(broken).rejects.toThrow()
    const { rows } = await sql`select n from note`.execute(database.db)
    expect(rows).toEqual([{ n: 3 }])
  })

  test('vacuums and analyses by itself what has grown', async () => {
    await sql`insert into note select n from generate_series(10, 5000) n`.execute(database.db)
    await keepUp(engine.connection)
    const { rows } = await sql<{ rows: number }>`
      select reltuples as rows from pg_class where relname = 'note'`.execute(database.db)
    expect(rows[0]?.rows).toBeGreaterThan(4000)
  })
})
