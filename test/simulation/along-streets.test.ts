import { describe, expect, test } from 'vitest'
import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import { lineMetres, nearestOn } from '../../shared/line.ts'
import { LEG_DIGITS, type Stop, type Tour } from '../../shared/planning.ts'
import { encodePolyline } from '../../shared/polyline.ts'
import { drawItinerary } from '../../server/simulation/itinerary.ts'
import { SeededRandom } from '../../server/simulation/seeded-random.ts'
import { placeAt, traceFixes } from '../../server/simulation/trace-fixes.ts'
import { unlocked } from '../support/unlocked.ts'

const start: LngLat = [111, 27]
const shop: LngLat = [111.02, 27]
/** Three sides of a block, beside doors that stand 20 m off the road. */
const there: LngLat[] = [
  [111, 27.0002],
  [111, 27.01],
  [111.02, 27.01],
  [111.02, 27.0002],
]
const back: LngLat[] = [
  [111.02, 26.9998],
  [111, 26.9998],
]
const line = (points: LngLat[]) => encodePolyline(points, LEG_DIGITS)
const at = (minutes: number) =>
  new Date(Date.parse('2026-03-02T00:30:00Z') + minutes * 60_000).toISOString()

const stop: Stop = {
  ...{ id: 1, retailerId: 1, name: null, address: null, at: shop, tier: null, position: 0 },
  ...{ arrivesAt: at(20), leavesAt: at(35), ...unlocked },
  leg: { line: line(there), seconds: 900 + 60, metres: Math.round(lineMetres(there)) },
  ...{ outcome: null, visitId: null, arrivedAt: null, leftAt: null },
}
const tour: Tour = {
  ...{ id: 1, personId: 7, start, startsAt: at(0), endsAt: at(60), metres: 0, travelSeconds: 0 },
  stops: [stop],
  home: { line: line(back), seconds: 500, metres: Math.round(lineMetres(back)) },
  seenAt: null,
  companion: null,
}
const { calls, stretches } = drawItinerary(tour, new SeededRandom('on the way'))
const rides = stretches.filter(({ path }) => path.length > 1)
const paths = [
  [start, ...there, shop],
  [shop, ...back, start],
]

const lengthOf = ({ begins, ends }: { begins: number; ends: number }) => ends - begins

describe('somebody on the way', () => {
  test('is on the planned path at every second, always farther along, and from door to door', () => {
    expect(rides).toHaveLength(2)
    rides.forEach((ride, leg) => {
      const path = paths[leg] ?? []
      let last = -1
      for (let now = ride.begins; now < ride.ends; now += 1000) {
        const { offMetres, alongMetres } = nearestOn(path, placeAt(ride, now).at)
        expect(offMetres).toBeLessThan(0.2)
        expect(alongMetres).toBeGreaterThan(last)
        last = alongMetres
      }
      expect(distanceMetres(placeAt(ride, ride.begins).at, path[0] ?? shop)).toBeLessThan(0.01)
      expect(distanceMetres(placeAt(ride, ride.ends).at, path.at(-1) ?? start)).toBeLessThan(0.01)
    })
  })

  test('takes the time that was planned for the leg, parking at the door included', () => {
    expect(rides.map(lengthOf)).toEqual([900_000, 500_000])
    expect(calls.map(({ arrives }) => arrives - (rides[0]?.ends ?? 0))).toEqual([60_000])
  })

  test('is seen near the path, as near as the phone says, and heading along it', () => {
    const fixes = traceFixes(stretches, new SeededRandom('phone'))
    const moving = fixes.filter(({ heading }) => heading !== undefined)
    expect(moving.length).toBeGreaterThan(100)
    for (const fix of moving) {
      const off = Math.min(...paths.map((path) => nearestOn(path, fix.at).offMetres))
      expect(off).toBeLessThan(2 * (fix.accuracyMetres ?? 0))
    }
    const compass = moving.map((fix) => Math.round((fix.heading ?? 0) / 90) % 4)
    const turns = compass.filter((side, index) => side !== compass[index - 1])
    // Out: north, east, south, into the door; back: out of it, west, into the yard.
    expect(turns).toEqual([0, 1, 2, 3, 0])
  })
})

test('a leg without a line is straight, at the pace that was planned for it', () => {
  const leg = { line: null, seconds: 660, metres: 2_680 }
  const [ride] = drawItinerary(
    { ...tour, stops: [{ ...stop, leg }] },
    new SeededRandom('straight'),
  ).stretches.filter(({ path }) => path.length > 1)
  expect(ride?.path).toEqual([start, shop])
  expect(ride && lengthOf(ride)).toBe(600_000)
})

test('a leg planned faster than anybody is takes longer', () => {
  const leg = { ...stop.leg, seconds: 61 }
  const [ride] = drawItinerary(
    { ...tour, stops: [{ ...stop, leg }] },
    new SeededRandom('hurry'),
  ).stretches.filter(({ path }) => path.length > 1)
  expect(ride && lengthOf(ride) / 1000).toBeCloseTo(lineMetres(ride?.path ?? []) / 15, 3)
})
