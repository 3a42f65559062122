import { randomUUID } from 'node:crypto'
import { access, constants, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

const { resolve } = createRequire(import.meta.url)
/** The package's folder; its main file is in dist. */
const packageFolder = (name: string) => dirname(dirname(resolve(name)))

export async function readVersion(name: string): Promise<string> {
  const file = await readFile(join(packageFolder(name), 'package.json'), 'utf8')
  return (JSON.parse(file) as { version: string }).version
}

/** Where made files are kept: beside the installed packages or, when those are read-only, in the data folder. */
export async function openCache(dataDir: string): Promise<string> {
  const beside = join(packageFolder('@electric-sql/pglite'), '../../.cache/beatline')
  for (const folder of [beside, join(dataDir, '.cache')]) {
    try {
      await mkdir(folder, { recursive: true })
      await access(folder, constants.W_OK)
      return folder
    } catch (error) {
      if (folder !== beside) throw error
    }
  }
  return beside
}

/**
 * Makes a file or folder once. Built under another name and renamed, so that it is whole or absent; of two processes
 * that build it at once the first wins and the second throws its own away.
 */
export async function makeOnce(
  path: string,
  build: (draft: string) => Promise<void>,
): Promise<void> {
  if (await exists(path)) return
  await removeLeftovers(path)
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    await build(draft)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!(await exists(path))) throw error
  }
}

/** Drafts of builders that were killed: nobody builds for an hour. */
async function removeLeftovers(path: string): Promise<void> {
  const folder = dirname(path)
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith('.tmp')) continue
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (found && found.mtimeMs < Date.now() - 3_600_000)
      await rm(join(folder, name), { recursive: true, force: true })
  }
}

export const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
