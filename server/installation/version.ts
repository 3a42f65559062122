import { readFileSync } from 'node:fs'
import { findProjectFolder } from '../platform/project-folder.ts'
import { join } from 'node:path'

/** Of package.json. */
export const version: string = (
  JSON.parse(readFileSync(join(findProjectFolder(), 'package.json'), 'utf8')) as { version: string }
).version
