import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import {
  estimateWeek,
  estimateWeeks,
  fairShares,
  reassign,
  treeMetres,
  weekSeconds,
  type Territory,
  type TerritoryShop,
} from '../../shared/territory.ts'

const pace = { secondsPerMetre: 0.2, parkingSeconds: 60 }
const home: LngLat = [117, 36]
const shopAt = (id: number, at: LngLat, managerId: number | null = 1): TerritoryShop => ({
  ...{ id, at, name: null, address: null, managerId, visits: 1, serviceSeconds: 600 },
})

/** Within some kilometres. */
const place = fc.tuple(
  fc.double({ min: 117, max: 117.1, noNaN: true }),
  fc.double({ min: 36, max: 36.1, noNaN: true }),
)

/** All spanning trees of a few points by Prüfer codes: the shortest, the slow and certain way. */
function shortestTree(points: readonly LngLat[]): number {
  const n = points.length
  if (n < 2) return 0
  if (n === 2) return between(points, 0, 1)
  let least = Infinity
  for (let code = 0; code < n ** (n - 2); code++) {
    const word = Array.from({ length: n - 2 }, (_, i) => Math.floor(code / n ** i) % n)
    least = Math.min(least, treeOfWord(points, word))
  }
  return least
}

function treeOfWord(points: readonly LngLat[], word: readonly number[]): number {
  const degree = points.map((_, i) => 1 + word.filter((one) => one === i).length)
  let length = 0
  for (const parent of word) {
    const leaf = degree.indexOf(1)
    length += between(points, leaf, parent)
    degree[leaf] = 0
    degree[parent] = (degree[parent] ?? 0) - 1
  }
  const [one = 0, other = 0] = degree.flatMap((left, i) => (left === 1 ? [i] : []))
  return length + between(points, one, other)
}

const between = (points: readonly LngLat[], a: number, b: number) =>
  distanceMetres(points[a] ?? home, points[b] ?? home)

describe('the shortest tree through points', () => {
  test('is that of a search through all trees', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 6 }), (points) => {
        const tree = shortestTree(points)
        expect(Math.abs(treeMetres(points) - tree)).toBeLessThanOrEqual(1 + 0.002 * tree)
      }),
      { numRuns: 60 },
    )
  })
})

describe('an ordinary week', () => {
  test('of five shops in a row 1 km apart: out and home each day, a way between them, and an hour at shops', () => {
    // 0.01° of latitude is 1,111.95 m. The tree is four legs, a tour 0.7124 ÷ 0.6331 of it.
    const shops = [1, 2, 3, 4, 5].map((n) => shopAt(n, [117, 36 + n * 0.01]))
    const week = estimateWeek(shops, { start: home, days: 5 }, pace)
    const metres = (4 * 1111.95 * 0.7124) / 0.6331 + 2 * 5 * 3 * 1111.95
    expect(week).toMatchObject({ shops: 5, visits: 5, serviceSeconds: 3000 })
    expect(week.travelSeconds).toBeCloseTo(metres * 0.2 + 5 * 60, -1)
  })

  test('of nobody’s visits is nothing, whatever shops there are', () => {
    const shop = { ...shopAt(1, [117.05, 36.05]), visits: 0, serviceSeconds: 0 }
    const week = estimateWeek([shop], { start: home, days: 5 }, pace)
    expect(week).toEqual({ shops: 1, visits: 0, serviceSeconds: 0, travelSeconds: 0 })
  })

  test('is never shorter with twice the visits', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (points) => {
        const shops = points.map((at, id) => shopAt(id, at))
        const often = shops.map((shop) => ({ ...shop, visits: 2 }))
        const hours = (some: TerritoryShop[]) =>
          weekSeconds(estimateWeek(some, { start: home, days: 5 }, pace))
        expect(hours(often)).toBeGreaterThan(hours(shops))
      }),
    )
  })
})

describe('shops that change hands', () => {
  const person = (personId: number) => ({ personId, start: home, days: 5, workSeconds: 144_000 })
  const owner = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null })
  const territory = fc.array(fc.tuple(place, owner), { maxLength: 40 }).map((rows): Territory => ({
    people: [1, 2, 3].map(person),
    shops: rows.map(([at, managerId], id) => shopAt(id, at, managerId)),
    ...pace,
  }))

  test('are lost to nobody and doubled for nobody, and all others stay', () => {
    fc.assert(
      fc.property(territory, fc.array(fc.nat(39)), owner, (before, ids, to) => {
        const after = reassign(before, ids, to)
        expect(after.shops.map(({ id }) => id)).toEqual(before.shops.map(({ id }) => id))
        for (const [i, shop] of after.shops.entries())
          expect(shop.managerId).toBe(ids.includes(shop.id) ? to : before.shops[i]?.managerId)
        const counted = [...estimateWeeks(after).values()].reduce(
          (sum, { shops }) => sum + shops,
          0,
        )
        const owned = after.shops.filter(({ managerId }) => managerId !== null).length
        expect(counted).toBe(owned)
      }),
    )
  })

  test('leave the fair shares at the whole of what there is to do, by hours of work', () => {
    fc.assert(
      fc.property(territory, (some) => {
        const weeks = estimateWeeks(some)
        const shares = [...fairShares(some.people, weeks).values()]
        const whole = [...weeks.values()].reduce((sum, week) => sum + weekSeconds(week), 0)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(whole, 3)
        expect(new Set(shares).size).toBe(1)
      }),
    )
  })
})
