import { readVersion } from './cache.ts'
import type { Engine } from './engine.ts'
import { PgStream } from './pg-stream.ts'
import { PgliteHost } from './pglite-host.ts'
import type { PgliteStart } from './pglite-worker.ts'
import { SessionQueue } from './session-queue.ts'
import { Upkeep } from './upkeep.ts'

/** Starts PGlite on a folder that nobody else uses. */
export async function connectPglite(start: PgliteStart): Promise<Engine> {
  const host = new PgliteHost(start)
  const queue = new SessionQueue<PgStream>()
  host.onLost = (error) => queue.holder?.destroy(error)
  await host.open()
  const connection = {
    stream: () => new PgStream(host, queue),
    user: 'postgres',
    database: 'postgres',
  }
  const upkeep = new Upkeep(connection)
  return {
    name: `PGlite ${await readVersion('@electric-sql/pglite')} (embedded)`,
    connection,
    close: async () => {
      await upkeep.stop()
      await host.close()
    },
  }
}
