import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { makeOnce, openCache, readVersion } from './cache.ts'
import { connectPglite } from './pglite-engine.ts'
import { packSlimPostgis } from './slim-postgis.ts'

export interface Prepared {
  /** The slim PostGIS every start unpacks. */
  bundle: string
  /** An initialised cluster with PostGIS, to be copied for a new data folder. */
  template: string
}

/** Part of the cache's file names; raised when what this folder makes changes. */
const edition = 1

let preparing: Promise<Prepared> | undefined

/**
 * Makes, once per installation, what every start of the embedded database uses.
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
  const cache = await openCache(dataDir)
  const postgis = await readVersion('@electric-sql/pglite-postgis')
  const key = `${await readVersion('@electric-sql/pglite')}-${postgis}-${String(edition)}`
  const bundle = join(cache, `postgis-${key}.tar.gz`)
  const template = join(cache, `cluster-${key}`)
  await makeOnce(bundle, async (draft) => {
    progress('Unpacking PostGIS for the embedded database (once per installation)')
    await writeFile(draft, await packSlimPostgis())
  })
  await makeOnce(template, async (draft) => {
    progress('Preparing the embedded database (once per installation, some 10 seconds)')
    await buildTemplate(draft, bundle)
  })
  return { bundle, template }
}

async function buildTemplate(folder: string, bundle: string): Promise<void> {
  const engine = await connectPglite({ folder, bundle, fsync: false })
  const client = new pg.Client(engine.connection)
  try {
    await client.connect()
    await client.query('create extension postgis')
    await client.end()
  } finally {
    await engine.close()
  }
}
