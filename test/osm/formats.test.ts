import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryMap } from './support/arbitrary-map.ts'
import { Message } from './support/message.ts'
import { type OsmMap, readMap } from './support/osm-map.ts'
import { withFile } from './support/with-file.ts'
import { encodeHeader, frameBlob, writePbf } from './support/write-pbf.ts'
import { writeXml } from './support/write-xml.ts'

const formats: [string, (map: OsmMap) => Uint8Array | string][] = [
  ['XML', writeXml],
  ['XML in gzip', (map) => gzipSync(writeXml(map))],
  ['XML in two gzips one after the other', (map) => gzipHalves(writeXml(map))],
  ['PBF with columns of nodes', (map) => writePbf(map)],
  ['PBF with single nodes', (map) => writePbf(map, { dense: false })],
  ['uncompressed PBF', (map) => writePbf(map, { compression: 'raw' })],
  [
    'uncompressed PBF with single nodes',
    (map) => writePbf(map, { dense: false, compression: 'raw' }),
  ],
  ['PBF in many small blocks', (map) => writePbf(map, { blockSize: 3 })],
]

test.each(formats)('any map written as %s reads the same', async (_, write) => {
  await fc.assert(
    fc.asyncProperty(arbitraryMap, async (map) => {
      expect(await withFile(write(map), readMap)).toEqual(map)
    }),
    { numRuns: 60 },
  )
})

function gzipHalves(text: string): Buffer {
  const bytes = Buffer.from(text)
  const half = bytes.length >> 1
  return Buffer.concat([gzipSync(bytes.subarray(0, half)), gzipSync(bytes.subarray(half))])
}

const node = (id: number, lng: number, lat: number) =>
  new Message().zigzag(1, id).zigzag(8, lat).zigzag(9, lng)

const fileOf = (block: Message, features?: string[]) =>
  Buffer.concat([
    frameBlob('OSMHeader', encodeHeader(features)),
    frameBlob('OSMData', block.finish()),
  ])

test('a block may count in other steps and from another origin than 10⁻⁷ degrees from 0', async () => {
  const dense = new Message()
    .packedDifferences(1, [5, 6])
    .packedDifferences(8, [47_000, -3])
    .packedDifferences(9, [9_000, 2])
  const group = new Message().message(1, node(4, 1, -1)).message(2, dense)
  const block = new Message()
    .message(1, new Message().text(1, ''))
    .message(2, group)
    .number(17, 1_000_000)
    .number(19, 500_000_050)
    .number(20, -2_000_000_000)
  const { nodes } = await withFile(fileOf(block), readMap)
  expect(nodes).toEqual([
    { id: 4, lng: -19_990_000, lat: 4_990_001 },
    { id: 5, lng: 70_000_000, lat: 475_000_001 },
    { id: 6, lng: -19_980_000, lat: 4_970_001 },
  ])
})

test('blocks of kinds that are not known are passed over', async () => {
  const map: OsmMap = { nodes: [{ id: 1, lng: 2, lat: 3 }], ways: [], relations: [] }
  const file = Buffer.concat([writePbf(map), frameBlob('Thumbnails', Buffer.from('?'))])
  expect(await withFile(file, readMap)).toEqual(map)
})

test('what was deleted is passed over where a file keeps it', async () => {
  const invisible = new Message().number(1, 2).number(6, 0)
  const dense = new Message()
    .packedDifferences(1, [1, 2, 3])
    .message(5, new Message().packed(6, [1, 0, 1]))
    .packedDifferences(8, [10, 20, 30])
    .packedDifferences(9, [10, 20, 30])
  const group = new Message()
    .message(2, dense)
    .message(1, node(4, 0, 0).message(4, invisible))
    .message(1, node(5, 0, 0))
    .message(3, new Message().number(1, 8).message(4, invisible))
    .message(4, new Message().number(1, 9).message(4, invisible))
  const block = new Message().message(1, new Message().text(1, '')).message(2, group)
  const features = ['OsmSchema-V0.6', 'HistoricalInformation']
  const map = await withFile(fileOf(block, features), readMap)
  expect(map.nodes.map(({ id }) => id)).toEqual([1, 3, 5])
  expect([...map.ways, ...map.relations]).toEqual([])

  const xml =
    '<osm><node id="1" visible="false"/><node id="2" lat="1" lon="2" action="delete"/>' +
    '<node id="3" lat="1" lon="2" visible="true"/></osm>'
  expect((await withFile(xml, readMap)).nodes).toEqual([{ id: 3, lng: 2e7, lat: 1e7 }])
})

test('elements and attributes that are not OSM’s own are passed over, wherever they stand', async () => {
  const xml = `﻿<?xml version='1.0' encoding='utf-8'?>
    <!DOCTYPE osm><!-- <node id="0"/> -->
    <osm version="0.6"><note>x</note><bounds minlat="0"/><meta osm_base="now"><tag k="a" v="b"/></meta>
      <way id="7" user='a>b'><center lat="1" lon="2"/><nd ref="1" lat="1" lon="2"/><tag k="名" v="&#x8def;&amp;"/></way>
    </osm>`
  expect(await withFile(xml, readMap)).toEqual({
    nodes: [],
    ways: [{ id: 7, refs: [1], tags: { 名: '路&' } }],
    relations: [],
  })
})
