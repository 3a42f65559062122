import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { RoadData } from '../../shared/roads.ts'
import { isAbandoned } from '../platform/is-abandoned.ts'

/**
 * A data set is one import's result, a folder that never changes: `DATA_DIR/roads/<id>/` with the streets, the base map
 * and what is known about both. The file `DATA_DIR/roads/current` names the one in use. It is replaced as a whole, after
 * everything it names is on the disk: a crash at any moment leaves the old or the new.
 */
export interface DataSet {
  readonly about: RoadData
  readonly roadsPath: string
  readonly mapPath: string
}

export const roadsFile = 'roads.bin'
export const mapFile = 'map.pmtiles'
const aboutFile = 'about.json'

const rootOf = (dataDir: string) => join(dataDir, 'roads')

/** The folder of a data set to be filled, empty. Left alone it is removed at a later start. */
export async function createDataSetFolder(dataDir: string, id: string): Promise<string> {
  const folder = join(rootOf(dataDir), id)
  await mkdir(rootOf(dataDir), { recursive: true })
  await mkdir(folder)
  return folder
}

/** Makes a filled folder the data set in use. When this rejects, the old one still is. */
export async function publishDataSet(dataDir: string, about: RoadData): Promise<void> {
  const root = rootOf(dataDir)
  const folder = join(root, about.id)
  await writeFile(join(folder, aboutFile), JSON.stringify(about, null, 2))
  for (const name of await readdir(folder)) await sync(join(folder, name))
  await sync(folder)
  const draft = join(root, 'current.draft')
  await writeFile(draft, about.id)
  await sync(draft)
  await rename(draft, join(root, 'current'))
  // From here on the new one is in use: failing now would have its files removed. At worst a crash brings back the name
  // of the old one.
  await sync(root).catch(() => undefined)
}

/** The data set in use; undefined when there is none. */
export async function currentDataSet(dataDir: string): Promise<DataSet | undefined> {
  const id = await currentId(dataDir)
  if (id === undefined) return undefined
  const folder = join(rootOf(dataDir), id)
  return {
    about: JSON.parse(await readFile(join(folder, aboutFile), 'utf8')) as RoadData,
    roadsPath: join(folder, roadsFile),
    mapPath: join(folder, mapFile),
  }
}

/** Leaves no data set in use; its files go when the others are removed. */
export async function withdrawDataSet(dataDir: string): Promise<void> {
  await rm(join(rootOf(dataDir), 'current'), { force: true })
}

/** Best effort, as nothing depends on it: what cannot be removed now is tried again at a later start. */
export async function removeDataSet(dataDir: string, id: string): Promise<void> {
  await rm(join(rootOf(dataDir), id), { recursive: true, force: true }).catch(() => undefined)
}

/**
 * Removes all data sets but the one in use: former ones, and what interrupted imports left. What another node may be
 * importing stays.
 */
export async function removeOtherDataSets(dataDir: string): Promise<void> {
  const id = await currentId(dataDir)
  for (const name of await readdir(rootOf(dataDir)).catch(() => []))
    if (name !== 'current' && name !== id && (await isAbandoned(join(rootOf(dataDir), name))))
      await removeDataSet(dataDir, name)
}

/** Which data set is in use; undefined when there is none. */
export async function currentId(dataDir: string): Promise<string | undefined> {
  try {
    // A name, never a path: what is read and removed stays below the folder.
    return basename(await readFile(join(rootOf(dataDir), 'current'), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
