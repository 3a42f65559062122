import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OsmUnreadable } from '../../server/osm/index.ts'
import { writeBaseMap } from '../../server/tiles/index.ts'
import { writePbf } from '../osm/support/write-pbf.ts'
import { Sketch } from './draw-map.ts'
import { everything } from './one-of-each.ts'
import { readArchive } from './read-archive.ts'

describe('drawing a map in a thread of its own', () => {
  let folder: string
  let osm: string
  let map: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'beatline-write-'))
    osm = join(folder, 'town.osm.pbf')
    map = join(folder, 'map.pmtiles')
    const sketch = new Sketch()
    everything(sketch)
    writeFileSync(osm, writePbf(sketch.map))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('tells how far it is, and leaves the file', async () => {
    const shares: number[] = []
    const drawn = await writeBaseMap(osm, map, { progress: (share) => shares.push(share) })
    const archive = await readArchive(map)
    expect(archive.addresses).toHaveLength(drawn.tiles)
    expect(drawn.bytes).toBeGreaterThan(1000)
    expect(shares.at(-1)).toBe(1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(readdirSync(folder).toSorted()).toEqual(['map.pmtiles', 'town.osm.pbf'])
  })

  test('leaves nothing when it is cancelled, before or in the middle', async () => {
    const before = AbortSignal.abort(new Error('no longer wanted'))
    await expect(writeBaseMap(osm, map, { signal: before })).rejects.toThrow('no longer wanted')
    const middle = new AbortController()
    const progress = () => middle.abort(new Error('not after all'))
    const cancelled = writeBaseMap(osm, map, { progress, signal: middle.signal })
    await expect(cancelled).rejects.toThrow('not after all')
    expect(readdirSync(folder)).toEqual(['town.osm.pbf'])
  })

  test('leaves the former map when the file is broken, and says what is wrong', async () => {
    await writeBaseMap(osm, map)
    writeFileSync(osm, writePbf(new Sketch().map).subarray(0, 30))
    await expect(writeBaseMap(osm, map)).rejects.toBeInstanceOf(OsmUnreadable)
    expect((await readArchive(map)).addresses.length).toBeGreaterThan(0)
    expect(readdirSync(folder).toSorted()).toEqual(['map.pmtiles', 'town.osm.pbf'])
  })

  test('says where in the thread it failed when the fault is not the file’s', async () => {
    const nowhere = join(folder, 'nowhere', 'map.pmtiles')
    const failed = writeBaseMap(osm, nowhere).catch((error: unknown) => error as Error)
    expect(await failed).toMatchObject({
      code: 'ENOENT',
      stack: expect.stringContaining('base-map-worker') as string,
    })
  })

  test('makes an empty map of a file with nothing to draw', async () => {
    writeFileSync(osm, writePbf({ nodes: [], ways: [], relations: [] }))
    expect(await writeBaseMap(osm, map)).toMatchObject({ tiles: 0, features: 0, ocean: 'none' })
    expect((await readArchive(map)).header.numAddressedTiles).toBe(0)
  })
})
