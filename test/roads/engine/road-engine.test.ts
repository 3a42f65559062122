import { describe, expect, test } from 'vitest'
import { distanceMetres, type LngLat } from '../../../shared/geo.ts'
import { RoadEngine } from '../../../server/roads/engine/road-engine.ts'
import type { ProfileTables } from '../../../server/roads/engine/road-tables.ts'
import { indexStreets } from '../../../server/roads/engine/snap.ts'
import { contract } from '../../../server/roads/hierarchy/contract.ts'
import { car } from '../../../server/roads/network/profiles/car.ts'
import { LetteredEngine } from '../support/lettered-engine.ts'
import { lineMetres, makeNetwork } from '../support/make-network.ts'

/** One way around: 80 m on each side. */
const ring = `
a>>>b
^   v
d<<<c
`
const street = `
a--------------------b
`

async function metresBetween(drawing: string, from: string, to: string): Promise<number> {
  const streets = await LetteredEngine.draw(drawing)
  const [source, target] = [streets.at(from), streets.at(to)]
  const { distances } = streets.engine.matrix({
    profile: 'car',
    sources: [source],
    targets: [target],
  })
  const [leg] = streets.engine.path({ profile: 'car', points: [source, target] }).legs
  expect(leg?.metres).toBe(distances[0])
  expect(Math.abs(lineMetres(leg?.line ?? []) - (distances[0] as number))).toBeLessThan(0.2)
  return Math.round(distances[0] as number)
}

describe('two points on one segment', () => {
  test('are as far as they lie apart, in both directions', async () => {
    expect(await metresBetween(street, 'ab 1/4', 'ab 3/4')).toBe(210)
    expect(await metresBetween(street, 'ab 3/4', 'ab 1/4')).toBe(210)
  })

  test('are a whole round apart when the second lies behind the first on a one-way street', async () => {
    expect(await metresBetween(ring, 'ab 1/4', 'ab 3/4')).toBe(40)
    expect(await metresBetween(ring, 'ab 3/4', 'ab 1/4')).toBe(280)
  })

  test('that are one point are nothing apart', async () => {
    expect(await metresBetween(ring, 'ab 1/4', 'ab 1/4')).toBe(0)
    expect(await metresBetween(street, 'ab 1/4', 'ab 1/4')).toBe(0)
  })

  test('are all of this in one matrix as well', async () => {
    const streets = await LetteredEngine.draw(ring)
    const points = streets.all(['ab 1/4', 'ab 3/4', 'ab 1/4', 'c'])
    const { distances } = streets.engine.matrix({
      profile: 'car',
      sources: points,
      targets: points,
    })
    expect(Array.from(distances, Math.round)).toEqual(
      [
        [0, 40, 0, 140],
        [280, 0, 280, 100],
        [0, 40, 0, 140],
        [180, 220, 180, 0],
      ].flat(),
    )
  })
})

describe('a matrix', () => {
  test('keeps rows and columns apart when sources and targets are not the same', async () => {
    const streets = await LetteredEngine.draw(ring)
    const { distances, sources, targets } = streets.engine.matrix({
      profile: 'car',
      sources: streets.all(['a', 'b']),
      targets: streets.all(['b', 'c', 'd']),
    })
    expect(Array.from(distances, Math.round)).toEqual([80, 160, 240, 0, 80, 160])
    expect([sources.length, targets.length]).toEqual([2, 3])
  })

  test('says which points are off the road, and that nothing leads to them', async () => {
    const streets = await LetteredEngine.draw(street)
    const [lng, lat] = streets.at('a')
    const points: LngLat[] = [streets.at('b'), [lng, lat + 0.01]]
    const answer = streets.engine.matrix({ profile: 'car', sources: points, targets: points })
    expect(answer.sources[1]).toBeNull()
    expect([...answer.durations]).toEqual([0, Infinity, Infinity, Infinity])
    expect([...answer.distances]).toEqual([0, Infinity, Infinity, Infinity])
  })

  test('of no points at all has no cells', async () => {
    const { engine } = await LetteredEngine.draw(street)
    const answer = engine.matrix({ profile: 'car', sources: [], targets: [] })
    expect([answer.durations.length, answer.sources.length]).toEqual([0, 0])
  })

  test('takes longer in the hours of traffic, over the same streets', async () => {
    const streets = await LetteredEngine.draw(street)
    const query = {
      profile: 'car',
      sources: [streets.at('a')],
      targets: [streets.at('b')],
    } as const
    const at = (hour: number) => streets.engine.matrix({ ...query, hour })
    const [night, rush] = [at(3), at(8)]
    const factor = (car.hours[8] as number) / (car.hours[3] as number)
    expect(factor).toBeGreaterThan(1)
    expect((rush.durations[0] as number) / (night.durations[0] as number)).toBeCloseTo(factor, 9)
    expect(rush.distances).toEqual(night.distances)
  })
})

