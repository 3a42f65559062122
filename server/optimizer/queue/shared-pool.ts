import { listenToDatabase, type Db } from '../../platform/database/index.ts'
import { openSolverPool, type SolverPool } from '../solver-pool.ts'
import { solverVersion } from '../solver-version.ts'
import { askOthers } from './ask-others.ts'
import { openNewsBox } from './news-box.ts'
import { countIdleThreads, NEWS, WAITS } from './queries.ts'
import { SearchTaker, type QueueLog } from './search-taker.ts'

/** What a worker that is not busy needs to take a search before a server does. */
const WORKERS_FIRST_MILLIS = 200

export interface SharedPoolOptions {
  readonly db: Db
  /** Of the PostgreSQL that others may be at, too; the embedded database has nobody else. */
  readonly databaseUrl: string | undefined
  readonly log: QueueLog
  /** How long workers go first, in milliseconds; absent = 200. */
  readonly workersFirst?: number
}

/**
 * The threads of this process and, on a shared PostgreSQL, those of others: workers first, for that is what they are there
 * for, then our own; when all are busy a search waits for whoever is free first. The answer is the same whoever gives it.
 */
export function openSharedPool({
  db,
  databaseUrl,
  log,
  workersFirst = WORKERS_FIRST_MILLIS,
}: SharedPoolOptions): SolverPool {
  const own = openSolverPool()
  if (databaseUrl === undefined) return own
  const news = openNewsBox()
  const taker = new SearchTaker({ db, pool: own, log, afterMillis: workersFirst })
  const listening = listenToDatabase(databaseUrl, {
    [WAITS]: () => {
      setTimeout(() => {
        taker.fill()
      }, workersFirst)
    },
    [NEWS]: (id) => {
      news.put(Number(id))
      void taker.renew(Number(id))
    },
  })
  const version = solverVersion()
  const wantsOthers = async () =>
    (await countIdleThreads(db, version).catch(() => 0)) > 0 || !own.isFree()

  return {
    threads: own.threads,
    isFree: () => own.isFree(),
    describe: (problem) => own.describe(problem),
    async solve(problem, search, watch = {}) {
      if (watch.signal?.aborted || !(await wantsOthers())) return own.solve(problem, search, watch)
      return askOthers({ db, version, news, own }, problem, search, watch)
    },
    async close() {
      await taker.close()
      await Promise.all([listening.close(), own.close()])
    },
  }
}
