import { stat } from 'node:fs/promises'
import type { FastifyBaseLogger } from 'fastify'
import { versionTag } from '../../platform/cache-tag.ts'
import type { MapSource } from '../../../shared/tiles.ts'
import { describeArchive, type DrawnMap } from './describe-archive.ts'
import { TileArchive } from './tile-archive.ts'

/** A PMTiles file in use. */
export interface OpenMap {
  readonly archive: TileArchive
  readonly about: DrawnMap
}

/**
 * One place where a map may lie. A file that is replaced is noticed at the next question, so that a new map needs no
 * restart; a broken one is told in the log once, and is as if there were none.
 */
export class MapFile {
  private readonly source: MapSource
  private readonly log: FastifyBaseLogger
  private key: string | undefined
  private map: Promise<OpenMap | undefined> = Promise.resolve(undefined)

  constructor(source: MapSource, log: FastifyBaseLogger) {
    this.source = source
    this.log = log
  }

  /** @param path undefined when there is to be none */
  async at(path: string | undefined): Promise<OpenMap | undefined> {
    const key = path === undefined ? undefined : await stateOf(path)
    if (key !== this.key) {
      const former = this.map
      this.key = key
      this.map = path === undefined || key === undefined ? NO_MAP : this.open(path, key)
      void former.then((map) => map?.archive.retire())
    }
    return this.map
  }

  async close(): Promise<void> {
    await this.at(undefined)
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

const NO_MAP = Promise.resolve(undefined)

/** @param key names the state of the file. @throws Error in words when it is no map that can be drawn */
export async function openMap(path: string, key: string, source: MapSource): Promise<OpenMap> {
  const archive = await TileArchive.open(path)
  try {
    const version = versionTag('map', key).replace(/\W/g, '').slice(0, 16)
    return { archive, about: describeArchive(archive, version, source) }
  } catch (error) {
    await archive.retire()
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
