import { inflateSync } from 'node:zlib'
import { bytesField, Cursor, numberField } from '../../../server/osm/pbf/cursor.ts'

export interface PbfBlock {
  type: string
  /** Inflated. */
  content: Buffer
  /** As it stands in the file. */
  framed: Buffer
}

/** The blocks of a file that is known to be right, with zlib in its blobs. */
export function splitPbf(file: Buffer): PbfBlock[] {
  const blocks: PbfBlock[] = []
  for (let at = 0; at < file.length;) {
    const start = at + 4 + file.readUInt32BE(at)
    const { type, size } = readHeader(new Cursor(file, at + 4, start))
    const end = start + size
    const content = inflateSync(readZlib(new Cursor(file, start, end)))
    blocks.push({ type, content, framed: file.subarray(at, end) })
    at = end
  }
  return blocks
}

function readHeader(cursor: Cursor): { type: string; size: number } {
  const header = { type: '', size: 0 }
  while (cursor.more) {
    const key = cursor.unsigned()
    if (key === bytesField(1)) header.type = cursor.text()
    else if (key === numberField(3)) header.size = cursor.unsigned()
    else cursor.skip(key)
  }
  return header
}

function readZlib(cursor: Cursor): Buffer {
  while (cursor.more) {
    const key = cursor.unsigned()
    if (key === bytesField(3)) return cursor.content()
    cursor.skip(key)
  }
  throw new Error('a blob without zlib')
}
