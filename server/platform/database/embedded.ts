import { cp, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { makeOnce } from './cache.ts'
import type { Engine } from './engine.ts'
import { lockFolder } from './folder-lock.ts'
import { connectPglite } from './pglite-engine.ts'
import { prepareEmbedded } from './template.ts'

/**
 * Opens the database of a data folder, which it holds until it is closed.
 * @throws DatabaseRefused data-folder-locked, data-folder-unusable
 */
export async function openEmbedded(
  dataDir: string,
  progress: (message: string) => void,
  fsync = true,
): Promise<Engine> {
  const unlock = lockFolder(dataDir)
  try {
    const { bundle, template } = await prepareEmbedded(progress, dataDir)
    const folder = join(dataDir, 'database')
    await makeOnce(folder, async (draft) => {
      progress('Making a new database')
      await cp(template, draft, { recursive: true })
      if (fsync) await syncTree(draft)
    })
    const engine = await connectPglite({ folder, bundle, fsync })
    return { ...engine, close: () => engine.close().finally(unlock) }
  } catch (error) {
    unlock()
    throw error
  }
}

/** PostgreSQL takes files it did not write itself for safely on disk. */
async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) await syncPath(join(entry.parentPath, entry.name))
  }
}

async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
