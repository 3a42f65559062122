import { gzipSync } from 'node:zlib'
import { growingFloats, growingIndexes } from '../shapes/growing.ts'
import { ByteWriter } from './byte-writer.ts'

/** The root directory and the header share the first 16 KiB of a PMTiles file (specification 3, 3). */
export const HEADER_BYTES = 127
export const HEAD_BYTES = 16_384

/** Which tile lies where, ascending; neighbours with the same content are one entry. */
export class TileDirectory {
  private readonly tiles = growingFloats()
  private readonly offsets = growingFloats()
  private readonly lengths = growingIndexes()
  private readonly runs = growingIndexes()
  addressed = 0

  get count(): number {
    return this.tiles.length
  }

  /** @param tile greater than all before it */
  add(tile: number, offset: number, length: number): void {
    this.addressed += 1
    const last = this.count - 1
    const continues =
      last >= 0 &&
      this.offsets.at(last) === offset &&
      this.tiles.at(last) + this.runs.at(last) === tile
    if (continues) {
      this.runs.array[last] = this.runs.at(last) + 1
      return
    }
    this.tiles.push(tile)
    this.offsets.push(offset)
    this.lengths.push(length)
    this.runs.push(1)
  }

  /** Everything in the root when it fits; else the root points to leaves, as few as still fit. */
  encode(): { root: Buffer; leaves: Buffer } {
    const flat = this.encodeEntries(0, this.count)
    if (flat.length <= HEAD_BYTES - HEADER_BYTES) return { root: flat, leaves: Buffer.alloc(0) }
    for (let size = 4096; ; size *= 2) {
      const { root, leaves } = this.encodeLeaves(size)
      if (root.length <= HEAD_BYTES - HEADER_BYTES) return { root, leaves: Buffer.concat(leaves) }
    }
  }

  private encodeLeaves(size: number): { root: Buffer; leaves: Buffer[] } {
    const above = new TileDirectory()
    const leaves: Buffer[] = []
    let offset = 0
    for (let from = 0; from < this.count; from += size) {
      const leaf = this.encodeEntries(from, Math.min(this.count, from + size))
      above.add(this.tiles.at(from), offset, leaf.length)
      // A run of none marks a leaf.
      above.runs.array[above.count - 1] = 0
      leaves.push(leaf)
      offset += leaf.length
    }
    return { root: above.encodeEntries(0, above.count), leaves }
  }

  /** Specification 3, 4.2: five columns of variable-length numbers, compressed together. */
  private encodeEntries(from: number, to: number): Buffer {
    const { tiles, offsets, lengths, runs } = this
    const bytes = new ByteWriter()
    bytes.varint(to - from)
    for (let i = from; i < to; i += 1) bytes.varint(tiles.at(i) - (i > from ? tiles.at(i - 1) : 0))
    for (let i = from; i < to; i += 1) bytes.varint(runs.at(i))
    for (let i = from; i < to; i += 1) bytes.varint(lengths.at(i))
    for (let i = from; i < to; i += 1) {
      const follows = i > from && offsets.at(i) === offsets.at(i - 1) + lengths.at(i - 1)
      bytes.varint(follows ? 0 : offsets.at(i) + 1)
    }
    return gzipSync(bytes.view())
  }
}
