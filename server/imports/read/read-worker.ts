import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import type { StagedRow } from '../queries-batch.ts'
import { readGeoJson } from './read-geojson.ts'
import { readXlsx } from './read-xlsx.ts'

export interface ReadStart {
  readonly path: string
  readonly format: 'xlsx' | 'geojson'
}

/** No rows: that was all. */
export type ReadMessage = { readonly rows: StagedRow[] } | { readonly refused: string }

if (!parentPort) throw new Error('read-worker is a worker thread')
const port = parentPort
const { path, format } = workerData as ReadStart
const CHUNK_ROWS = 1000
/** Room for several hundred thousand rows; the heap limit of the thread does not count what is unpacked. */
const MAX_UNPACKED_BYTES = 256 * 2 ** 20

async function send(): Promise<void> {
  const rows = format === 'xlsx' ? await readXlsx(path) : readGeoJson(await readFile(path, 'utf8'))
  let chunk: StagedRow[] = []
  for (const row of rows) {
    chunk.push(row)
    if (chunk.length < CHUNK_ROWS) continue
    port.postMessage({ rows: chunk } satisfies ReadMessage)
    chunk = []
    await once(port, 'message')
  }
  if (chunk.length > 0) {
    port.postMessage({ rows: chunk } satisfies ReadMessage)
    await once(port, 'message')
  }
  port.postMessage({ rows: [] } satisfies ReadMessage)
}

// What a zip says of its size is not to be trusted, so what it takes is looked at while it unpacks. The server ends
// this thread when it hears the refusal.
const watch = setInterval(() => {
  if (process.memoryUsage().arrayBuffers > MAX_UNPACKED_BYTES) refuse('it unpacks to too much')
}, 10)

function refuse(why: string): void {
  port.postMessage({ refused: why } satisfies ReadMessage)
}

await send().catch((error: unknown) => {
  refuse(String(error))
})
clearInterval(watch)
port.close()
