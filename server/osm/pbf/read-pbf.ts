import type { FileHandle } from 'node:fs/promises'
import { Flaw, locate } from '../flaw.ts'
import type { OsmHandlers, ReadOptions } from '../osm.ts'
import { Cursor } from './cursor.ts'
import { type FileBlob, readFileBlobs } from './file-blobs.ts'
import { decodeHeaderBlock } from './header-block.ts'
import { History } from '../history.ts'
import { inflateBlob } from './inflate-blob.ts'
import { decodePrimitiveBlock } from './primitive-block.ts'

/** Blobs being inflated in other threads while one is decoded in this one. Bounds the memory. */
const READ_AHEAD = 3

/** Reads the binary format: wiki.openstreetmap.org/wiki/PBF_Format */
export async function readPbf(
  file: FileHandle,
  size: number,
  handlers: OsmHandlers,
  { progress, signal }: ReadOptions,
): Promise<void> {
  let header: { historical: boolean } | undefined
  let history: History | undefined
  for await (const block of readAhead(readFileBlobs(file, size))) {
    signal?.throwIfAborted()
    try {
      const content = await block.content
      if (block.type === 'OSMHeader') {
        header = decodeHeaderBlock(new Cursor(content))
        history = header.historical ? new History() : undefined
      } else if (block.type === 'OSMData') {
        if (!header) throw new Flaw('malformed', 'data comes before the header')
        decodePrimitiveBlock(content, handlers, history)
      }
    } catch (error) {
      throw locate(error, `In the block at byte ${block.from}`)
    }
    progress?.(block.to / size)
  }
}

type InflatedBlob = Omit<FileBlob, 'bytes'> & { content: Promise<Buffer> }

async function* readAhead(blobs: AsyncIterable<FileBlob>): AsyncGenerator<InflatedBlob> {
  const ahead: InflatedBlob[] = []
  for await (const { bytes, ...blob } of blobs) {
    const content = inflateBlob(bytes)
    // One that fails is reported when its turn comes, unless an earlier one ends the reading.
    content.catch(() => undefined)
    ahead.push({ ...blob, content })
    const next = ahead.length > READ_AHEAD ? ahead.shift() : undefined
    if (next) yield next
  }
  yield* ahead
}
