import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Uploads and imports write every few seconds, at worst minutes. */
const QUIET_MILLIS = 3_600_000

/**
 * Whether nobody can be writing it any more, on this node or another that shares its folder: a file, or all of a folder,
 * that nothing has changed for an hour. What is gone meanwhile is nobody's either.
 */
export async function isAbandoned(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return true
  if (Date.now() - found.mtimeMs < QUIET_MILLIS) return false
  if (!found.isDirectory()) return true
  const names = await readdir(path).catch(() => [])
  const abandoned = await Promise.all(names.map((name) => isAbandoned(join(path, name))))
  return abandoned.every(Boolean)
}
