import { stat } from 'node:fs/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { MapSource } from '../../../shared/tiles.ts'
import { versionTag } from '../../platform/cache-tag.ts'
import { describeArchive, type DrawnMap } from './describe-archive.ts'
import { TileArchive } from './tile-archive.ts'

/** A PMTiles file in use. */
export interface OpenMap {
  readonly archive: TileArchive
  readonly about: DrawnMap
}

/** One state of the file, open until the last who reads from it has done so. */
interface Opened {
  readonly key: string
  readonly map: Promise<OpenMap | undefined>
  readers: number
  replaced: boolean
}

/**
 * One place where a map may lie. A file that is replaced is noticed at the next question, so that a new map needs no
 * restart; a broken one is told in the log once, and is as if there were none.
 */
export class MapFile {
  private readonly source: MapSource
  private readonly log: FastifyBaseLogger
  private opened: Opened | undefined

  constructor(source: MapSource, log: FastifyBaseLogger) {
    this.source = source
    this.log = log
  }

  /** Lends the map at a path; undefined when there is none. */
  async use<T>(
    path: string | undefined,
    work: (map: OpenMap | undefined) => T | Promise<T>,
  ): Promise<T> {
    const key = path === undefined ? undefined : await stateOf(path)
    if (this.opened?.key !== key) await this.close()
    if (path === undefined || key === undefined) return work(undefined)
    this.opened ??= { key, map: this.open(path, key), readers: 0, replaced: false }
    const { opened } = this
    opened.readers += 1
    try {
      return await work(await opened.map)
    } finally {
      opened.readers -= 1
      await closeWhenUnused(opened)
    }
  }

  async close(): Promise<void> {
    const { opened } = this
    if (!opened) return
    this.opened = undefined
    opened.replaced = true
    await closeWhenUnused(opened)
  }

  private async open(path: string, key: string): Promise<OpenMap | undefined> {
    try {
      return await openMap(path, key, this.source)
    } catch (error) {
      this.log.error({ err: error, path }, 'the base map cannot be read')
      return undefined
    }
  }
}

async function closeWhenUnused({ map, readers, replaced }: Opened): Promise<void> {
  if (replaced && readers === 0) await (await map)?.archive.close()
}

/** @param key names the state of the file. @throws Error in words when it is no map that can be drawn */
export async function openMap(path: string, key: string, source: MapSource): Promise<OpenMap> {
  const archive = await TileArchive.open(path)
  try {
    const version = versionTag('map', key).replace(/\W/g, '').slice(0, 16)
    return { archive, about: describeArchive(archive, version, source) }
  } catch (error) {
    await archive.close()
    throw error
  }
}

/** Changes when the file does; undefined when there is none. */
async function stateOf(path: string): Promise<string | undefined> {
  try {
    const { ino, mtimeMs, size } = await stat(path)
    return [path, ino, mtimeMs, size].join(' ')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
