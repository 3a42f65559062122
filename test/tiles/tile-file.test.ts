import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tileIdToZxy } from 'pmtiles'
import { Random } from '../../server/solver/random.ts'
import { TileArchive } from '../../server/tiles/archive/tile-archive.ts'
import { TileFile } from '../../server/tiles/encode/write-tile-file.ts'
import { readArchive } from './read-archive.ts'

describe('a PMTiles file', () => {
  let folder: string
  let path: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'beatline-file-'))
    path = join(folder, 'map.pmtiles')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const head = { bbox: [1, 2, 3, 4] as [number, number, number, number], minZoom: 0, maxZoom: 14 }

  async function writeTiles(tiles: readonly (readonly [number, string])[]) {
    const file = await TileFile.create(path)
    for (const [tile, content] of tiles) await file.add(tile, gzipSync(content))
    return file.finish({ ...head, metadata: { name: '地图' } })
  }

  /** Addresses in any order of distances, contents that are often the same. */
  const someTiles = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 50_000 }), fc.constantFrom('sea', 'a', 'b', 'c')), {
      minLength: 1,
      maxLength: 300,
    })
    .map((steps) => {
      let tile = -1
      return steps.map(([step, content]) => {
        tile += step % 3 === 0 ? step : 1
        return [tile, content] as const
      })
    })

  test('gives back every tile that was put in, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(someTiles, async (tiles) => {
        const { tiles: count } = await writeTiles(tiles)
        expect(count).toBe(tiles.length)
        const archive = await readArchive(path)
        expect(archive.addresses).toEqual(tiles.map(([tile]) => tileIdToZxy(tile)))
        for (const [tile, content] of tiles) {
          const bytes = await archive.bytes(...tileIdToZxy(tile))
          expect(bytes && Buffer.from(bytes).toString()).toBe(content)
        }
      }),
      { numRuns: 60, seed: 3 },
    )
  })

  test('keeps equal tiles once, and neighbours of them as one entry', async () => {
    await writeTiles(Array.from({ length: 1000 }, (_, tile) => [tile, 'sea'] as const))
    const { header } = await readArchive(path)
    expect(header.numAddressedTiles).toBe(1000)
    expect(header.numTileEntries).toBe(1)
    expect(header.numTileContents).toBe(1)
    expect(header.tileDataLength).toBe(gzipSync('sea').length)
  })

  test('has leaves when its root would not fit into the first 16 KiB', async () => {
    const random = new Random(5)
    let tile = 5_000_000
    const tiles = Array.from({ length: 20_000 }, (_, i) => {
      tile += 1 + random.below(1000)
      return [tile, `${i}`.repeat(1 + random.below(50))] as const
    })
    await writeTiles(tiles)
    const archive = await readArchive(path)
    const { header, metadata, addresses } = archive
    expect(header.leafDirectoryLength).toBeGreaterThan(0)
    expect(header.rootDirectoryOffset + header.rootDirectoryLength).toBeLessThanOrEqual(16_384)
    expect(header.clustered).toBe(true)
    expect(metadata).toEqual({ name: '地图' })
    expect(addresses).toHaveLength(20_000)
    for (const i of [0, 4_095, 4_096, 12_345, 19_999]) {
      const [tile = 0, content] = tiles[i] ?? []
      const bytes = await archive.bytes(...tileIdToZxy(tile))
      expect(bytes && Buffer.from(bytes).toString()).toBe(content)
    }
  })

  test('is served from the disk tile by tile as it was written', async () => {
    const tiles = Array.from({ length: 500 }, (_, i) => [i * 3, `tile ${i % 50}`] as const)
    await writeTiles(tiles)
    const archive = await TileArchive.open(path)
    for (const [tile, content] of tiles) {
      const [z, x, y] = tileIdToZxy(tile)
      const found = await archive.tile({ z, x, y })
      expect(found?.gzipped).toBe(true)
      expect(found && gunzipSync(found.bytes).toString()).toBe(content)
    }
    await archive.probe()
    await archive.close()
  })
})
