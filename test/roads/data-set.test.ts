import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RoadData } from '../../shared/roads.ts'
import {
  createDataSetFolder,
  currentDataSet,
  publishDataSet,
  removeOtherDataSets,
  roadsFile,
} from '../../server/roads/data-set.ts'
import { ageFiles } from '../support/age-files.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'beatline-data-set-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

const about = (id: string): RoadData => ({
  id,
  fileName: `${id}.osm.pbf`,
  importedAt: '2026-11-23T08:00:00.000Z',
  bbox: [8, 49, 9, 50],
  nodes: 2,
  segments: 1,
  bytes: 10,
  profiles: [],
})

async function publish(id: string): Promise<void> {
  const folder = await createDataSetFolder(dataDir, id)
  await writeFile(join(folder, roadsFile), id)
  await publishDataSet(dataDir, about(id))
}

describe('data sets', () => {
  test('there is none before the first import, nor after one that was interrupted', async () => {
    expect(await currentDataSet(dataDir)).toBeUndefined()
    await createDataSetFolder(dataDir, 'interrupted')
    expect(await currentDataSet(dataDir)).toBeUndefined()
    await ageFiles(join(dataDir, 'roads'))
    await removeOtherDataSets(dataDir)
    expect(await readdir(join(dataDir, 'roads'))).toEqual([])
  })

  test('the last one published is in use, and the others can go', async () => {
    await publish('first')
    await publish('second')
    expect(await currentDataSet(dataDir)).toEqual({
      about: about('second'),
      roadsPath: join(dataDir, 'roads/second/roads.bin'),
      mapPath: join(dataDir, 'roads/second/map.pmtiles'),
    })
    await ageFiles(join(dataDir, 'roads'))
    await removeOtherDataSets(dataDir)
    expect(await readdir(join(dataDir, 'roads'))).toEqual(['current', 'second'])
  })

  test('what an interrupted import left changes nothing, wherever it stopped', async () => {
    await publish('kept')
    const folder = await createDataSetFolder(dataDir, 'interrupted')
    await writeFile(join(folder, roadsFile), 'half')
    await writeFile(join(dataDir, 'roads/current.draft'), 'interr')
    expect((await currentDataSet(dataDir))?.about.id).toBe('kept')
    await ageFiles(join(dataDir, 'roads'))
    await removeOtherDataSets(dataDir)
    expect(await readdir(join(dataDir, 'roads'))).toEqual(['current', 'kept'])
  })

  test('what another node may be importing stays, however old its folder is', async () => {
    await publish('kept')
    const folder = await createDataSetFolder(dataDir, 'under-way')
    await writeFile(join(folder, roadsFile), 'half')
    await ageFiles(join(dataDir, 'roads'))
    await writeFile(join(folder, roadsFile), 'more of it')
    await removeOtherDataSets(dataDir)
    expect((await readdir(join(dataDir, 'roads'))).sort()).toEqual(['current', 'kept', 'under-way'])
  })

  test('one that cannot be completed leaves the old one in use', async () => {
    await publish('kept')
    await expect(publishDataSet(dataDir, about('missing'))).rejects.toThrow('ENOENT')
    expect((await currentDataSet(dataDir))?.about.id).toBe('kept')
  })

  test('a name that leads out of the folder does not', async () => {
    await mkdir(join(dataDir, 'roads'))
    await writeFile(join(dataDir, 'roads/current'), '../../elsewhere')
    await expect(currentDataSet(dataDir)).rejects.toThrow(join(dataDir, 'roads/elsewhere'))
  })
})
