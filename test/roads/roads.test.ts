import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import { ImportProgress } from '../../server/roads/import-progress.ts'
import { importRoads } from '../../server/roads/import-roads.ts'
import { readRoadFile } from '../../server/roads/road-file.ts'
import { openRoads, type Roads } from '../../server/roads/roads.ts'
import { ageFiles } from '../support/age-files.ts'
import { drawMap } from './support/ascii-map.ts'
import { publishDrawing, writeDrawing } from './support/street-file.ts'

const street = 'a--------------------b'
const bend = `
a----------c
           |
           b
`
const placeOf = (drawing: string, letter: string): LngLat => {
  const node = drawMap(drawing).nodes.find(({ id }) => id === letter.charCodeAt(0))
  return [(node?.lng ?? 0) / 1e7, (node?.lat ?? 0) / 1e7]
}
const [a, b] = [placeOf(street, 'a'), placeOf(street, 'b')]
const far: LngLat = [a[0], a[1] + 0.02]
const car = { profile: 'car' } as const

let dataDir: string
let roads: Roads
const open = async () => (roads = await openRoads({ dataDir, profile: async () => 'e-bike' }))
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'beatline-roads-'))
})
afterEach(async () => {
  await roads.close()
  await rm(dataDir, { recursive: true })
})

describe('without streets', () => {
  test('everything is an estimate, and said to be', async () => {
    const { travel, state, engine } = await open()
    expect([state(), engine()]).toEqual(['empty', undefined])
    const matrix = await travel.matrix([a, b], car)
    expect(matrix).toMatchObject({ size: 2, source: 'estimate', offRoad: [0, 1] })
    expect(matrix.distances[1]).toBeCloseTo(1.35 * distanceMetres(a, b), 6)
    expect(matrix.durations[1]).toBeGreaterThan(0)
    expect(matrix.durations[0]).toBe(0)
    const route = await travel.route([a, b, far], car)
    expect(route.source).toBe('estimate')
    expect(route.legs.map(({ line }) => line)).toEqual([
      [a, b],
      [b, far],
    ])
  })

  test('what an interrupted import left is gone after a start', async () => {
    await publishDrawing(dataDir, 'first', street)
    await writeFile(join(dataDir, 'roads/current'), 'first')
    await writeFile(join(dataDir, 'roads/current.draft'), 'sec')
    await ageFiles(join(dataDir, 'roads'))
    await open()
    expect(await readdir(join(dataDir, 'roads'))).toEqual(['current', 'first'])
  })
})

