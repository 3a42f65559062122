import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { HEAD, nameFormat } from '../name-format.ts'
import { type OsmHandlers, OsmUnreadable, type ReadOptions } from '../osm.ts'
import { XmlText } from './xml-text.ts'

const CHUNK = 128 * 1024

/** Reads the XML format as a stream, plain or compressed with gzip: wiki.openstreetmap.org/wiki/OSM_XML */
export async function readXml(
  file: FileHandle,
  size: number,
  handlers: OsmHandlers,
  { gzipped, progress, signal }: ReadOptions & { gzipped: boolean },
): Promise<void> {
  const stored = file.createReadStream({ start: 0, autoClose: false, highWaterMark: CHUNK })
  const text = new XmlText(handlers)
  let first = true
  const read = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      signal?.throwIfAborted()
      if (first && gzipped) refuseOtherContent(chunk)
      first = false
      text.write(chunk)
      progress?.(stored.bytesRead / size)
    }
    text.end()
  }
  await (gzipped
    ? pipeline(stored, createGunzip({ chunkSize: CHUNK }), read).catch(refuseBrokenGzip)
    : pipeline(stored, read))
  progress?.(1)
}

function refuseOtherContent(chunk: Buffer): void {
  if (nameFormat(chunk.subarray(0, HEAD)) === 'xml') return
  throw new OsmUnreadable('foreign', 'The gzip file holds a compressed file: unpack it first.')
}

/** Errors of zlib; those of handlers and of the text pass. */
function refuseBrokenGzip(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'Z_BUF_ERROR') {
    throw new OsmUnreadable('truncated', 'The file ends in the middle of its compressed data.')
  }
  if (typeof code === 'string' && code.startsWith('Z_')) {
    throw new OsmUnreadable('malformed', `The file cannot be decompressed (${code}).`)
  }
  throw error
}
