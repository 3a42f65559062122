import { beforeAll, describe, expect, test } from 'vitest'
import { distanceMetres, type LngLat } from '../../../shared/geo.ts'
import { Random } from '../../../server/solver/random.ts'
import { readOsm } from '../../../server/osm/index.ts'
import { makeRoadTables } from '../../../server/roads/engine/make-road-tables.ts'
import { ProfileRoads } from '../../../server/roads/engine/profile-roads.ts'
import { RoadEngine } from '../../../server/roads/engine/road-engine.ts'
import type { ReachedStreet } from '../../../server/roads/engine/road-queries.ts'
import type { RoadTables } from '../../../server/roads/engine/road-tables.ts'
import { pointAlong } from '../../../server/roads/engine/segment-line.ts'
import { StreetIndex, type Snap } from '../../../server/roads/engine/snap.ts'
import { hourFactor, profiles } from '../../../server/roads/network/profiles/profiles.ts'
import { sharedPath } from '../../support/shared-data.ts'
import { LetteredEngine } from '../support/lettered-engine.ts'
import { lineMetres } from '../support/make-network.ts'
import { ReferenceMatrix } from '../support/reference-matrix.ts'

const total = (streets: readonly ReachedStreet[]) =>
  Math.round(streets.reduce((sum, { line }) => sum + lineMetres(line), 0))

async function reach(
  drawing: string,
  from: string,
  limit: number,
  profile: 'car' | 'foot' = 'car',
) {
  const drawn = await LetteredEngine.draw(drawing)
  return drawn.engine.reach({ profile, point: drawn.at(from), limit, by: 'metres' }).streets
}

const street = 'a--------------------b'
const ring = `
a>>>b
^   v
d<<<c
`

describe('what is reached', () => {
  test('is cut where the limit is met, on both sides', async () => {
    const streets = await reach(street, 'ab 1/2', 100)
    expect(streets.map(({ line }) => Math.round(lineMetres(line)))).toEqual([100, 100])
    expect(streets.map(({ from, to }) => [from, Math.round(to)])).toEqual([
      [0, 100],
      [0, 100],
    ])
  })

  test('ends with the streets, and is told once however often one may come by', async () => {
    expect(total(await reach(street, 'ab 1/2', 10_000))).toBe(420)
    expect(total(await reach(ring, 'ab 1/2', 10_000))).toBe(320)
  })

  test('goes with the arrows, and around to what lies behind the origin', async () => {
    const some = await reach(ring, 'ab 1/2', 60)
    expect(total(some)).toBe(60)
    const most = await reach(ring, 'ab 1/2', 300)
    expect(total(most)).toBe(300)
    expect(Math.max(...most.map(({ to }) => to))).toBeCloseTo(300, 1)
  })

  test('from two sides meets where both arrive at once', async () => {
    const block = `
e-a-------b
  |       |
  c-------d-f
`
    const streets = await reach(block, 'a', 10_000, 'foot')
    expect(total(streets)).toBe(560)
    expect(Math.round(Math.max(...streets.map(({ to }) => to)))).toBe(280)
    expect(total(await reach(block, 'ab 1/4', 10_000, 'foot'))).toBe(560)
  })

  test('in seconds is what the profile makes of it, and the hour', async () => {
    const drawn = await LetteredEngine.draw(street)
    const metres = (profile: 'car' | 'foot', hour: number) =>
      total(
        drawn.engine.reach({ profile, point: drawn.at('a'), limit: 20, by: 'seconds', hour })
          .streets,
      )
    expect(metres('foot', 3)).toBeLessThan(metres('car', 8))
    expect(metres('car', 8)).toBeLessThan(metres('car', 3))
  })

  test('off the road is nothing', async () => {
    const drawn = await LetteredEngine.draw(street)
    const [lng, lat] = drawn.at('a')
    const nowhere: LngLat = [lng, lat + 0.01]
    expect(drawn.engine.reach({ profile: 'car', point: nowhere, limit: 99, by: 'metres' })).toEqual(
      {
        origin: null,
        streets: [],
      },
    )
  })
})

const path = sharedPath('osm/tsinghua.osm.pbf')
describe.skipIf(path === undefined)('what is reached around Tsinghua', () => {
  let tables: RoadTables
  beforeAll(async () => {
    tables = (await makeRoadTables((handlers, options) => readOsm(path ?? '', handlers, options)))
      .tables
  }, 120_000)

  test.each([
    ['car', 'metres'],
    ['foot', 'metres'],
    ['e-bike', 'seconds'],
  ] as const)('by %s in %s is exactly what plain Dijkstra finds within it', (profile, by) => {
    const { network, index } = tables
    const roads = new ProfileRoads(tables, tables.profiles[profile])
    const streets = new StreetIndex(network, index)
    const random = new Random(7)
    const snaps = Array.from({ length: 60 }, () => {
      const segment = random.below(network.length.length)
      const place = pointAlong(network, segment, random.below(network.length[segment] as number))
      return streets.snap(place, roads.isUsable, 1)
    }).flat()
    const { graph } = roads
    const plain = {
      ...graph,
      weight: by === 'metres' ? graph.distance : graph.duration,
      arcWeight:
        by === 'metres'
          ? Int32Array.from(graph.arcOf, (arc) => network.length[arc >> 1] as number)
          : graph.arcDuration,
    }
    const reference = new ReferenceMatrix(network, plain, snaps)
    const limit = by === 'metres' ? 1_200 : 240
    const unit = by === 'metres' ? 1 / 100 : hourFactor(profiles[profile]) / 1000
    const engine = new RoadEngine(tables)
    for (let origin = 0; origin < 10; origin++) {
      const point = (snaps[origin] as Snap).at
      const reached = engine.reach({ profile, point, limit, by }).streets
      reference.row(origin).forEach((cell, index) => {
        const sum = (cell?.weight ?? Infinity) * unit
        if (Math.abs(sum - limit) < 1) return
        const told = costAt(reached, (snaps[index] as Snap).at)
        if (sum > limit) expect(told).toBe(Infinity)
        else expect(Math.abs(told - sum)).toBeLessThan(0.5)
      })
    }
  })
})

/** The least that any piece through a place says of it; Infinity when none goes there. */
function costAt(streets: readonly ReachedStreet[], at: LngLat): number {
  let least = Infinity
  for (const { line, from, to } of streets) {
    const length = lineMetres(line)
    let along = 0
    line.slice(1).forEach((end, index) => {
      const begin = line[index] as LngLat
      const [piece, before, after] = [
        distanceMetres(begin, end),
        distanceMetres(begin, at),
        distanceMetres(at, end),
      ]
      if (before + after - piece < 0.01 * Math.min(1, piece) + 1e-3)
        least = Math.min(least, from + ((along + before) / length) * (to - from))
      along += piece
    })
  }
  return least
}
