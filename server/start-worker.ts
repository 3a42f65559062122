import { hostname } from 'node:os'
import Fastify from 'fastify'
import { databaseOptions, type Config } from './config.ts'
import { reportHealth } from './installation/index.ts'
import { serveSearches } from './optimizer/index.ts'
import { openDatabase } from './platform/database/index.ts'
import { ServerRefused } from './start-server.ts'

export interface WorkerOptions {
  config: Config
  progress: (message: string) => void
  name?: string
  /** Where `/healthz`, `/readyz` and `/metrics` answer; nowhere when absent. */
  port?: number
}

export interface RunningWorker {
  readonly name: string
  readonly threads: number
  /** Of the solver: servers with another one do not ask this worker. */
  readonly version: string
  close: () => Promise<void>
}

/**
 * Makes searches for the servers on the PostgreSQL of the configuration. What was opened is closed again when any step fails.
 * @throws ServerRefused, DatabaseRefused
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { config, progress, name = hostname(), port } = options
  const { databaseUrl } = config
  if (databaseUrl === undefined)
    throw new ServerRefused(
      'A worker shares a PostgreSQL with its servers: set DATABASE_URL. The embedded database belongs to one process.',
    )
  const database = await openDatabase({ ...databaseOptions(config), progress })
  const http = Fastify({ logger: { level: config.logLevel } })
  try {
    reportHealth(http, database.db)
    if (port !== undefined) await http.listen({ host: config.host, port })
    const service = await serveSearches({ db: database.db, databaseUrl, name, log: http.log })
    const { threads, version } = service
    return {
      name,
      threads,
      version,
      async close() {
        await service.close()
        await http.close()
        await database.close()
      },
    }
  } catch (error) {
    await http.close()
    await database.close()
    throw error
  }
}
