import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database, Db } from '../../server/platform/database/index.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let db: Db
beforeAll(async () => {
  database = await openTestDatabase()
  db = database.db
  await sql`create table counter (name text constraint counter_name primary key, n int not null)`.execute(
    db,
  )
})
afterAll(() => database.close())

const readCounters = async () =>
  (await sql<{ name: string }>`select name from counter order by name`.execute(db)).rows.map(
    ({ name }) => name,
  )
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as Error & { code: string; constraint?: string },
  )
const count = (on: Db, name: string) => sql`insert into counter values (${name}, 1)`.execute(on)

describe('a pool of connections', () => {
  test('answers 200 parallel queries each with its own parameters', async () => {
    const numbers = Array.from({ length: 200 }, (_, n) => n)
    const answers = await Promise.all(
      numbers.map((n) =>
        sql<{
          n: number
          text: string
        }>`select ${n}::int as n, ${`row ${String(n)}`}::text as text`.execute(db),
      ),
    )
    expect(answers.map(({ rows }) => rows)).toEqual(
      numbers.map((n) => [{ n, text: `row ${String(n)}` }]),
    )
  })

  test('shows nobody what a transaction has not committed', async () => {
    const embedded = (await database.describe()).engine.includes('embedded')
    await db.transaction().execute(async (transaction) => {
      await count(transaction, 'unseen')
      // Asked on another connection; the embedded database answers it after the commit, so nobody waits for it here.
      const outside = readCounters()
      if (!embedded) expect(await outside).not.toContain('unseen')
      await count(transaction, 'seen with it')
    })
    expect(await readCounters()).toEqual(expect.arrayContaining(['seen with it', 'unseen']))
  })

  test('takes back what a failed transaction did', async () => {
    const failed = db.transaction().execute(async (transaction) => {
      await count(transaction, 'taken back')
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    expect(await readCounters()).not.toContain('taken back')
  })

  test('runs forty transactions at once on its ten connections', async () => {
    await count(db, 'shared')
    const add = () =>
      db.transaction().execute(async (transaction) => {
        await sql`select n from counter where name = 'shared' for update`.execute(transaction)
        await sql`update counter set n = n + 1 where name = 'shared'`.execute(transaction)
      })
    await Promise.all(Array.from({ length: 40 }, add))
    const { rows } = await sql`select n from counter where name = 'shared'`.execute(db)
    expect(rows).toEqual([{ n: 41 }])
  })

  test('says which constraint a row breaks', async () => {
    await count(db, 'twice')
    expect(await failure(count(db, 'twice'))).toMatchObject({
      code: '23505',
      constraint: 'counter_name',
    })
  })

  test('goes on after thousands of failed statements', async () => {
    for (let n = 0; n < 3000; n += 1)
      expect(await failure(sql`select 1 / 0`.execute(db))).toMatchObject({ code: '22012' })
    await expect(database.ping()).resolves.toBeUndefined()
  })

  test('answers a recursion without end with an error and goes on', async () => {
    const nested = sql.raw(`select ${'1+'.repeat(300_000)}1`)
    expect(await failure(nested.execute(db))).toMatchObject({ code: '54001' })
    await expect(database.ping()).resolves.toBeUndefined()
  })

  test('copies out, and refuses to copy in with an error', async () => {
    expect(await failure(sql`copy counter from stdin`.execute(db))).toBeInstanceOf(Error)
    await sql`select 'copy counter from stdin'`.execute(db)
    await expect(database.ping()).resolves.toBeUndefined()
  })

  test('carries a parameter of several megabytes both ways', async () => {
    const text = 'licence 许可证 '.repeat(400_000)
    const { rows } = await sql<{ text: string }>`select ${text}::text as text`.execute(db)
    expect(rows[0]?.text === text).toBe(true)
  })
})

test('values are read the same on both engines', async () => {
  const { rows } = await sql`
    select 9007199254740991::int8 as int8, 2.50::numeric as numeric, '2026-02-28'::date as date,
           '2026-11-23 08:30:00.125+08'::timestamptz as at, '{"a": [1]}'::jsonb as json,
           '{1,2}'::int8[] as ints, '{2026-01-01,null}'::date[] as dates, '\\x00ff'::bytea as bytes,
           st_setsrid(st_point(1, 2), 4326) as geom`.execute(db)
  expect(rows).toEqual([
    {
      int8: 9007199254740991,
      numeric: 2.5,
      date: '2026-02-28',
      at: '2026-11-23T00:30:00.125Z',
      json: { a: [1] },
      ints: [1, 2],
      dates: ['2026-01-01', null],
      bytes: Buffer.from([0, 255]),
      geom: '0101000020E6100000000000000000F03F0000000000000040',
    },
  ])
  await expect(sql`select 9007199254740993::int8`.execute(db)).rejects.toThrow('9007199254740993')
})

test('sessions keep UTC and see only the public schema', async () => {
  const { rows } = await sql`
    select current_setting('TimeZone') as zone, array_to_string(current_schemas(false), ',') as schemas`.execute(
    db,
  )
  expect(rows).toMatchObject([{ zone: 'UTC', schemas: 'public' }])
})
