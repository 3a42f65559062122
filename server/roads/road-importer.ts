import type { FastifyBaseLogger } from 'fastify'
import type { RoadData, RoadImport } from '../../shared/roads.ts'
import { Problem } from '../platform/problem.ts'
import { ImportProgress } from './import-progress.ts'
import { importRoads, type DrawMap } from './import-roads.ts'
import { RoadsUnreadable } from './roads-unreadable.ts'

export interface RoadImporterOptions {
  readonly dataDir: string
  readonly drawMap: DrawMap
  readonly log: FastifyBaseLogger
  /** Takes what an import has made into use. */
  readonly reload: () => Promise<void>
  /** Hears when an import has begun or ended. */
  readonly changed: () => void
}

/** A whole file on this machine. */
export interface ReceivedOsm {
  readonly path: string
  /** Called once the import is over, before it is told how it ended. When it rejects, that is logged. */
  discard(): Promise<void>
}

/** Gives the file, after receiving it when it has to be. */
export type ReceiveOsm = (
  tell: (share: number) => void,
  signal: AbortSignal,
) => Promise<ReceivedOsm>

/** Runs one import at a time. */
export interface RoadImporter {
  /** The import under way, or the last one of this process. */
  state(): RoadImport | null
  /**
   * @param receive is asked at once; `received` settles when it has
   * @throws Problem roads-import-running
   */
  start(fileName: string, receive: ReceiveOsm, heard?: (state: RoadImport) => void): StartedImport
  /** Ends the import under way, if there is one, and waits until nothing of it is left. */
  cancel(): Promise<boolean>
}

export interface StartedImport {
  readonly received: Promise<void>
  readonly done: Promise<RoadData>
}

export function createRoadImporter(options: RoadImporterOptions): RoadImporter {
  let progress: ImportProgress | undefined
  let running: { abort: AbortController; done: Promise<RoadData> } | undefined

  async function run(
    last: ImportProgress,
    fileName: string,
    received: Promise<ReceivedOsm>,
    signal: AbortSignal,
  ): Promise<RoadData> {
    try {
      const osm = await received
      last.reach('receive', 1, 'read')
      const task = { ...options, osmPath: osm.path, fileName, progress: last, signal }
      const data = await importRoads(task).finally(() => discard(osm))
      await options.reload()
      last.end('done')
      return data
    } catch (error) {
      if (signal.aborted) last.end('cancelled')
      else last.fail(faultOf(error), error instanceof Error ? error.message : String(error))
      if (!(error instanceof Problem)) options.log.error({ err: error }, 'roads were not imported')
      throw error
    } finally {
      running = undefined
      options.changed()
    }
  }

  /** What stays of the file takes room; what was made of it is in use all the same. */
  const discard = (osm: ReceivedOsm) =>
    osm.discard().catch((error: unknown) => {
      options.log.error({ err: error }, 'an imported file was not removed')
    })

  return {
    state: () => progress?.read() ?? null,
    start(fileName, receive, heard) {
      if (running) throw new Problem('roads-import-running')
      const abort = new AbortController()
      const last = new ImportProgress(fileName, heard)
      const osm = receive((share) => last.reach('receive', share, 'receive'), abort.signal)
      progress = last
      const done = run(last, fileName, osm, abort.signal)
      // Whoever started it may have gone; the state says what came of it.
      done.catch(() => undefined)
      running = { abort, done }
      options.changed()
      return { received: osm.then(() => undefined), done }
    },
    async cancel() {
      if (!running) return false
      running.abort.abort(new Problem('roads-import-cancelled'))
      await running.done.catch(() => undefined)
      return true
    },
  }
}

/** What is wrong with the file, when it is the file. */
function faultOf(error: unknown): RoadImport['fault'] {
  if (error instanceof RoadsUnreadable) return error.fault
  return error instanceof Problem && error.code === 'input-too-large' ? 'too-large' : null
}
