import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { openSharedPool, serveSearches } from '../../server/optimizer/index.ts'
import type { SolverPool } from '../../server/optimizer/solver-pool.ts'
import type { Db } from '../../server/platform/database/index.ts'
import { check } from '../../server/solver/check.ts'
import { solve, type Solution } from '../../server/solver/index.ts'
import { makeDay } from '../solver/support/day-problem.ts'
import { emptyTables, sharedTestDatabase } from '../support/database.ts'
import { isShared, urlOf } from '../support/shared-postgres.ts'

const problem = makeDay(4, 12, 60, 3)
const search = { seed: 5, iterations: 3000 }
const endless = { seed: 1, iterations: 1e9 }

describe.skipIf(!isShared)('a search that a worker makes', () => {
  let db: Db
  let pool: SolverPool
  /** By the names of those who made them. */
  let made: string[]
  let open: { close(): Promise<void> }[]

  const logOf = (name: string) => ({
    info: (_facts: unknown, message?: string) => {
      if (message === 'a search is made') made.push(name)
    },
    warn: () => undefined,
  })

  async function addWorker(name: string) {
    const worker = await serveSearches({
      db,
      databaseUrl: await urlOf(db),
      name,
      log: logOf(name),
    })
    open.push(worker)
    return worker
  }

  /** When a search has begun, wherever it is made. */
  function begin(watch: { signal?: AbortSignal } = {}) {
    let told: (solution: Solution) => void
    const first = new Promise<Solution>((resolve) => {
      told = resolve
    })
    const over = pool.solve(problem, endless, {
      ...watch,
      onImprovement: (solution) => {
        told(solution)
      },
    })
    return { first, over }
  }

  const takers = async () => {
    const { rows } = await sql<{ name: string | null }>`
      select name from search_job left join search_worker on search_worker.id = taken_by`.execute(
      db,
    )
    return rows.map(({ name }) => name)
  }

  beforeEach(async () => {
    db = (await sharedTestDatabase()).db
    await emptyTables(db)
    made = []
    // Long enough for a worker on a machine however busy.
    const workersFirst = 5000
    pool = openSharedPool({ db, databaseUrl: await urlOf(db), log: logOf('server'), workersFirst })
    open = [pool]
  })
  afterEach(async () => {
    await Promise.all(open.map((one) => one.close()))
  })

  test('is answered as our own threads answer it', async () => {
    await addWorker('far away')
    const heard: number[] = []
    let rounds = 0
    const answer = await pool.solve(problem, search, {
      onImprovement: ({ cost }) => heard.push(cost),
      onMade: (iterations) => {
        rounds = iterations
      },
    })
    expect(made).toEqual(['far away'])
    expect(answer).toEqual(solve(problem, search))
    expect(rounds).toBe(3008)
    expect(heard).toEqual(heard.toSorted((a, b) => b - a))
    expect(await takers()).toEqual([])
  })

  test('is told while it goes on, and ends soon when it is told to', async () => {
    await addWorker('far away')
    const ending = new AbortController()
    const { first, over } = begin({ signal: ending.signal })
    check(problem, await first)
    expect(await takers()).toEqual(['far away'])
    ending.abort()
    const last = await over
    check(problem, last)
    expect(last.cost).toBeLessThanOrEqual((await first).cost)
    expect(made).toEqual(['far away'])
  })

  test('is made by another when the worker is stopped', async () => {
    const stopped = await addWorker('one')
    const ending = new AbortController()
    const { first, over } = begin({ signal: ending.signal })
    await first
    expect(await takers()).toEqual(['one'])
    await addWorker('two')
    await stopped.close()
    open = open.filter((one) => one !== stopped)
    await expect.poll(takers, { timeout: 10_000 }).toEqual(['two'])
    ending.abort()
    check(problem, await over)
    expect(made).toEqual(['two'])
  })

  test('is refused by the worker when it makes no sense', async () => {
    await addWorker('far away')
    await expect(pool.solve({ ...problem, matrices: [] }, search)).rejects.toThrow(RangeError)
    expect((await pool.solve(problem, search)).cost).toBeGreaterThan(0)
  })

  test('of another version of the solver is not given to it', async () => {
    await sql`
      insert into search_worker (id, name, version, threads)
      values (gen_random_uuid(), 'old', 'another', 8)`.execute(db)
    expect(await pool.solve(problem, search)).toEqual(solve(problem, search))
    expect(made).toEqual([])
  })
})
