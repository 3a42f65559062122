import { beforeAll, describe, expect, test } from 'vitest'
import type { LngLat } from '../../../shared/geo.ts'
import { profileNames } from '../../../shared/roads.ts'
import { Random } from '../../../server/solver/random.ts'
import { readOsm } from '../../../server/osm/index.ts'
import { makeRoadTables, type MadeRoads } from '../../../server/roads/engine/make-road-tables.ts'
import { ProfileRoads } from '../../../server/roads/engine/profile-roads.ts'
import { RoadEngine } from '../../../server/roads/engine/road-engine.ts'
import { pointAlong } from '../../../server/roads/engine/segment-line.ts'
import { StreetIndex } from '../../../server/roads/engine/snap.ts'
import { hourFactor, profiles } from '../../../server/roads/network/profiles/profiles.ts'
import { sharedPath } from '../../support/shared-data.ts'
import { lineMetres } from '../support/make-network.ts'
import { ReferenceMatrix } from '../support/reference-matrix.ts'

/** Rows compared with the reference, which takes its time on the largest. */
const extracts = [
  { file: 'osm/tsinghua.osm.pbf', rows: 60 },
  { file: 'osm/bayreuth-north.osm.gz', rows: 60 },
  { file: 'osm/porto.osm.pbf', rows: 30 },
  { file: 'osm/liechtenstein.osm.pbf', rows: 30 },
  { file: 'osm/heidelberg.osm.pbf', rows: 10 },
]
const POINTS = 60

for (const { file, rows } of extracts) {
  const path = sharedPath(file)
  describe.skipIf(path === undefined)(file, { timeout: 300_000 }, () => {
    let made: MadeRoads
    let points: LngLat[]
    beforeAll(async () => {
      made = await makeRoadTables((handlers, options) => readOsm(path ?? '', handlers, options))
      points = choosePoints(made)
    }, 300_000)

    test.each(profileNames)('every cell by %s is what plain Dijkstra finds', (profile) => {
      const { network, index, profiles: graphs } = made.tables
      const roads = new ProfileRoads(made.tables, graphs[profile])
      const streets = new StreetIndex(network, index)
      const snaps = points.map((point) => streets.snap(point, roads.isUsable, 1)[0] ?? null)
      expect(snaps.filter((snap) => snap).length).toBeGreaterThan(POINTS / 2)
      const costs = roads.matrix(snaps, snaps)
      const reference = new ReferenceMatrix(network, roads.graph, snaps)
      const answer = new RoadEngine(made.tables).matrix({
        profile,
        sources: points,
        targets: points,
      })
      const factor = hourFactor(profiles[profile])
      for (let from = 0; from < rows; from++)
        reference.row(from).forEach((expected, to) => {
          const cell = from * POINTS + to
          const where = `${from} → ${to}`
          expect(costs.weight[cell], where).toBe(expected?.weight ?? -1)
          if (!expected) return
          expectWithin(costs.duration[cell], expected.durations, where)
          expectWithin(costs.distance[cell], expected.distances, where)
          const seconds = ((costs.duration[cell] as number) * factor) / 1000
          expect(answer.durations[cell]).toBeCloseTo(seconds, 6)
          expect(answer.distances[cell]).toBe((costs.distance[cell] as number) / 100)
        })
    })

    test('paths cost what the matrix says, and are lines of that length between the points', () => {
      const engine = new RoadEngine(made.tables)
      for (const profile of profileNames) {
        const matrix = engine.matrix({ profile, sources: points, targets: points })
        const found = engine.path({ profile, points })
        found.legs.forEach((leg, index) => {
          const cell = index * POINTS + index + 1
          const [from, to] = [found.points[index], found.points[index + 1]]
          expect(leg.missing === 'off-road').toBe(!from || !to)
          if (leg.missing !== null || !from || !to) return
          expect(leg.seconds).toBeCloseTo(matrix.durations[cell] as number, 6)
          expect(leg.metres).toBeCloseTo(matrix.distances[cell] as number, 6)
          expect(leg.line[0]).toEqual(from.at)
          expect(leg.line.at(-1)).toEqual(to.at)
          expect(Math.abs(lineMetres(leg.line) - leg.metres)).toBeLessThan(1 + leg.metres / 1000)
        })
      }
    })
  })
}

function expectWithin(
  value: number | undefined,
  [least, most]: readonly [number, number],
  where: string,
) {
  expect(value, where).toBeGreaterThanOrEqual(least)
  expect(value, where).toBeLessThanOrEqual(most)
}

/** Beside streets, some on the same street, some a little outside the town. */
function choosePoints({ tables: { network } }: MadeRoads): LngLat[] {
  const random = new Random(20261123)
  let segment = 0
  return Array.from({ length: POINTS }, (_, index) => {
    if (index % 6 !== 1) segment = random.below(network.length.length)
    const offset = random.below(network.length[segment] as number)
    const [lng, lat] = pointAlong(network, segment, offset)
    const spread = index % 10 === 3 ? 0.02 : 0.0005
    return [lng + spread * (random.unit() - 0.5), lat + spread * (random.unit() - 0.5)]
  })
}
