import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { Bbox } from '../../../shared/geo.ts'
import { HEAD_BYTES, HEADER_BYTES, TileDirectory } from './tile-directory.ts'

/** What is told of the whole file. */
export interface TileFileHead {
  readonly bbox: Bbox
  readonly minZoom: number
  readonly maxZoom: number
  /** Any JSON object; `vector_layers` tells the layers. */
  readonly metadata: object
}

/** Bytes that are gathered before they are written. */
const BATCH = 4 * 1024 * 1024

/**
 * One PMTiles file, version 3: the head (header and root directory) in the first 16 KiB, then the tiles in the order of
 * their addresses, each content once, then metadata and leaf directories.
 */
export class TileFile {
  private readonly file: FileHandle
  private readonly directory = new TileDirectory()
  private readonly known = new Map<string, { offset: number; length: number }>()
  private batch: Buffer[] = []
  private waiting = 0
  private position = HEAD_BYTES

  private constructor(file: FileHandle) {
    this.file = file
  }

  static async create(path: string): Promise<TileFile> {
    return new TileFile(await open(path, 'w'))
  }

  /**
   * @param tile its address on the Hilbert curve, greater than all before it
   * @param content as it is served: compressed already when the header says so
   */
  async add(tile: number, content: Buffer): Promise<void> {
    const digest = createHash('sha1').update(content).digest('base64')
    let place = this.known.get(digest)
    if (!place) {
      place = { offset: this.position + this.waiting - HEAD_BYTES, length: content.length }
      this.known.set(digest, place)
      this.batch.push(content)
      this.waiting += content.length
      if (this.waiting >= BATCH) await this.flush()
    }
    this.directory.add(tile, place.offset, place.length)
  }

  /** Completes and closes the file. @returns its size in bytes and the tiles in it */
  async finish(head: TileFileHead): Promise<{ bytes: number; tiles: number }> {
    await this.flush()
    const tileBytes = this.position - HEAD_BYTES
    const metadata = gzipSync(JSON.stringify(head.metadata))
    const { root, leaves } = this.directory.encode()
    const header = encodeHeader(head, {
      root: [HEADER_BYTES, root.length],
      metadata: [this.position, metadata.length],
      leaves: [this.position + metadata.length, leaves.length],
      tiles: [HEAD_BYTES, tileBytes],
      counts: [this.directory.addressed, this.directory.count, this.known.size],
    })
    await this.append(Buffer.concat([metadata, leaves]))
    const start = Buffer.alloc(HEAD_BYTES)
    start.set(header)
    start.set(root, HEADER_BYTES)
    await this.write(start, 0)
    await this.file.sync()
    await this.close()
    return { bytes: this.position, tiles: this.directory.addressed }
  }

  /** Leaves an unfinished file, to be removed. */
  async close(): Promise<void> {
    await this.file.close()
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.concat(this.batch)
    this.batch = []
    this.waiting = 0
    await this.append(bytes)
  }

  private async append(bytes: Buffer): Promise<void> {
    await this.write(bytes, this.position)
    this.position += bytes.length
  }

  /** All of it: one write may take less than it is given, on a disk that is nearly full or above 2 GiB. */
  private async write(bytes: Buffer, to: number): Promise<void> {
    for (let done = 0; done < bytes.length;)
      done += (await this.file.write(bytes, done, bytes.length - done, to + done)).bytesWritten
  }
}

/** Offset and length. */
type Section = readonly [number, number]

interface Sections {
  readonly root: Section
  readonly metadata: Section
  readonly leaves: Section
  readonly tiles: Section
  /** Addressed tiles, directory entries, contents. */
  readonly counts: readonly [number, number, number]
}

const GZIP = 2
const MVT = 1

/** Specification 3, 3: 127 bytes, little endian, positions in degrees × 10⁷. */
function encodeHeader(head: TileFileHead, sections: Sections): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES)
  bytes.write('PMTiles')
  bytes[7] = 3
  const { root, metadata, leaves, tiles, counts } = sections
  const numbers = [...root, ...metadata, ...leaves, ...tiles, ...counts]
  numbers.forEach((number, index) => bytes.writeBigUInt64LE(BigInt(number), 8 + 8 * index))
  const CLUSTERED = 1
  bytes.set([CLUSTERED, GZIP, GZIP, MVT, head.minZoom, head.maxZoom], 96)
  const [west, south, east, north] = head.bbox
  const degrees = (value: number, at: number) => bytes.writeInt32LE(Math.round(value * 1e7), at)
  ;[west, south, east, north].forEach((value, index) => degrees(value, 102 + 4 * index))
  bytes[118] = Math.min(head.maxZoom, Math.max(head.minZoom, 11))
  degrees((west + east) / 2, 119)
  degrees((south + north) / 2, 123)
  return bytes
}
