import { rename, rm } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { OsmUnreadable } from '../osm/index.ts'
import { workerUrl } from '../platform/worker-url.ts'
import type { BaseMapMessage, BaseMapTask } from './base-map-worker.ts'
import type { DrawnMap } from './draw/draw-base-map.ts'

export interface WriteOptions {
  /** 0 to 1. */
  progress?: (share: number) => void
  signal?: AbortSignal
}

/**
 * Draws an OpenStreetMap file as one PMTiles file, in a thread of its own. The file appears when it is complete; on
 * failure or cancelling nothing stays.
 * @throws OsmUnreadable, or the signal's reason
 */
export async function writeBaseMap(
  osmPath: string,
  outPath: string,
  { progress, signal }: WriteOptions = {},
): Promise<DrawnMap> {
  signal?.throwIfAborted()
  const draft = `${outPath}.draft`
  try {
    const map = await runWorker({ osmPath, outPath: draft }, progress, signal)
    await rename(draft, outPath)
    return map
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function runWorker(
  task: BaseMapTask,
  progress: WriteOptions['progress'],
  signal: AbortSignal | undefined,
): Promise<DrawnMap> {
  const worker = new Worker(workerUrl('./base-map-worker', import.meta.url), { workerData: task })
  let cancel: (() => void) | undefined
  try {
    return await new Promise<DrawnMap>((resolve, reject) => {
      cancel = () => reject(signal?.reason as Error)
      signal?.addEventListener('abort', cancel)
      worker.on('message', (message: BaseMapMessage) => {
        if ('progress' in message) progress?.(message.progress)
        else if ('map' in message) resolve(message.map)
        else reject(new OsmUnreadable(message.fault, message.refused))
      })
      worker.on('error', reject)
      worker.on('exit', (code) => reject(new Error(`the base map's thread ended with ${code}`)))
    })
  } finally {
    if (cancel) signal?.removeEventListener('abort', cancel)
    await worker.terminate()
  }
}
