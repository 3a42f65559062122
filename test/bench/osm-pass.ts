import { once } from 'node:events'
import { createReadStream, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { createGunzip } from 'node:zlib'
import { readOsm } from '../../server/osm/index.ts'
import { readFileBlobs } from '../../server/osm/pbf/file-blobs.ts'
import { inflateBlob } from '../../server/osm/pbf/inflate-blob.ts'

/** What is done with a file, each in a process of its own: `node osm-pass.ts PASS FILE` answers by message. */
const passes = {
  everything: (path: string) =>
    count((tell) => readOsm(path, { node: tell, way: tell, relation: tell })),
  ways: (path: string) => count((tell) => readOsm(path, { way: tell })),
  inflating: inflateOnly,
}

export type Pass = keyof typeof passes

export interface Figures {
  /** Objects told of. */
  objects: number
  /** Seconds of the processor, of all threads, per round. */
  seconds: number[]
  /** Seconds on the clock, per round. */
  wall: number[]
  /** The most memory of the process, in MB. */
  peak: number
}

const ROUNDS = 5

async function measure(pass: Pass, path: string): Promise<Figures> {
  const figures: Figures = { objects: 0, seconds: [], wall: [], peak: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    const before = process.cpuUsage()
    figures.objects = await passes[pass](path)
    const { user, system } = process.cpuUsage(before)
    figures.seconds.push((user + system) / 1e6)
    figures.wall.push((performance.now() - started) / 1000)
  }
  figures.peak = process.resourceUsage().maxRSS / 1024
  return figures
}

async function count(read: (tell: () => void) => Promise<void>): Promise<number> {
  let objects = 0
  await read(() => objects++)
  return objects
}

async function inflateOnly(path: string): Promise<number> {
  if (path.endsWith('.gz')) {
    const unpacked = createReadStream(path).pipe(createGunzip()).resume()
    await once(unpacked, 'end')
    return 0
  }
  const file = await open(path)
  for await (const { bytes } of readFileBlobs(file, statSync(path).size)) await inflateBlob(bytes)
  await file.close()
  return 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , pass = '', path = ''] = process.argv
  process.send?.(await measure(pass as Pass, path))
}
