import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProjectFolder } from '../platform/project-folder.ts'

let version: string | undefined

/** Names the solver by what it is made of: two that have the same name give the same answers. */
export function solverVersion(): string {
  version ??= readVersion()
  return version
}

function readVersion(): string {
  const folder = join(findProjectFolder(), 'server/solver')
  const hash = createHash('sha256')
  for (const file of readdirSync(folder).toSorted())
    if (file.endsWith('.ts')) hash.update(`${file}\0`).update(readFileSync(join(folder, file)))
  return hash.digest('hex').slice(0, 12)
}
