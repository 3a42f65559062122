import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { MapFile, type OpenMap } from './archive/map-file.ts'

/** Where a map of one's own lies: put there by an upload, or by hand. */
export const ownMapPath = (dataDir: string) => join(dataDir, 'map', 'base.pmtiles')

export interface BaseMapsOptions {
  readonly dataDir: string
  /** The imported map's file, while there is one. */
  readonly imported: () => string | undefined
  readonly log: FastifyBaseLogger
}

/** The map file in use: one's own before the imported one. */
export class BaseMaps {
  private readonly options: BaseMapsOptions
  private readonly own: MapFile
  private readonly imported: MapFile

  constructor(options: BaseMapsOptions) {
    this.options = options
    this.own = new MapFile('file', options.log)
    this.imported = new MapFile('import', options.log)
  }

  /** Lends the map in use; undefined when there is none. */
  use<T>(work: (map: OpenMap | undefined) => T | Promise<T>): Promise<T> {
    const { dataDir, imported } = this.options
    return this.own.use(ownMapPath(dataDir), (own) =>
      own ? work(own) : this.imported.use(imported(), work),
    )
  }

  async close(): Promise<void> {
    await Promise.all([this.own.close(), this.imported.close()])
  }
}
