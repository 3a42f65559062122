import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateDemoCity, writeOsmXml } from '../../server/demo/city/index.ts'
import { readOsm } from '../../server/osm/index.ts'

const { map } = generateDemoCity({ seed: 1, today: '2026-11-23' })
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatline-city-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('the city reads as it was drawn: every node, way and relation with its tags', async () => {
  const path = join(folder, 'city.osm')
  const began = performance.now()
  await writeOsmXml(path, map)
  console.log(`demo city's streets written in ${String(Math.round(performance.now() - began))} ms`)
  const nodes: unknown[] = []
  const ways: unknown[] = []
  const relations: unknown[] = []
  await readOsm(path, {
    node: (id, lng, lat, tags) => nodes.push({ id, lng, lat, tags: { ...tags } }),
    way: (id, refs, tags) => ways.push({ id, refs: [...refs], tags: { ...tags } }),
    relation: (id, members, tags) =>
      relations.push({ id, members: [...members], tags: { ...tags } }),
  })
  const scaled = (degrees: number) => Math.round(degrees * 1e7)
  expect(nodes).toEqual(
    map.nodes.map(({ lng, lat, ...node }) => ({ ...node, lng: scaled(lng), lat: scaled(lat) })),
  )
  expect(ways).toEqual(map.ways)
  expect(relations).toEqual(map.relations)
})

test('what a name may hold is written so that it reads the same', async () => {
  const path = join(folder, 'names.osm')
  const name = 'A & B <"quoted"> \'东\' 路'
  await writeOsmXml(path, {
    nodes: [{ id: 1, lng: 165, lat: 22, tags: { name } }],
    ways: [],
    relations: [],
  })
  const names: unknown[] = []
  await readOsm(path, { node: (_id, _lng, _lat, tags) => names.push(tags?.['name']) })
  expect(names).toEqual([name])
})