describe('profiles', () => {
  test('snap each to what they may use', async () => {
    const park = `
a-------b
:       |
c.......d
`
    const streets = await LetteredEngine.draw(park, { ways: { ab: { name: '中山路' } } })
    const beside = streets.at('cd 1/4')
    const [walker] = streets.engine.nearest({ profile: 'foot', point: beside, count: 1 })
    const [driver] = streets.engine.nearest({ profile: 'car', point: beside, count: 1 })
    expect(walker?.metres).toBeCloseTo(0, 1)
    expect(driver).toMatchObject({ name: '中山路' })
    expect(driver?.metres).toBeCloseTo(80, 0)
  })

  test('go each their own way', async () => {
    const gate = `
a-------b
:       |
c-------d
`
    const streets = await LetteredEngine.draw(gate)
    const metres = (profile: 'car' | 'foot') =>
      streets.engine.matrix({ profile, sources: [streets.at('c')], targets: [streets.at('a')] })
        .distances[0] as number
    expect(Math.round(metres('car'))).toBe(400)
    expect(Math.round(metres('foot'))).toBe(80)
  })
})

describe('nearest', () => {
  test('names as many streets as asked, the nearest first', async () => {
    const streets = await LetteredEngine.draw(ring)
    const [lng, lat] = streets.at('ab 1/4')
    const found = streets.engine.nearest({ profile: 'car', point: [lng, lat + 0.0001], count: 3 })
    expect(found.map(({ metres }) => Math.round(metres))).toEqual([11, 23, 61])
    expect(found.map(({ at }) => Math.round(distanceMetres(at, [lng, lat + 0.0001])))).toEqual([
      11, 23, 61,
    ])
  })
})

describe('a path', () => {
  test('of several points has a leg between each two, and its lines follow on each other', async () => {
    const streets = await LetteredEngine.draw(ring)
    const { legs, points } = streets.engine.path({
      profile: 'car',
      points: streets.all(['ab 1/2', 'cd 1/2', 'ab 1/2']),
    })
    expect(legs.map(({ metres }) => Math.round(metres))).toEqual([160, 160])
    expect(legs[0]?.line.map(([lng]) => lng)).toHaveLength(4)
    expect(legs[0]?.line.at(-1)).toEqual(legs[1]?.line[0])
    expect(legs[0]?.line[0]).toEqual(points[0]?.at)
  })

  test('says why a leg is missing: off the road', async () => {
    const streets = await LetteredEngine.draw(street)
    const [lng, lat] = streets.at('a')
    const { legs } = streets.engine.path({
      profile: 'car',
      points: [streets.at('b'), [lng, lat + 0.01], streets.at('a'), streets.at('b')],
    })
    expect(legs.map(({ missing }) => missing)).toEqual(['off-road', 'off-road', null])
    expect(legs[0]).toMatchObject({ seconds: Infinity, metres: Infinity, line: [] })
  })
})

/** Networks only ever keep streets that lead to each other; the engine does not count on it. */
describe('streets that do not lead to each other', () => {
  const network = makeNetwork([
    [
      [8.69, 49.41],
      [8.7, 49.41],
    ],
    [
      [8.69, 49.42],
      [8.7, 49.42],
    ],
  ])
  /** Every arc turns back at its end. */
  const graph = {
    first: Uint32Array.of(0, 1, 2, 3, 4),
    head: Uint32Array.of(1, 0, 3, 2),
    weight: new Int32Array(4).fill(60_000),
    duration: new Int32Array(4).fill(60_000),
    distance: new Int32Array(4).fill(network.length[0] as number),
    arcOf: Uint32Array.of(0, 1, 2, 3),
    nodeFirst: Uint32Array.of(0, 1, 2, 3, 4),
    node: Uint32Array.of(0, 1, 2, 3),
    arcWeight: new Int32Array(4).fill(60_000),
    arcDuration: new Int32Array(4).fill(60_000),
  }
  const tables: ProfileTables = { graph, hierarchy: contract(graph) }
  const engine = new RoadEngine({
    network,
    index: indexStreets(network),
    profiles: { car: tables, 'e-bike': tables, foot: tables },
  })
  const points: LngLat[] = [
    [8.692, 49.41],
    [8.692, 49.42],
    [8.698, 49.42],
  ]

  test('have no way, though both points are on the road', () => {
    const { distances, sources } = engine.matrix({
      profile: 'foot',
      sources: points,
      targets: points,
    })
    expect(sources).not.toContain(null)
    expect([...distances].map((metres) => metres === Infinity)).toEqual(
      [
        [false, true, true],
        [true, false, false],
        [true, false, false],
      ].flat(),
    )
    const { legs } = engine.path({ profile: 'foot', points })
    expect(legs.map(({ missing }) => missing)).toEqual(['no-way', null])
    expect(legs[0]).toMatchObject({ seconds: Infinity, metres: Infinity, line: [] })
  })
})
