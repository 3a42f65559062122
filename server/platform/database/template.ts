import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { workerUrl } from '../worker-url.ts'
import { exists, openCache, readVersion } from './cache.ts'

export interface Prepared {
  /** The slim PostGIS every start unpacks. */
  bundle: string
  /** An initialised cluster with PostGIS, to be copied for a new data folder. */
  template: string
}

/** Part of the cache's file names; raised when what template-worker.ts makes changes. */
const edition = 1

let preparing: Promise<Prepared> | undefined

/**
 * Makes, once per installation, what every start of the embedded database uses.
 * @param progress hears what takes longer than a second
 * @param dataDir where the cache goes when node_modules cannot be written
 */
export function prepareEmbedded(
  progress: (message: string) => void,
  dataDir = './data',
): Promise<Prepared> {
  preparing ??= prepare(progress, dataDir).catch((error: unknown) => {
    preparing = undefined
    throw error
  })
  return preparing
}

async function prepare(progress: (message: string) => void, dataDir: string): Promise<Prepared> {
  const prepared = await locatePrepared(dataDir)
  if ((await exists(prepared.bundle)) && (await exists(prepared.template))) return prepared
  // In a process of its own, for the hundreds of megabytes it takes would stay with this one.
  const builder = fork(fileURLToPath(workerUrl('./template-worker', import.meta.url)), [
    prepared.bundle,
    prepared.template,
  ])
  builder.on('message', progress)
  const [code, signal] = (await once(builder, 'exit')) as [number | null, string | null]
  if (code !== 0)
    throw new Error(`The embedded database could not be prepared (${String(code ?? signal)})`)
  return prepared
}

async function locatePrepared(dataDir: string): Promise<Prepared> {
  const cache = await openCache(dataDir)
  const postgis = await readVersion('@electric-sql/pglite-postgis')
  const key = `${await readVersion('@electric-sql/pglite')}-${postgis}-${String(edition)}`
  return {
    bundle: join(cache, `postgis-${key}.tar.gz`),
    template: join(cache, `cluster-${key}`),
  }
}
