import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { sql } from 'kysely'
import { makeDay } from '../solver/support/day-problem.ts'
import { openSharedPool } from '../../server/optimizer/index.ts'
import type { SolverPool } from '../../server/optimizer/solver-pool.ts'
import type { Db } from '../../server/platform/database/index.ts'
import { check } from '../../server/solver/check.ts'
import { solve, type Solution } from '../../server/solver/index.ts'
import { emptyTables, sharedTestDatabase } from '../support/database.ts'
import { isShared, urlOf } from '../support/shared-postgres.ts'
import { startWorkerProcess, type WorkerProcess } from './support/worker-process.ts'

vi.setConfig({ testTimeout: 120_000 })

test('a worker without a shared PostgreSQL is refused in words', async () => {
  await expect(startWorkerProcess({})).rejects.toThrow(/DATABASE_URL/)
})

describe.skipIf(!isShared)('beatline worker', () => {
  const problem = makeDay(4, 12, 60, 3)
  const quiet = { info: () => undefined, warn: () => undefined }
  let db: Db
  let pool: SolverPool
  let workers: WorkerProcess[] = []

  async function addWorker(name: string, ...args: string[]): Promise<WorkerProcess> {
    const worker = await startWorkerProcess(
      { DATABASE_URL: await urlOf(db), LOG_LEVEL: 'info' },
      '--name',
      name,
      ...args,
    )
    workers.push(worker)
    return worker
  }

  const taker = async () => {
    const { rows } = await sql<{ name: string | null }>`
      select (select name from search_worker where id = taken_by) as name from search_job`.execute(
      db,
    )
    return rows[0]?.name
  }

  beforeAll(async () => {
    db = (await sharedTestDatabase()).db
    await emptyTables(db)
    pool = openSharedPool({ db, databaseUrl: await urlOf(db), log: quiet })
  })
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop('SIGTERM')))
    workers = []
  })
  afterAll(() => pool.close())

  test('killed in mid-search, another process goes on within seconds, and the answer is the same', async () => {
    const [first, second] = await Promise.all([addWorker('first'), addWorker('second')])
    const search = { seed: 3, iterations: 150_000 }
    let tell: (solution: Solution) => void = () => undefined
    const shown = new Promise<Solution>((resolve) => {
      tell = resolve
    })
    const over = pool.solve(problem, search, {
      onImprovement: (solution) => {
        tell(solution)
      },
    })
    const seen = await shown
    const lost = await taker()
    expect(['first', 'second']).toContain(lost)
    await (lost === 'first' ? first : second).stop('SIGKILL')
    await expect.poll(taker, { timeout: 10_000 }).not.toBe(lost)
    const answer = await over
    check(problem, answer)
    expect(answer.cost).toBeLessThanOrEqual(seen.cost)
    expect(answer).toEqual(solve(problem, search))
  })

  test('says what it makes, answers for its health, and ends with a signal and nothing left behind', async () => {
    const worker = await addWorker('healthy', '--port', '0')
    expect(worker.output()).toMatch(/The worker healthy makes \d+ searches at a time/)
    await pool.solve(problem, { seed: 1, iterations: 100 })
    await expect.poll(() => worker.output()).toContain('a search is made')
    const address = /Server listening at (http:\S+?)"/.exec(worker.output())?.[1] ?? ''
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
    expect(await worker.stop('SIGTERM')).toBe(0)
    const { rows } = await sql`select name from search_worker where name = 'healthy'`.execute(db)
    expect(rows).toEqual([])
  })
})
