import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { RoadImportFault, RoadState } from '../../shared/roads.ts'
import { Message } from '../osm/support/message.ts'
import { readMap } from '../osm/support/osm-map.ts'
import { splitPbf } from '../osm/support/split-pbf.ts'
import { withFile } from '../osm/support/with-file.ts'
import { encodeHeader, frame, frameBlob, writePbf } from '../osm/support/write-pbf.ts'
import { openTown, sendMap, type Town } from './support/open-town.ts'
import { townXml } from './support/write-town.ts'

let town: Town
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

const xml = townXml()
const pbf = Buffer.from(writePbf(await withFile(xml, readMap), { blockSize: 10 }))
const blocks = splitPbf(pbf).map(({ framed }) => framed)
const header = blocks[0] as Buffer
const lz4 = frame('OSMData', new Message().bytes(6, Buffer.alloc(10)).finish())
const swollen = frame(
  'OSMData',
  new Message()
    .number(2, 10)
    .bytes(3, deflateSync(Buffer.alloc(1000)))
    .finish(),
)
const demanding = frameBlob('OSMHeader', encodeHeader(['Telepathy']))

/** Most have a good beginning, enough for streets to be made of it, were it taken for the whole. */
const broken: [how: string, file: Buffer | string, fault: RoadImportFault][] = [
  ['is empty', '', 'empty'],
  ['ends in the middle of its compressed data', gzipSync(xml).subarray(0, -20), 'truncated'],
  ['ends in the middle of a block', pbf.subarray(0, -5), 'truncated'],
  ['has a street without a number', xml.replace(/<way id="\d+">(?!.*<way)/s, '<way>'), 'malformed'],
  ['has a corner outside the earth', xml.replace('lat="30', 'lat="130'), 'coordinates'],
  ['has its header last', Buffer.concat([...blocks.slice(1), header]), 'foreign'],
  [
    'has a block of noise at its end',
    Buffer.concat([pbf, frameBlob('OSMData', Buffer.alloc(100, 0xff))]),
    'malformed',
  ],
  ['has damage in its compressed data', flipBit(pbf, pbf.length - 20), 'malformed'],
  ['claims a block of 4 GB', Buffer.concat([pbf, Buffer.alloc(4, 0xff)]), 'oversized'],
  ['unpacks to more than it claims', Buffer.concat([pbf, swollen]), 'oversized'],
  ['is packed in a way that is not read', Buffer.concat([pbf, lz4]), 'compression'],
  ['wants what the reader lacks', Buffer.concat([demanding, ...blocks.slice(1)]), 'feature'],
  ['is a list of changes', xml.replaceAll('osm', 'osmChange'), 'changes'],
  ['has lost its streets', Buffer.concat(blocks.slice(0, 2)), 'no-streets'],
]

test.each(broken)('a file that %s leaves streets and map as they were', async (_, file, fault) => {
  const before = await takeStock()
  expect((await sendMap(town.world, town.administrator, file)).statusCode).toBe(202)
  const after = await vi.waitFor(
    async () => {
      const state = await readState()
      expect(state.import?.status).toBe('failed')
      return state
    },
    { timeout: 30_000, interval: 50 },
  )
  expect(after.import).toMatchObject({ fault, detail: expect.stringMatching(/\w{3}/) as string })
  expect(await takeStock()).toEqual(before)
})

const readState = async () => (await town.administrator.get('/roads')).json<RoadState>()

/** Every file on the disk, and what the server says and answers. */
async function takeStock(): Promise<unknown> {
  const { data, state } = await readState()
  const folder = join(town.dataDir, 'roads')
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
  const sums = paths.toSorted().map(async (path) => [path, sum(await readFile(path))])
  const route = await town.administrator.get('/roads/route?points=117,30;117.004,30.0018')
  expect(route.statusCode).toBe(200)
  return { data, state, files: await Promise.all(sums), route: route.json<unknown>() }
}

const sum = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

function flipBit(bytes: Buffer, at: number): Buffer {
  const flipped = Buffer.from(bytes)
  flipped[at] = (flipped[at] ?? 0) ^ 1
  return flipped
}