describe('with streets', () => {
  test('times and distances are along them', async () => {
    await publishDrawing(dataDir, 'first', street)
    const { travel, state, data } = await open()
    expect([state(), data()?.id]).toEqual(['ready', 'first'])
    expect(await travel.profile()).toBe('e-bike')
    const matrix = await travel.matrix([a, b], car)
    expect(matrix).toMatchObject({ size: 2, source: 'roads', offRoad: [] })
    expect(matrix.distances[1]).toBeCloseTo(distanceMetres(a, b), 0)
    const { source, legs } = await travel.route([a, b], car)
    expect(source).toBe('roads')
    expect(legs[0]?.metres).toBeCloseTo(distanceMetres(a, b), 0)
    expect(legs[0]?.line).toHaveLength(2)
  })

  test('points away from them are estimates among the others', async () => {
    await publishDrawing(dataDir, 'first', street)
    const { travel } = await open()
    const points = [a, far, b]
    const [mixed, own, estimate] = [
      await travel.matrix(points, car),
      await travel.matrix([a, b], car),
      await travel.matrix([far, far], car),
    ]
    expect(mixed).toMatchObject({ source: 'mixed', offRoad: [1] })
    expect([mixed.distances[2], mixed.distances[6]]).toEqual([own.distances[1], own.distances[2]])
    for (const [cell, from, to] of [
      [1, a, far],
      [3, far, a],
      [5, far, b],
    ] as const)
      expect(mixed.distances[cell]).toBeCloseTo(1.35 * distanceMetres(from, to), 6)
    expect(mixed.distances[4]).toBe(0)
    expect(estimate).toMatchObject({ source: 'estimate', offRoad: [0, 1] })
    const route = await travel.route([b, a, far], car)
    expect(route.source).toBe('mixed')
    expect(route.legs[1]?.line).toEqual([a, far])
  })

  test('questions under way end with the streets they began with', async () => {
    await publishDrawing(dataDir, 'first', street)
    const { travel, reload, mapPath } = await open()
    const asked = Array.from({ length: 20 }, () => travel.matrix([a, b], car))
    await publishDrawing(dataDir, 'second', bend)
    await reload()
    const after = await travel.matrix([a, placeOf(bend, 'b')], car)
    const before = (await Promise.all(asked)).map(({ distances }) => distances[1])
    expect(new Set(before).size).toBe(1)
    expect(before[0]).toBeCloseTo(420, 0)
    expect(after.distances[1]).toBeCloseTo(220 + 80, 0)
    expect(mapPath()).toBe(join(dataDir, 'roads/second/map.pmtiles'))
    expect((await readdir(join(dataDir, 'roads'))).sort()).toEqual(['current', 'second'])
  })

  test('that are damaged give no times at all, and say why', async () => {
    await publishDrawing(dataDir, 'first', street)
    const path = join(dataDir, 'roads/first/roads.bin')
    const bytes = await readFile(path)
    bytes.writeUInt8((bytes.readUInt8(bytes.length - 9) + 1) % 256, bytes.length - 9)
    await writeFile(path, bytes)
    const { travel, state, detail, engine, reload } = await open()
    expect([state(), engine()]).toEqual(['failed', undefined])
    expect(detail()).toContain('damaged')
    const refusal = { code: 'road-engine-unavailable', detail: detail() }
    await expect(travel.matrix([a, b], car)).rejects.toMatchObject(refusal)
    await expect(travel.route([a, b], car)).rejects.toMatchObject(refusal)
    await publishDrawing(dataDir, 'second', bend)
    await reload()
    expect([state(), detail()]).toEqual(['ready', null])
  })

  test('stay on the disk while those that replaced them cannot be loaded, even over a start', async () => {
    await publishDrawing(dataDir, 'first', street)
    const { state, reload } = await open()
    await publishDrawing(dataDir, 'second', bend)
    await writeFile(join(dataDir, 'roads/second/roads.bin'), 'damaged')
    await reload()
    expect(state()).toBe('failed')
    await roads.close()
    await open()
    expect((await readdir(join(dataDir, 'roads'))).sort()).toEqual(['current', 'first', 'second'])
  })

  test('stay in use when what an import wrote cannot be read again', async () => {
    await publishDrawing(dataDir, 'first', street)
    const { state, data, reload } = await open()
    const osmPath = join(dataDir, 'bend.osm')
    await writeDrawing(osmPath, bend)
    const damage = async (_: string, mapPath: string) => {
      const roadsPath = join(dirname(mapPath), 'roads.bin')
      await vi.waitFor(() => readRoadFile(roadsPath), { timeout: 20_000 })
      await writeFile(roadsPath, 'damaged')
      await writeFile(mapPath, '')
      return { broken: 0, ocean: 'none' } as const
    }
    const fileName = 'bend.osm'
    const progress = new ImportProgress(fileName)
    const { signal } = new AbortController()
    const task = { dataDir, drawMap: damage, osmPath, fileName, progress, signal }
    await expect(importRoads(task)).rejects.toThrow('This is not a file of streets')
    await reload()
    expect([state(), data()?.id]).toEqual(['ready', 'first'])
    expect((await readdir(join(dataDir, 'roads'))).sort()).toEqual(['current', 'first'])
  })

  test('whose name cannot be read keep nobody from starting, and nothing is removed', async () => {
    await publishDrawing(dataDir, 'first', street)
    await rm(join(dataDir, 'roads/current'))
    await mkdir(join(dataDir, 'roads/current'))
    const { state, detail } = await open()
    expect([state(), detail()]).toEqual(['failed', expect.stringContaining('EISDIR')])
    expect((await readdir(join(dataDir, 'roads'))).sort()).toEqual(['current', 'first'])
  })

  test('answer everything the engine can be asked, from another thread', async () => {
    await publishDrawing(dataDir, 'first', street)
    const engine = (await open()).engine()
    const [nearest] = (await engine?.nearest({ ...car, point: a, count: 1 })) ?? []
    expect(nearest).toMatchObject({ metres: 0, name: '' })
    const reached = await engine?.reach({ ...car, point: a, limit: 100, by: 'metres' })
    expect(reached?.streets.map(({ to }) => Math.round(to))).toEqual([100])
  })
})
