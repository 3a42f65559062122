import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../server/platform/database/index.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

describe('one pool of connections', () => {
  test('answers 200 parallel queries each with its own parameters', async () => {
    const ask = (n: number) =>
      sql<{
        n: number
        text: string
      }>`select ${n}::int as n, ${`row ${String(n)}`}::text as text`.execute(database.db)
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => ask(n)))
    expect(answers.map(({ rows }) => rows[0])).toEqual(
      Array.from({ length: 200 }, (_, n) => ({ n, text: `row ${String(n)}` })),
    )
  })
})
