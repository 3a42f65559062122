import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
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
  const chunks: AsyncIterable<Buffer> = gzipped ? gunzip(stored) : stored
  const text = new XmlText(handlers)
  try {
    for await (const chunk of chunks) {
      signal?.throwIfAborted()
      text.write(chunk)
      progress?.(stored.bytesRead / size)
    }
  } finally {
    stored.destroy()
  }
  text.end()
  progress?.(1)
}

/** Inflates in another thread, a few chunks ahead. */
async function* gunzip(stored: Readable): AsyncGenerator<Buffer> {
  const unpacked = createGunzip({ chunkSize: CHUNK })
  stored.on('error', (error) => unpacked.destroy(error)).pipe(unpacked)
  let first = true
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      if (first) refuseOtherContent(chunk)
      first = false
      yield chunk
    }
  } catch (error) {
    throw gzipError(error)
  }
}

function refuseOtherContent(chunk: Buffer): void {
  if (nameFormat(chunk.subarray(0, HEAD)) === 'xml') return
  throw new OsmUnreadable(
    'foreign',
    'The gzip file holds another compressed file: unpack it first.',
  )
}

function gzipError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'Z_BUF_ERROR') {
    return new OsmUnreadable('truncated', 'The file ends in the middle of its compressed data.')
  }
  if (typeof code === 'string' && code.startsWith('Z_')) {
    return new OsmUnreadable('malformed', `The file cannot be decompressed (${code}).`)
  }
  return error
}
