import { Worker } from 'node:worker_threads'
import { once } from 'node:events'
import { Problem } from '../../platform/problem.ts'
import { workerUrl } from '../../platform/worker-url.ts'
import type { StagedRow } from '../queries-batch.ts'
import type { ReadMessage, ReadStart } from './read-worker.ts'

/** A workbook that needs more than this is a bomb or belongs in a CSV file; the worker bounds what lies beside the heap. */
const MAX_HEAP_MB = 768
const MAX_MILLIS = 120_000

/**
 * Reads files that must be in memory as a whole (XLSX, GeoJSON) in a thread with limits of its own: one that is made
 * to burst takes the thread with it, not the server. Rows come in chunks, the next only when asked for.
 * @throws Problem import-unreadable
 */
export async function* readInWorker(
  path: string,
  format: ReadStart['format'],
): AsyncIterable<StagedRow> {
  const worker = new Worker(workerUrl('./read-worker', import.meta.url), {
    workerData: { path, format } satisfies ReadStart,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  })
  const failed = new AbortController()
  const timer = setTimeout(() => {
    failed.abort(new Error('it took too long'))
  }, MAX_MILLIS)
  worker.on('error', (error) => {
    failed.abort(error)
  })
  try {
    for (;;) {
      const [message] = (await once(worker, 'message', { signal: failed.signal })) as [ReadMessage]
      if ('refused' in message) throw new Problem('import-unreadable', message.refused)
      if (message.rows.length === 0) return
      yield* message.rows
      worker.postMessage('next')
    }
  } catch (error) {
    if (!failed.signal.aborted) throw error
    throw new Problem('import-unreadable', String(failed.signal.reason))
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
