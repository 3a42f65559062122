import { readFile } from 'node:fs/promises'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { PMTiles, tileIdToZxy, type Entry, type Header } from 'pmtiles'

/** A PMTiles file, read by the library that others read it with. */
export interface ReadArchive {
  readonly header: Header
  readonly metadata: Record<string, unknown>
  /** Addresses of all tiles. */
  readonly addresses: [z: number, x: number, y: number][]
  tile(z: number, x: number, y: number): Promise<VectorTile | undefined>
  /** Unpacked. */
  bytes(z: number, x: number, y: number): Promise<Uint8Array | undefined>
}

export async function readArchive(path: string): Promise<ReadArchive> {
  const file = await readFile(path)
  const archive = new PMTiles({
    getKey: () => path,
    getBytes: (offset, length) =>
      Promise.resolve({ data: new Uint8Array(file.subarray(offset, offset + length)).buffer }),
  })
  const header = await archive.getHeader()
  const bytes = async (z: number, x: number, y: number) => {
    const found = await archive.getZxy(z, x, y)
    return found && new Uint8Array(found.data)
  }
  return {
    header,
    metadata: (await archive.getMetadata()) as Record<string, unknown>,
    addresses: await addressesOf(archive, header),
    bytes,
    async tile(z, x, y) {
      const found = await bytes(z, x, y)
      return found && new VectorTile(new PbfReader(found))
    },
  }
}

async function addressesOf(archive: PMTiles, header: Header): Promise<[number, number, number][]> {
  const list = async (offset: number, length: number): Promise<Entry[]> => {
    const entries = await archive.cache.getDirectory(archive.source, offset, length, header)
    const lists = entries.map((entry) =>
      entry.runLength > 0
        ? Promise.resolve([entry])
        : list(header.leafDirectoryOffset + entry.offset, entry.length),
    )
    return (await Promise.all(lists)).flat()
  }
  const entries = await list(header.rootDirectoryOffset, header.rootDirectoryLength)
  return entries.flatMap(({ tileId, runLength }) =>
    Array.from({ length: runLength }, (_, i) => tileIdToZxy(tileId + i)),
  )
}
