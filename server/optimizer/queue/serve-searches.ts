import { listenToDatabase, type Db } from '../../platform/database/index.ts'
import { openSolverPool } from '../solver-pool.ts'
import { solverVersion } from '../solver-version.ts'
import { NEWS, removeWorker, renewWorker, WAITS } from './queries.ts'
import { SearchTaker, type QueueLog } from './search-taker.ts'

export interface SearchServiceOptions {
  readonly db: Db
  readonly databaseUrl: string
  /** By which people know it: the machine's name. */
  readonly name: string
  readonly log: QueueLog
}

export interface SearchService {
  readonly threads: number
  readonly version: string
  /** Gives back what is being made, so that others go on with it at once. */
  close(): Promise<void>
}

const RENEW_EVERY_MILLIS = 1000

/** Makes the searches of all servers on a PostgreSQL, and nothing else. */
export async function serveSearches(options: SearchServiceOptions): Promise<SearchService> {
  const { db, databaseUrl, name, log } = options
  const pool = openSolverPool()
  const taker = new SearchTaker({ db, pool, log, afterMillis: 0 })
  const version = solverVersion()
  const worker = { id: taker.id, name, version, threads: pool.threads }
  const listening = listenToDatabase(databaseUrl, {
    [WAITS]: () => {
      taker.fill()
    },
    [NEWS]: (id) => void taker.renew(Number(id)),
  })
  await renewWorker(db, worker)
  taker.fill()
  const timer = setInterval(() => {
    renewWorker(db, worker).catch((error: unknown) => {
      log.warn({ err: error }, 'the database does not answer; the worker goes on trying')
    })
  }, RENEW_EVERY_MILLIS)
  return {
    threads: pool.threads,
    version,
    async close() {
      clearInterval(timer)
      await removeWorker(db, taker.id)
      await taker.close()
      await Promise.all([listening.close(), pool.close()])
    },
  }
}
