import { Worker } from 'node:worker_threads'
import type { Bbox } from '../../shared/geo.ts'
import type { ProfileReport, RoadImportFault, roadImportStages } from '../../shared/roads.ts'
import { workerUrl } from '../platform/worker-url.ts'
import { RoadsUnreadable } from './roads-unreadable.ts'

export interface BuildOptions {
  readonly progress?: (progress: BuildProgress) => void
  /** Ends the thread at once; what it wrote of the file is the caller's to remove. */
  readonly signal?: AbortSignal
}

export interface BuildProgress {
  readonly stage: Exclude<(typeof roadImportStages)[number], 'receive' | 'map'>
  /** Of the stage, 0 to 1. */
  readonly share: number
}

export interface BuiltRoads {
  readonly bbox: Bbox
  /** Junctions and ends of segments. */
  readonly nodes: number
  readonly segments: number
  readonly reports: readonly ProfileReport[]
}

export interface BuildStart {
  readonly osmPath: string
  readonly outPath: string
}

/** Of the thread. The last one says what was built, or why nothing was. */
export type BuildMessage =
  | { readonly progress: BuildProgress }
  | { readonly built: BuiltRoads }
  | { readonly refused: string; readonly fault: RoadImportFault }

/**
 * Makes the street file of an OSM file (.osm.pbf, .osm, .osm.gz) in a thread: network, and a graph with its hierarchy for
 * each profile.
 * @throws RoadsUnreadable
 * @throws the signal's reason when it aborts
 */
export async function buildRoads(
  osmPath: string,
  outPath: string,
  { progress, signal }: BuildOptions = {},
): Promise<BuiltRoads> {
  signal?.throwIfAborted()
  const worker = new Worker(workerUrl('./roads-import-worker', import.meta.url), {
    workerData: { osmPath, outPath } satisfies BuildStart,
  })
  let abort: (() => void) | undefined
  try {
    return await new Promise<BuiltRoads>((resolve, reject) => {
      abort = () => reject(signal?.reason as Error)
      signal?.addEventListener('abort', abort)
      worker.on('error', reject)
      worker.on('exit', () => reject(new Error('The thread that builds the streets ended early')))
      worker.on('message', (message: BuildMessage) => {
        if ('progress' in message) progress?.(message.progress)
        else if ('built' in message) resolve(message.built)
        else reject(new RoadsUnreadable(message.fault, message.refused))
      })
    })
  } finally {
    if (abort) signal?.removeEventListener('abort', abort)
    await worker.terminate()
  }
}
