import { expect, test } from 'vitest'
import { OsmUnreadable, readOsm, type Tags } from '../../server/osm/index.ts'
import { Message } from './support/message.ts'
import type { OsmMap } from './support/osm-map.ts'
import { withFile } from './support/with-file.ts'
import { encodeHeader, frameBlob, writePbf } from './support/write-pbf.ts'
import { writeXml } from './support/write-xml.ts'

const ids = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

const map: OsmMap = {
  nodes: ids(10_000).map((id) => ({ id, lng: id, lat: -id })),
  ways: [{ id: 1, refs: [1, 2, 3], tags: { ['__proto__']: 'a', highway: 'path' } }],
  relations: [],
}

const files: [string, Uint8Array | string][] = [
  ['PBF', writePbf(map, { blockSize: 100 })],
  ['XML', writeXml(map)],
]

test.each(files)('the progress of reading %s rises to 1', async (_, file) => {
  const shares: number[] = []
  await withFile(file, (path) => readOsm(path, {}, { progress: (share) => shares.push(share) }))
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(0)).toBeGreaterThan(0)
  expect(shares.at(-1)).toBe(1)
})

test.each(files)('reading %s stops for the reason it is stopped with', async (_, file) => {
  const stop = new AbortController()
  const reason = new Error('not wanted any more')
  let told = 0
  const handlers = {
    node: () => {
      told++
      stop.abort(reason)
    },
  }
  const reading = withFile(file, (path) => readOsm(path, handlers, { signal: stop.signal }))
  await expect(reading).rejects.toBe(reason)
  expect(told).toBeGreaterThan(0)
  expect(told).toBeLessThan(map.nodes.length)
})

test.each(files)('nothing of %s is told once it is stopped', async (_, file) => {
  const signal = AbortSignal.abort('too late')
  const tell = () => expect.unreachable()
  const reading = withFile(file, (path) => readOsm(path, { node: tell, way: tell }, { signal }))
  await expect(reading).rejects.toBe('too late')
})

test.each(files)('what a handler throws while reading %s arrives as it is', async (_, file) => {
  const mistake = new Error('of the caller')
  const way = () => {
    throw mistake
  }
  await expect(withFile(file, (path) => readOsm(path, { way }))).rejects.toBe(mistake)
})

test.each(files)('tags of %s have what is mapped and nothing else', async (_, file) => {
  const told: Tags[] = []
  await withFile(file, (path) => readOsm(path, { way: (_id, _refs, tags) => told.push(tags) }))
  const [tags] = told
  expect(Object.entries(tags ?? {})).toEqual(Object.entries(map.ways[0]?.tags ?? {}))
  expect(tags?.['constructor']).toBeUndefined()
})

test('kinds that nobody asks for are not decoded', async () => {
  const broken = new Message().bytes(3, Uint8Array.of(0xff, 0xff, 0xff))
  const file = Buffer.concat([
    frameBlob('OSMHeader', encodeHeader()),
    frameBlob('OSMData', new Message().message(2, broken).finish()),
  ])
  const unasked = () => undefined
  await withFile(file, (path) => readOsm(path, { node: unasked, relation: unasked }))
  const asked = withFile(file, (path) => readOsm(path, { way: unasked }))
  await expect(asked).rejects.toBeInstanceOf(OsmUnreadable)
})

test('a file that is not there is an error of the file system', async () => {
  await expect(readOsm('/nowhere/city.osm.pbf', {})).rejects.toMatchObject({ code: 'ENOENT' })
})
