import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LngLat } from '../../shared/geo.ts'
import { profileNames, type ProfileName } from '../../shared/roads.ts'
import { readOsm } from '../../server/osm/index.ts'
import { makeRoadTables, type MadeRoads } from '../../server/roads/engine/make-road-tables.ts'
import { RoadEngine } from '../../server/roads/engine/road-engine.ts'
import { pointAlong } from '../../server/roads/engine/segment-line.ts'
import { contract } from '../../server/roads/hierarchy/contract.ts'
import { Random } from '../../server/solver/random.ts'
import { parseRoadFile, readRoadFile, writeRoadFile } from '../../server/roads/road-file.ts'
import { sharedPath } from '../support/shared-data.ts'
import { comparePgRouting } from './roads-pgrouting.ts'
import { measure, repeat } from './processor-time.ts'

/**
 * Protocol: Heidelberg (221,009 nodes) through the steps of an import, then questions to the engine over the file read
 * back: points beside random streets, snapping included. Seconds are of the processor, all threads of the process
 * together; of repeated questions the median and the least, after a second of the same to warm up.
 */
export async function benchCity(): Promise<void> {
  const path = sharedPath('osm/heidelberg.osm.pbf')
  if (path === undefined) return
  const folder = mkdtempSync(join(tmpdir(), 'beatline-bench-'))
  try {
    const made = await benchImport(path)
    const file = join(folder, 'roads.bin')
    await measure('street file written', () => writeRoadFile(file, made.tables))
    const memory = await measure('read and checked', () => readRoadFile(file))
    console.log(
      `  street file: ${(statSync(file).size / 1e6).toFixed(1)} MB, as much shared memory`,
    )
    const tables = parseRoadFile(memory)
    const points = choosePoints(made, 2_000)
    const engine = new RoadEngine(tables)
    for (const profile of profileNames) benchQuestions(engine, profile, points)
    await comparePgRouting(tables.profiles.car)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function benchImport(path: string): Promise<MadeRoads> {
  const read = (handlers: Parameters<typeof readOsm>[1]) => readOsm(path, handlers)
  const made = await measure('import: read, three graphs, three hierarchies', () =>
    makeRoadTables(read),
  )
  for (const profile of profileNames) {
    const { graph } = made.tables.profiles[profile]
    const [nodes, edges] = [graph.arcOf.length, graph.head.length]
    await measure(`  hierarchy by ${profile}, ${nodes} nodes, ${edges} turns`, () =>
      contract(graph),
    )
  }
  console.log(`  memory at most: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)
  return made
}

function benchQuestions(engine: RoadEngine, profile: ProfileName, points: readonly LngLat[]): void {
  console.log(profile)
  for (const [size, rounds] of [
    [100, 100],
    [500, 15],
    [2_000, 4],
  ] as const) {
    const some = points.slice(0, size)
    repeat(`${size} × ${size}`, rounds, 1, () =>
      engine.matrix({ profile, sources: some, targets: some }),
    )
  }
  repeat('one path with its line', 10, 500, (index) =>
    engine.path({ profile, points: points.slice(2 * index, 2 * index + 2) }),
  )
  repeat('one snap', 10, 2_000, (index) =>
    engine.nearest({ profile, point: points[index] as LngLat, count: 1 }),
  )
}

function choosePoints({ tables: { network } }: MadeRoads, count: number): LngLat[] {
  const random = new Random(20261123)
  return Array.from({ length: count }, (): LngLat => {
    const segment = random.below(network.length.length)
    const [lng, lat] = pointAlong(network, segment, random.below(network.length[segment] as number))
    return [lng + 0.0004 * (random.unit() - 0.5), lat + 0.0004 * (random.unit() - 0.5)]
  })
}
