import type { FileHandle } from 'node:fs/promises'
import { Flaw, locate } from '../flaw.ts'
import { bytesField, Cursor, numberField } from './cursor.ts'

/** Limits of the format (OSM wiki, "PBF Format"). */
const MOST_HEADER = 64 * 1024
export const MOST_BLOB = 32 * 1024 * 1024

/** A blob as it lies in the file, still compressed. */
export interface FileBlob {
  /** "OSMHeader" or "OSMData"; others are for readers that know them. */
  readonly type: string
  readonly bytes: Buffer
  /** Where in the file it starts, and where the next one does. */
  readonly from: number
  readonly to: number
}

/** The blobs of a file one after the other, each read when it is asked for. */
export async function* readFileBlobs(file: FileHandle, size: number): AsyncGenerator<FileBlob> {
  for (let from = 0; from < size;) {
    const blob = await readFileBlob(file, size, from).catch((error: unknown) => {
      throw locate(error, `In the block at byte ${from}`)
    })
    yield blob
    from = blob.to
  }
}

async function readFileBlob(file: FileHandle, size: number, from: number): Promise<FileBlob> {
  const headerLength = (await readBytes(file, size, from, 4)).readUInt32BE()
  if (headerLength > MOST_HEADER) {
    throw new Flaw('oversized', `its header claims ${headerLength} bytes`)
  }
  const { type, length } = decodeBlobHeader(await readBytes(file, size, from + 4, headerLength))
  const start = from + 4 + headerLength
  return { type, bytes: await readBytes(file, size, start, length), from, to: start + length }
}

const TYPE = bytesField(1)
const DATA_SIZE = numberField(3)

function decodeBlobHeader(bytes: Buffer): { type: string; length: number } {
  const cursor = new Cursor(bytes)
  let type = ''
  let length: number | undefined
  while (cursor.more) {
    const key = cursor.unsigned()
    if (key === TYPE) type = cursor.text()
    else if (key === DATA_SIZE) length = cursor.unsigned()
    else cursor.skip(key)
  }
  if (length === undefined) throw new Flaw('malformed', 'its header tells no length')
  if (length > MOST_BLOB) throw new Flaw('oversized', `it claims ${length} bytes`)
  return { type, length }
}

/** A buffer of its own for every call, because blobs are inflated while the next ones are read. */
async function readBytes(
  file: FileHandle,
  size: number,
  from: number,
  length: number,
): Promise<Buffer> {
  const short = () => new Flaw('truncated', 'the file ends in the middle of it')
  if (from + length > size) throw short()
  const buffer = Buffer.allocUnsafe(length)
  for (let read = 0; read < length;) {
    const { bytesRead } = await file.read(buffer, read, length - read, from + read)
    if (bytesRead === 0) throw short()
    read += bytesRead
  }
  return buffer
}
