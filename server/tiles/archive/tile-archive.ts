import { open, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip } from 'node:zlib'
import {
  Compression,
  PMTiles,
  readVarint,
  ResolvedValueCache,
  TileType,
  tileIdToZxy,
  type Header,
} from 'pmtiles'
import type { Bbox } from '../../../shared/geo.ts'
import type { TileAddress } from '../tile-address.ts'

/** A tile as it is stored. */
export interface StoredTile {
  readonly bytes: Buffer
  readonly gzipped: boolean
}

/** Images by the number that PMTiles gives them. */
const imageTypes: Readonly<Partial<Record<TileType, string>>> = {
  [TileType.Png]: 'image/png',
  [TileType.Jpeg]: 'image/jpeg',
  [TileType.Webp]: 'image/webp',
}

/** A directory or a tile that unpacks to more than this is an attack or a mistake. */
const MAX_UNPACKED = 64 * 1024 * 1024

const unpack = { gzip: promisify(gunzip), brotli: promisify(brotliDecompress) }

async function decompress(bytes: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  if (compression === Compression.None) return bytes
  const limit = { maxOutputLength: MAX_UNPACKED }
  if (compression === Compression.Gzip) return exactBuffer(await unpack.gzip(bytes, limit))
  if (compression === Compression.Brotli) return exactBuffer(await unpack.brotli(bytes, limit))
  throw new Error('its compression is neither gzip nor brotli')
}

/** A tile for whoever cannot unpack it. @throws Error when it is broken or unpacks to too much */
export async function unpackTile({ bytes, gzipped }: StoredTile): Promise<Buffer> {
  return gzipped ? unpack.gzip(bytes, { maxOutputLength: MAX_UNPACKED }) : bytes
}

/** The reader makes room for as many entries as a directory claims: believed only as far as its bytes can hold them. */
async function unpackDirectory(bytes: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  const plain = await decompress(bytes, compression)
  const claimed = readVarint({ buf: new Uint8Array(plain), pos: 0 })
  const LEAST_BYTES = 4
  if (claimed * LEAST_BYTES > plain.byteLength) throw new Error('its directory is broken')
  return plain
}

/** A buffer of its own: Node's small buffers share one. */
function exactBuffer({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer {
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
}

/** An open PMTiles file. Tiles are given as they are stored, so that none is unpacked only to be packed again. */
export class TileArchive {
  readonly header: Header
  readonly metadata: Readonly<Record<string, unknown>>
  private readonly file: FileHandle
  private readonly tiles: PMTiles

  private constructor(file: FileHandle, tiles: PMTiles, header: Header, metadata: object) {
    this.file = file
    this.tiles = tiles
    this.header = header
    this.metadata = metadata as Record<string, unknown>
  }

  /** @throws Error in words when it is no PMTiles file, or broken */
  static async open(path: string): Promise<TileArchive> {
    const file = await open(path)
    try {
      const source = { getKey: () => path, getBytes: (at: number, n: number) => read(file, at, n) }
      // The second cache argument does nothing any more, in pmtiles' own words.
      const cache = new ResolvedValueCache(200, true, unpackDirectory)
      const directory = new PMTiles(source, cache, decompress)
      const header = await directory.getHeader()
      if (header.specVersion !== 3) throw new Error('only version 3 of PMTiles is read')
      const metadata: unknown = await directory.getMetadata()
      if (typeof metadata !== 'object' || metadata === null) throw new Error('no metadata')
      const asStored = (bytes: ArrayBuffer) => Promise.resolve(bytes)
      return new TileArchive(file, new PMTiles(source, cache, asStored), header, metadata)
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** @returns undefined when nothing is there */
  async tile({ z, x, y }: TileAddress): Promise<StoredTile | undefined> {
    const found = await this.tiles.getZxy(z, x, y)
    if (!found || found.data.byteLength === 0) return undefined
    const { tileCompression: stored } = this.header
    const gzipped = stored === Compression.Gzip
    const plain = stored === Compression.None || gzipped
    const bytes = plain ? found.data : await decompress(found.data, stored)
    return { bytes: Buffer.from(bytes), gzipped }
  }

  /** Reads a tile, and looks whether all of the file is there. @throws Error in words */
  async probe(): Promise<void> {
    const { header, tiles } = this
    const ends = [
      header.tileDataOffset + (header.tileDataLength ?? 0),
      header.leafDirectoryOffset + (header.leafDirectoryLength ?? 0),
      header.jsonMetadataOffset + header.jsonMetadataLength,
    ]
    const { size } = await this.file.stat()
    if (Math.max(...ends) > size) throw new Error('its end is missing')
    let [at, length] = [header.rootDirectoryOffset, header.rootDirectoryLength]
    for (;;) {
      const [first] = await tiles.cache.getDirectory(tiles.source, at, length, header)
      if (!first) throw new Error('there are no tiles in it')
      if (first.runLength > 0) {
        const [z, x, y] = tileIdToZxy(first.tileId)
        const tile = await this.tile({ z, x, y })
        if (tile) await unpackTile(tile)
        return
      }
      // A leaf is further on; one that points backwards would lead round in circles.
      const next = header.leafDirectoryOffset + first.offset
      if (at >= header.leafDirectoryOffset && next <= at) throw new Error('its directory is broken')
      ;[at, length] = [next, first.length]
    }
  }

  /** Media type of its images; undefined for vector tiles. @throws Error for tiles of other kinds */
  get imageType(): string | undefined {
    const { tileType } = this.header
    const image = imageTypes[tileType]
    if (!image && tileType !== TileType.Mvt)
      throw new Error('its tiles are neither vector tiles (MVT) nor PNG, JPEG or WebP images')
    return image
  }

  get bbox(): Bbox {
    const { minLon, minLat, maxLon, maxLat } = this.header
    return [minLon, minLat, maxLon, maxLat]
  }

  async close(): Promise<void> {
    await this.file.close()
  }
}

async function read(file: FileHandle, at: number, length: number): Promise<{ data: ArrayBuffer }> {
  if (length > MAX_UNPACKED) throw new Error('a part of it is too large')
  const bytes = new Uint8Array(length)
  const { bytesRead } = await file.read(bytes, 0, length, at)
  return { data: bytes.buffer.slice(0, bytesRead) }
}
