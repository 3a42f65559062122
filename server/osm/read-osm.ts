import { type FileHandle, open } from 'node:fs/promises'
import { HEAD, nameFormat } from './name-format.ts'
import type { ReadOsm } from './osm.ts'
import { readPbf } from './pbf/read-pbf.ts'
import { readXml } from './xml/read-xml.ts'

/** Reads .osm.pbf, .osm and .osm.gz; by their content, whatever the file is called. */
export const readOsm: ReadOsm = async (path, handlers, options = {}) => {
  options.signal?.throwIfAborted()
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const format = nameFormat(await readHead(file))
    if (format === 'pbf') await readPbf(file, size, handlers, options)
    else await readXml(file, size, handlers, { ...options, gzipped: format === 'gzip' })
  } finally {
    await file.close()
  }
}

async function readHead(file: FileHandle): Promise<Buffer> {
  const head = Buffer.alloc(HEAD)
  const { bytesRead } = await file.read(head, 0, HEAD, 0)
  return head.subarray(0, bytesRead)
}
