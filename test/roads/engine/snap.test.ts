import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceMetres, type LngLat } from '../../../shared/geo.ts'
import { lineAlong, pointAlong } from '../../../server/roads/engine/segment-line.ts'
import { indexStreets, SNAP_METRES, StreetIndex } from '../../../server/roads/engine/snap.ts'
import type { RoadNetwork } from '../../../server/roads/network/road-network.ts'
import { lineMetres, makeNetwork } from '../support/make-network.ts'

const everywhere: (segment: number) => boolean = () => true
const snapTo = (network: RoadNetwork, point: LngLat, isUsable = everywhere, count = 1) =>
  new StreetIndex(network, indexStreets(network)).snap(point, isUsable, count)

/** Points within some 2 km of a place. */
const near = ([lng, lat]: LngLat) =>
  fc.tuple(
    fc.double({ min: lng - 0.02, max: lng + 0.02, noNaN: true }),
    fc.double({ min: lat - 0.01, max: lat + 0.01, noNaN: true }),
  )
const places: LngLat[] = [
  [8.69, 49.41],
  [116.33, 40],
  [-70.9, -53.1],
  [18.9, 69.6],
  [0, 0],
]
const world = fc.constantFrom(...places).chain((place) =>
  fc.record({
    lines: fc.array(fc.array(near(place), { minLength: 2, maxLength: 5 }), {
      minLength: 1,
      maxLength: 40,
    }),
    point: near(place),
  }),
)

describe('snapping', () => {
  const street: LngLat[] = [
    [8.69, 49.41],
    [8.7, 49.41],
  ]

  test('finds the foot of the perpendicular, the distance and the offset along the street', () => {
    const [snap] = snapTo(makeNetwork([street]), [8.6925, 49.411])
    expect(snap?.metres).toBeCloseTo(111.195, 1)
    expect(snap?.at[0]).toBeCloseTo(8.6925, 6)
    expect(snap?.at[1]).toBeCloseTo(49.41, 6)
    expect(snap?.offset).toBeCloseTo(25 * lineMetres(street), -1)
  })

  test('keeps to the end of a street that does not reach the point', () => {
    const [snap] = snapTo(makeNetwork([street]), [8.703, 49.411])
    expect(snap).toMatchObject({ at: [8.7, 49.41], offset: Math.round(100 * lineMetres(street)) })
  })

  test('passes over streets that the profile may not use', () => {
    const other: LngLat[] = street.map(([lng, lat]) => [lng, lat + 0.002])
    const network = makeNetwork([street, other])
    expect(snapTo(network, [8.695, 49.4101])[0]?.segment).toBe(0)
    expect(snapTo(network, [8.695, 49.4101], (segment) => segment === 1)[0]?.segment).toBe(1)
  })

  test('gives up beyond the limit, which is a distance and no box', () => {
    const network = makeNetwork([street])
    const north = (metres: number): LngLat => [8.695, 49.41 + metres / 111_195]
    expect(snapTo(network, north(SNAP_METRES - 1))).toHaveLength(1)
    expect(snapTo(network, north(SNAP_METRES + 1))).toEqual([])
    const corner: LngLat = [8.7 + 400 / 72_300, 49.41 + 400 / 111_195]
    expect(distanceMetres(corner, [8.7, 49.41])).toBeGreaterThan(SNAP_METRES)
    expect(snapTo(network, corner)).toEqual([])
  })

  test('at a junction takes the same street every time', () => {
    const crossing: LngLat[] = [street[1] as LngLat, [8.7, 49.42]]
    const found = snapTo(makeNetwork([street, crossing]), [8.7, 49.41], everywhere, 2)
    expect(found.map(({ segment }) => segment)).toEqual([0, 1])
    expect(found.map(({ metres }) => Math.round(metres))).toEqual([0, 0])
    expect(found[1]?.offset).toBe(0)
  })

  test('finds what looking at every point of every street finds', () => {
    fc.assert(
      fc.property(world, ({ lines, point }) => {
        const network = makeNetwork(lines)
        const nearest = lines
          .map((line) => Math.min(...sampleLine(line).map((at) => distanceMetres(at, point))))
          .filter((metres) => metres < SNAP_METRES - 5)
          .sort((a, b) => a - b)
        const found = snapTo(network, point, everywhere, 3)
        expect(found.length).toBeGreaterThanOrEqual(Math.min(3, nearest.length))
        found.forEach((snap, rank) => {
          expect(snap.metres).toBeCloseTo(distanceMetres(snap.at, point), 0)
          if (rank < nearest.length)
            expect(snap.metres).toBeLessThan((nearest[rank] as number) + 0.5)
          const samples = sampleLine(lines[snap.segment] as LngLat[])
          const sampled = Math.min(...samples.map((at) => distanceMetres(at, point)))
          expect(snap.metres).toBeGreaterThan(sampled - 5)
        })
      }),
      { numRuns: 200 },
    )
  })
})

/** Every few metres a point. */
function sampleLine(line: readonly LngLat[]): LngLat[] {
  return line.slice(1).flatMap((to, index) => {
    const from = line[index] as LngLat
    return Array.from({ length: 501 }, (_, step): LngLat => {
      const share = step / 500
      return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
    })
  })
}

describe('the line along a segment', () => {
  const network = makeNetwork([
    [
      [8.69, 49.41],
      [8.7, 49.41],
      [8.7, 49.42],
    ],
  ])
  const length = network.length[0] as number

  test('goes through the points between its ends, in either direction', () => {
    const there = lineAlong(network, 0, 10_000, length - 10_000)
    expect(there).toHaveLength(3)
    expect(there[1]).toEqual([8.7, 49.41])
    expect(lineAlong(network, 0, length - 10_000, 10_000)).toEqual(there.toReversed())
    expect(lineMetres(there)).toBeCloseTo(length / 100 - 200, 0)
  })

  test('between equal offsets is one place twice', () => {
    for (const offset of [0, 5_000, length])
      expect(lineAlong(network, 0, offset, offset)).toEqual([
        pointAlong(network, 0, offset),
        pointAlong(network, 0, offset),
      ])
    expect(pointAlong(network, 0, length)).toEqual([8.7, 49.42])
  })

  test('is as long as its offsets are apart, and its parts make the whole', () => {
    fc.assert(
      fc.property(world, fc.nat(100), fc.nat(100), ({ lines }, one, two) => {
        const network = makeNetwork(lines)
        const length = network.length[0] as number
        const [from, to] = [Math.round((length * one) / 100), Math.round((length * two) / 100)]
        const line = lineAlong(network, 0, from, to)
        expect(Math.abs(lineMetres(line) - Math.abs(to - from) / 100)).toBeLessThan(1)
        expect(line[0]).toEqual(pointAlong(network, 0, from))
        expect(line.at(-1)).toEqual(pointAlong(network, 0, to))
      }),
    )
  })
})
