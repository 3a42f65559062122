import { existsSync } from 'node:fs'
import type { Parts } from '../platform/http.ts'
import { ownMapPath } from './base-maps.ts'
import { Pictures } from './raster/pictures.ts'

/** Whether somebody has set a base map of their own: a file, or pictures of a service outside. */
export async function hasOwnMap({ db, config }: Pick<Parts, 'db' | 'config'>): Promise<boolean> {
  if (existsSync(ownMapPath(config.dataDir))) return true
  return (await new Pictures(db).describe()) !== undefined
}
