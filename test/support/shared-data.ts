import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProjectFolder } from '../../server/platform/project-folder.ts'

const folder = join(findProjectFolder(), '../shared/data')

/** A file of the data folder beside the checkout, read in place; undefined, and said so, where it is not. */
export function sharedFile(path: string): Buffer | undefined {
  try {
    return readFileSync(join(folder, path))
  } catch {
    console.info(`skipped: ../shared/data/${path} is not there`)
    return undefined
  }
}

/** The same for what reads the file itself, from its path. */
export function sharedPath(path: string): string | undefined {
  const whole = join(folder, path)
  if (existsSync(whole)) return whole
  console.info(`skipped: ../shared/data/${path} is not there`)
  return undefined
}
