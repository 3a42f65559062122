import { type FileHandle, open } from 'node:fs/promises'
import { readPbf } from './pbf/read-pbf.ts'
import type { OsmHandlers, ReadOptions, ReadOsm } from './osm.ts'

/** Finds out by its content which format a file has, and reads it. */
export const readOsm: ReadOsm = async (path, handlers, options = {}) => {
  options.signal?.throwIfAborted()
  const file = await open(path)
  try {
    await readOpened(file, handlers, options)
  } finally {
    await file.close()
  }
}

async function readOpened(
  file: FileHandle,
  handlers: OsmHandlers,
  options: ReadOptions,
): Promise<void> {
  const { size } = await file.stat()
  await readPbf(file, size, handlers, options)
}
