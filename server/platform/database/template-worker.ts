/** Run as a process by template.ts, which it tells its progress: makes the bundle argv[2] and the cluster argv[3]. */
import { writeFile } from 'node:fs/promises'
import pg from 'pg'
import { makeOnce } from './cache.ts'
import { connectPglite } from './pglite-engine.ts'
import { packSlimPostgis } from './slim-postgis.ts'

const [, , bundle, template] = process.argv
if (!bundle || !template) throw new Error('template-worker needs a bundle and a folder')

await makeOnce(bundle, async (draft) => {
  process.send?.('Unpacking PostGIS for the embedded database (once per installation)')
  await writeFile(draft, await packSlimPostgis())
})
await makeOnce(template, async (draft) => {
  process.send?.('Preparing the embedded database (once per installation, some 10 seconds)')
  await initialiseCluster(draft, bundle)
})

async function initialiseCluster(folder: string, bundle: string): Promise<void> {
  const engine = await connectPglite({ folder, bundle, fsync: false })
  try {
    const client = new pg.Client(engine.connection)
    await client.connect()
    await client.query('create extension postgis')
    await client.end()
  } finally {
    await engine.close()
  }
}
