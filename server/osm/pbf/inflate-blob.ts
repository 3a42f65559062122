import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { Flaw } from '../flaw.ts'
import { bytesField, Cursor, numberField } from './cursor.ts'
import { MOST_BLOB } from './file-blobs.ts'

const inflateAsync = promisify(inflate)

const RAW = bytesField(1)
const RAW_SIZE = numberField(2)
const ZLIB = bytesField(3)
const otherCompressions = new Map([
  [bytesField(4), 'LZMA'],
  [bytesField(5), 'bzip2'],
  [bytesField(6), 'LZ4'],
  [bytesField(7), 'Zstandard'],
])

/** The content of a blob. Inflates in libuv's threads, never beyond the size that the blob itself claims. */
export async function inflateBlob(blob: Buffer): Promise<Buffer> {
  const cursor = new Cursor(blob)
  let raw: Buffer | undefined
  let zlib: Buffer | undefined
  let size: number | undefined
  while (cursor.more) {
    const key = cursor.unsigned()
    if (key === RAW) raw = cursor.content()
    else if (key === ZLIB) zlib = cursor.content()
    else if (key === RAW_SIZE) size = cursor.unsigned()
    else refuseOther(key, cursor)
  }
  if (raw) return raw
  if (!zlib) throw new Flaw('malformed', 'it holds nothing')
  return inflateWithin(zlib, size)
}

function refuseOther(key: number, cursor: Cursor): void {
  const compression = otherCompressions.get(key)
  if (compression) {
    throw new Flaw(
      'compression',
      `it is compressed with ${compression}; only zlib and uncompressed blocks are read ` +
        `(osmium cat -f pbf,pbf_compression=zlib rewrites a file)`,
    )
  }
  cursor.skip(key)
}

async function inflateWithin(zlib: Buffer, size: number | undefined): Promise<Buffer> {
  if (size === undefined) return inflateUpTo(zlib, MOST_BLOB)
  if (size > MOST_BLOB) throw new Flaw('oversized', `it claims ${size} bytes of content`)
  const content = await inflateUpTo(zlib, size)
  if (content.length === size) return content
  throw new Flaw('malformed', `it claims ${size} bytes of content and has ${content.length}`)
}

async function inflateUpTo(zlib: Buffer, most: number): Promise<Buffer> {
  try {
    // With a byte to spare the whole content comes in one step of one thread.
    const options = { maxOutputLength: Math.max(most, 1), chunkSize: Math.max(most + 1, 64) }
    return await inflateAsync(zlib, options)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new Flaw('oversized', `it has more content than the ${most} bytes it may have`)
    }
    throw new Flaw('malformed', `it cannot be decompressed (${String(code ?? error)})`)
  }
}
