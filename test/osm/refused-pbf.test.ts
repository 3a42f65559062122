import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readOsm } from '../../server/osm/index.ts'
import { Message } from './support/message.ts'
import { MEGABYTE, type Refusal, testRefusals } from './support/refusal.ts'
import { withFile } from './support/with-file.ts'
import { encodeHeader, frame, frameBlob } from './support/write-pbf.ts'

const header = frameBlob('OSMHeader', encodeHeader())

/** After a header that is right. */
const after = (...blocks: Uint8Array[]) => Buffer.concat([header, ...blocks])
const block = (message: Message) => after(frameBlob('OSMData', message.finish()))
const blob = (message: Message) => after(frame('OSMData', message.finish()))
/** A block with one string and one group. */
const group = (message: Message) =>
  block(new Message().message(1, new Message().text(1, '')).message(2, message))
const dense = (message: Message) => group(new Message().message(2, message))
const way = (message: Message) => group(new Message().message(3, message))
const relation = (message: Message) => group(new Message().message(4, message))
const ones = (count: number) => new Uint8Array(count).fill(1)

const framing: Refusal[] = [
  [
    'a file cut within a block',
    after(frameBlob('OSMData', ones(100), 'raw').subarray(0, 60)),
    'truncated',
    /byte \d+: .* ends/,
  ],
  ['a file cut within a header', after(Buffer.of(0, 0, 0, 13, 10)), 'truncated', /ends/],
  ['a file cut within a length', after(Buffer.of(0, 0)), 'truncated', /ends/],
  ['a header beyond 64 KiB', after(Buffer.of(0, 1, 0, 1), ones(70_000)), 'oversized', /65537/],
  [
    'a block beyond 32 MiB',
    after(Buffer.of(0, 0, 0, 5), new Message().number(3, 32 * MEGABYTE + 1).finish()),
    'oversized',
    /33554433/,
  ],
  ['a block without length', after(Buffer.of(0, 0, 0, 2, 10, 0)), 'malformed', /no length/],
  ['data without a header', frameBlob('OSMData', ones(2)), 'foreign', /not OSM data/],
  [
    'data before the header',
    Buffer.concat([frameBlob('Preface', ones(1)), frameBlob('OSMData', ones(2)), header]),
    'malformed',
    /before the header/,
  ],
  [
    'locations of another kind',
    frameBlob('OSMHeader', encodeHeader(['OsmSchema-V0.6', 'Teleportation'])),
    'feature',
    /"Teleportation"/,
  ],
]

const compression: Refusal[] = [
  ['LZMA', blob(new Message().number(2, 9).bytes(4, ones(9))), 'compression', /LZMA/],
  ['bzip2 blocks', blob(new Message().number(2, 9).bytes(5, ones(9))), 'compression', /bzip2/],
  ['LZ4', blob(new Message().number(2, 9).bytes(6, ones(9))), 'compression', /LZ4/],
  ['Zstandard', blob(new Message().number(2, 9).bytes(7, ones(9))), 'compression', /Zstandard/],
  ['a block that holds nothing', blob(new Message()), 'malformed', /nothing/],
  [
    'a zlib bomb',
    blob(new Message().number(2, 100).bytes(3, deflateSync(new Uint8Array(64 * MEGABYTE)))),
    'oversized',
    /100 bytes/,
  ],
  [
    'a zlib bomb without a size',
    blob(new Message().bytes(3, deflateSync(new Uint8Array(64 * MEGABYTE)))),
    'oversized',
    /33554432/,
  ],
  [
    'a claim of too much content',
    blob(new Message().number(2, 33 * MEGABYTE).bytes(3, deflateSync(ones(9)))),
    'oversized',
    /34603008/,
  ],
  [
    'less content than claimed',
    blob(new Message().number(2, 10).bytes(3, deflateSync(ones(9)))),
    'malformed',
    /10 bytes .* has 9/,
  ],
  ['broken zlib', blob(new Message().number(2, 9).bytes(3, ones(9))), 'malformed', /decompressed/],
]

const content: Refusal[] = [
  ['no block but noise', after(frameBlob('OSMData', ones(3))), 'malformed', /byte \d+/],
  [
    'a field beyond its block',
    block(new Message().number(1, 1).bytes(2, Uint8Array.of(26, 9))),
    'malformed',
    /ends/,
  ],
  ['a granularity of zero', block(new Message().number(17, 0)), 'malformed', /granularity/],
  [
    'an endless number',
    dense(new Message().bytes(1, new Uint8Array(20).fill(255))),
    'malformed',
    /ten bytes/,
  ],
  ['an id beyond 2⁵³', way(new Message().number(1, 2 ** 60)), 'malformed', /out of range/],
  ['a way without an id', way(new Message()), 'malformed', /no id/],
  [
    'columns of nodes of different lengths',
    dense(new Message().packed(1, [2, 2]).packed(8, [1]).packed(9, [1, 1])),
    'malformed',
    /ends/,
  ],
  [
    'more latitudes than nodes',
    dense(new Message().packed(1, [2]).packed(8, [1, 1]).packed(9, [1])),
    'malformed',
    /differ/,
  ],
  [
    'tags of nodes without an end',
    dense(new Message().packed(1, [2]).packed(8, [1]).packed(9, [1]).packed(10, [1])),
    'malformed',
    /string 1/,
  ],
  [
    'a node off the earth',
    dense(new Message().packed(1, [2]).packedDifferences(8, [900_000_001]).packed(9, [1])),
    'coordinates',
    /node 1 .* 90\.0000001/,
  ],
  [
    'a single node without a place',
    group(new Message().message(1, new Message().zigzag(1, 7))),
    'coordinates',
    /node 7/,
  ],
  [
    'a tag whose word is not there',
    way(new Message().number(1, 7).packed(2, [5]).packed(3, [0])),
    'malformed',
    /string 5/,
  ],
  [
    'keys without values',
    way(new Message().number(1, 7).packed(2, [0]).packed(3, [])),
    'malformed',
    /ends/,
  ],
  [
    'values without keys',
    way(new Message().number(1, 7).packed(2, []).packed(3, [0])),
    'malformed',
    /values than keys/,
  ],
  [
    'a way of two million nodes',
    way(new Message().number(1, 7).bytes(8, ones(2e6))),
    'oversized',
    /way 7/,
  ],
  [
    'a relation of two million members',
    relation(
      new Message().number(1, 7).bytes(8, ones(2e6)).bytes(9, ones(2e6)).bytes(10, ones(2e6)),
    ),
    'oversized',
    /relation 7/,
  ],
  [
    'a member of no kind',
    relation(new Message().number(1, 7).packed(8, [0]).packed(9, [2]).packed(10, [3])),
    'malformed',
    /neither/,
  ],
  [
    'members without roles',
    relation(new Message().number(1, 7).packed(9, [2]).packed(10, [0])),
    'malformed',
    /ends/,
  ],
]

testRefusals('framing of PBF', framing)
testRefusals('compression of PBF', compression)
testRefusals('content of PBF', content)

test('a history is refused, though each version in it could be read', async () => {
  const history = frameBlob('OSMHeader', encodeHeader(['OsmSchema-V0.6', 'HistoricalInformation']))
  const gone = new Message().number(6, 0)
  const versions = new Message()
    .message(3, new Message().number(1, 4))
    .message(3, new Message().number(1, 4).message(4, gone))
  const file = Buffer.concat([
    history,
    frameBlob('OSMData', new Message().message(2, versions).finish()),
  ])
  const reading = withFile(file, (path) => readOsm(path, { way: () => undefined }))
  await expect(reading).rejects.toMatchObject({ fault: 'changes' })
})
