import type { Feature, Polygon } from 'geojson'
import { area, booleanPointInPolygon, intersect, featureCollection } from '@turf/turf'
import { expect, test } from 'vitest'
import { generateDemoCity, type AreaRow } from '../../server/demo/city/index.ts'
import { MapReader } from './city-map.ts'

const today = '2026-11-23'
const began = performance.now()
const city = generateDemoCity({ seed: 1, today })
console.log(`demo city: ${String(Math.round(performance.now() - began))} ms`)

const areasOf = (kind: AreaRow['kind']): Feature<Polygon, AreaRow>[] =>
  city.areas.features.filter(({ properties }) => properties.kind === kind)
const cells = areasOf('cell')
const map = new MapReader(city.map)

test('the same seed builds the same city, another seed another one', () => {
  expect(generateDemoCity({ seed: 1, today })).toEqual(city)
  expect(generateDemoCity({ seed: 2, today }).retailers).not.toEqual(city.retailers)
}, 60_000)

test('the city has the size of a small prefecture', () => {
  expect(areasOf('city')).toHaveLength(1)
  expect(areasOf('district')).toHaveLength(6)
  expect(cells.length).toBeGreaterThanOrEqual(55)
  expect(cells.length).toBeLessThanOrEqual(68)
  expect(city.retailers.length).toBeGreaterThanOrEqual(2900)
  expect(city.places).toHaveLength(72)
  expect(city.reports).toHaveLength(120)
  expect(city.visits.length).toBeGreaterThan(11_000)
  expect(city.visits.length).toBeLessThanOrEqual(15_000)
  const residents = areasOf('city')[0]?.properties.population ?? 0
  expect(residents).toBeGreaterThan(800_000)
  expect(residents).toBeLessThan(850_000)
  expect(cells.filter(({ properties }) => properties.population === null)).toHaveLength(2)
  expect(cells.filter(({ properties }) => properties.population === 0)).toHaveLength(1)
})

test('cells tile their district, and districts the city, without gap or overlap', () => {
  const total = (parts: Feature<Polygon>[]): number =>
    parts.reduce((sum, part) => sum + area(part), 0)
  for (const whole of [...areasOf('city'), ...areasOf('district')]) {
    const parts = city.areas.features.filter(
      ({ properties }) => properties.parentCode === whole.properties.code,
    )
    expect(Math.abs(total(parts) / area(whole) - 1)).toBeLessThan(1e-6)
  }
  for (const [index, one] of cells.entries()) {
    for (const other of cells.slice(index + 1)) {
      const overlap = intersect(featureCollection<Polygon>([one, other]))
      expect(overlap ? area(overlap) : 0).toBeLessThan(1)
    }
  }
}, 60_000)

test('neighbouring cells share every vertex of their border', () => {
  const sides = new Map<string, number>()
  for (const { geometry } of cells) {
    for (const ring of geometry.coordinates) {
      ring.slice(1).forEach((to, i) => {
        const key = [String(ring[i]), String(to)].sort().join(' ')
        sides.set(key, (sides.get(key) ?? 0) + 1)
      })
    }
  }
  const coast = areasOf('city')[0]?.geometry.coordinates.flatMap((ring) => ring.slice(1)) ?? []
  expect([...sides.values()].every((count) => count <= 2)).toBe(true)
  expect([...sides.values()].filter((count) => count === 1)).toHaveLength(coast.length)
})

test('every shop stands in exactly one cell and on dry land', () => {
  for (const { code, lng, lat } of city.retailers) {
    const owners = cells.filter((cell) => booleanPointInPolygon([lng, lat], cell))
    expect([code, owners.length, map.isWet([lng, lat])]).toEqual([code, 1, false])
  }
}, 60_000)
