import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Random } from '../../server/solver/random.ts'
import type { OsmMap } from '../osm/support/osm-map.ts'
import { writePbf } from '../osm/support/write-pbf.ts'
import { sharedPath } from '../support/shared-data.ts'
import type { Figures, Pass } from './osm-pass.ts'

const NODES = 2_000_000

/**
 * Protocol: each pass over a file in a process of its own, so that its memory is its own: five times, the first (with
 * a cold compiler) and the quickest, in seconds of the processor, all threads together. Memory includes Node and the
 * compiler that runs the sources.
 */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'beatline-bench-'))
  try {
    for (const name of ['heidelberg.osm.pbf', 'liechtenstein.osm.pbf', 'bayreuth-north.osm.gz']) {
      const path = sharedPath(`osm/${name}`)
      if (path) await reportFile(name, path)
    }
    const made = join(folder, 'made.osm.pbf')
    writeFileSync(made, writePbf(makeMap()))
    await reportFile(`${NODES / 1e6} million nodes, made`, made)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function reportFile(name: string, path: string): Promise<void> {
  const megabytes = statSync(path).size / 1e6
  console.log(`${name}: ${megabytes.toFixed(1)} MB`)
  const inflating = await takePass('inflating', path)
  const alone = Math.min(...inflating.seconds)
  report('inflated only', inflating, '')
  for (const pass of ['everything', 'ways'] as const) {
    const figures = await takePass(pass, path)
    const best = Math.min(...figures.seconds)
    const speed = `${(figures.objects / best / 1e6).toFixed(2)} million objects/s, ${(megabytes / best).toFixed(0)} MB/s`
    report(`${pass} read`, figures, `, ${speed}, ${(best / alone).toFixed(1)} × inflating`)
  }
}

function report(what: string, { seconds, wall, peak }: Figures, more: string): void {
  const best = Math.min(...seconds)
  console.log(
    `  ${what}: ${best.toFixed(3)} s (first ${(seconds[0] ?? NaN).toFixed(3)} s; ` +
      `${Math.min(...wall).toFixed(3)} s on the clock)${more}; ${peak.toFixed(0)} MB at most`,
  )
}

async function takePass(pass: Pass, path: string): Promise<Figures> {
  const child = fork(fileURLToPath(new URL('./osm-pass.ts', import.meta.url)), [pass, path])
  const [figures] = (await once(child, 'message')) as [Figures]
  return figures
}

/** Nodes as close as a town's, one in twenty with tags, and a way through every ten of them. */
function makeMap(): OsmMap {
  const random = new Random(1)
  const map: OsmMap = { nodes: [], ways: [], relations: [] }
  let lng = 86e6
  let lat = 494e6
  for (let id = 1; id <= NODES; id++) {
    lng += random.below(20_001) - 10_000
    lat += random.below(20_001) - 10_000
    map.nodes.push({ id, lng, lat, ...(id % 20 === 0 && { tags: { highway: 'crossing' } }) })
  }
  for (let id = 1; id * 10 <= NODES; id++) {
    const refs = Array.from({ length: 10 }, (_, i) => (id - 1) * 10 + i + 1)
    map.ways.push({ id, refs, tags: { highway: 'residential', name: `Street ${id % 500}` } })
  }
  return map
}
