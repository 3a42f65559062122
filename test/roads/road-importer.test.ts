import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import Fastify from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRoadImporter } from '../../server/roads/road-importer.ts'
import { openRoads } from '../../server/roads/roads.ts'
import { writeBaseMap } from '../../server/tiles/index.ts'
import { townXml } from './support/write-town.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'beatline-importer-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

test('streets are in use although their file could not be removed, which is logged', async () => {
  const logged: string[] = []
  const stream = new Writable({
    write(line, _encoding, next) {
      logged.push(String(line))
      next()
    },
  })
  const { log } = Fastify({ logger: { stream } })
  const roads = await openRoads({ dataDir, profile: async () => 'car' })
  const importer = createRoadImporter({
    dataDir,
    drawMap: writeBaseMap,
    log,
    reload: () => roads.reload(),
    changed: () => undefined,
  })
  const path = join(dataDir, 'town.osm')
  await writeFile(path, townXml())
  const discard = () => Promise.reject(new Error('the file is held open'))
  const { id } = await importer.start('town.osm', async () => ({ path, discard })).done
  expect(importer.state()).toMatchObject({ status: 'done' })
  expect([roads.state(), roads.data()?.id]).toEqual(['ready', id])
  expect(logged.join('')).toContain('the file is held open')
  await roads.close()
})
