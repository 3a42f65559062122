import { closeSync, fsyncSync, openSync } from 'node:fs'
import type { Extension } from '@electric-sql/pglite'

interface NodeFsStream {
  /** The real file's descriptor; directories have none. */
  nfd?: number
  node: object
}

interface NodeFs {
  realPath(node: object): string
  stream_ops: { fsync?: (stream: NodeFsStream) => number }
}

interface Emscripten {
  preRun: ((module: { FS: { filesystems: { NODEFS: NodeFs } } }) => void)[]
}

/**
 * Makes fsync real. Emscripten's NODEFS has no fsync operation, so that PostgreSQL's fsync(2) succeeds without
 * touching the disk and a power cut loses acknowledged commits. An error thrown here stops the worker, which is
 * what PostgreSQL does itself when an fsync fails: what was written is unknown, and the log is replayed.
 */
export const syncedFiles: Extension = {
  name: 'synced-files',
  setup: (_database, emscriptenOpts: Emscripten) => {
    emscriptenOpts.preRun.push(({ FS }) => {
      const { NODEFS } = FS.filesystems
      NODEFS.stream_ops.fsync = (stream) => {
        if (stream.nfd === undefined) syncFolder(NODEFS.realPath(stream.node))
        else fsyncSync(stream.nfd)
        return 0
      }
    })
    return Promise.resolve({ emscriptenOpts })
  },
}

function syncFolder(path: string): void {
  // Windows cannot open a folder, and needs no sync of it.
  if (process.platform === 'win32') return
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
