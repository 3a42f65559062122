import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { slimPostgis } from './slim-postgis.ts'
import { syncedFiles } from './synced-files.ts'

/** What the thread is started with. */
export interface PgliteStart {
  /** The cluster's folder; an absent one is initialised. */
  folder: string
  /** The repacked PostGIS of slim-postgis.ts. */
  bundle: string
  /** False only where losing the folder costs nothing: templates and tests. */
  fsync: boolean
}

/** Wire messages up to one that the backend answers; `complete` when that answer must end with ReadyForQuery. */
export interface PgliteBatch {
  bytes: Uint8Array<ArrayBuffer>
  complete: boolean
}

export type PgliteReply = 'ready' | 'closed' | Uint8Array<ArrayBuffer>

if (!parentPort) throw new Error('pglite-worker is a worker thread')
const port = parentPort
const start = workerData as PgliteStart

const settings = [
  'TimeZone=UTC',
  'shared_buffers=16MB',
  'min_wal_size=32MB',
  'max_wal_size=64MB',
  'wal_sync_method=fsync',
]
const startParams = [
  // PGlite switches fsync off with -F: everything a restart of the machine would lose.
  ...PGlite.defaultStartParams.filter((param) => !(start.fsync && param === '-F')),
  ...settings.flatMap((setting) => ['-c', setting]),
]

const database = await PGlite.create(start.folder, {
  extensions: { postgis: slimPostgis(start.bundle), ...(start.fsync ? { syncedFiles } : {}) },
  startParams,
  // 16 MB segments would make every new folder copy and zero that much more.
  initDbStartParams: ['--wal-segsize=4'],
})

/**
 * PGlite leaves an SQL error through a JavaScript exception, which does not wind the C stack back: 1.2 KB for each, and
 * after some 1,700 of them every statement fails with "stack depth limit exceeded". So it is wound back here.
 */
const { ___stack_pointer: stackPointer } = database.Module as unknown as {
  /** A WebAssembly.Global. */
  ___stack_pointer: { value: number }
}

function answerBatch(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const base = stackPointer.value
  try {
    // A copy made for us, whose buffer can be given away.
    return database.execProtocolRawSync(bytes) as Uint8Array<ArrayBuffer>
  } finally {
    stackPointer.value = base
  }
}

port.on('message', (batch: PgliteBatch | 'close') => {
  if (batch === 'close') {
    void database.close().finally(() => {
      port.postMessage('closed' satisfies PgliteReply)
      port.close()
    })
    return
  }
  const answer = answerBatch(batch.bytes)
  // PGlite swallows the backend's exit and any trap, and comes back with half an answer: this session is over.
  if (batch.complete && answer.at(-6) !== 0x5a) throw new Error('The embedded database stopped')
  port.postMessage(answer satisfies PgliteReply, [answer.buffer])
})
port.postMessage('ready' satisfies PgliteReply)
