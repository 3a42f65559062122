import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildRoads, type BuildProgress } from '../../server/roads/build-roads.ts'
import { parseRoadFile, readRoadFile } from '../../server/roads/road-file.ts'
import { sharedPath } from '../support/shared-data.ts'
import { writeDrawing } from './support/street-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatline-build-roads-'))
})
afterEach(() => rm(folder, { recursive: true }))
const inFolder = (name: string) => join(folder, name)

describe('building streets', () => {
  test('tells its stages in order and makes a file of the same streets', async () => {
    await writeDrawing(inFolder('map.osm'), 'a-----b-----c', { ways: { ab: { name: '中山路' } } })
    const heard: BuildProgress[] = []
    const built = await buildRoads(inFolder('map.osm'), inFolder('roads.bin'), {
      progress: (progress) => heard.push(progress),
    })
    expect([...new Set(heard.map(({ stage }) => stage))]).toEqual([
      'read',
      'network',
      'contract',
      'store',
    ])
    for (const { share } of heard) expect(share).toBeLessThanOrEqual(1)
    expect(built.reports.map(({ profile }) => profile)).toEqual(['car', 'e-bike', 'foot'])
    const { network, profiles } = parseRoadFile(await readRoadFile(inFolder('roads.bin')))
    expect(network.names).toContain('中山路')
    expect(built.segments).toBe(network.length.length)
    expect(profiles.foot.hierarchy.rankOf.length).toBe(profiles.foot.graph.arcOf.length)
    expect(built.bbox[2] - built.bbox[0]).toBeGreaterThan(0)
  })

  test('refuses what is no map, and a map without streets, in words', async () => {
    await writeFile(inFolder('letter.osm'), 'Dear Sir or Madam')
    await expect(buildRoads(inFolder('letter.osm'), inFolder('roads.bin'))).rejects.toMatchObject({
      code: 'roads-unreadable',
      fault: 'foreign',
    })
    await writeDrawing(inFolder('field.osm'), 'a b c')
    await expect(buildRoads(inFolder('field.osm'), inFolder('roads.bin'))).rejects.toMatchObject({
      code: 'roads-unreadable',
      fault: 'no-streets',
      detail: 'The file has no streets.',
    })
  })

  test('ends at once when it is told to', async () => {
    const path = sharedPath('osm/porto.osm.pbf')
    if (path === undefined) return
    const stop = new AbortController()
    const built = buildRoads(path, inFolder('roads.bin'), {
      signal: stop.signal,
      progress: () => stop.abort(new Error('told to')),
    })
    await expect(built).rejects.toThrow('told to')
    await expect(buildRoads(path, inFolder('roads.bin'), { signal: stop.signal })).rejects.toThrow(
      'told to',
    )
  })
})
