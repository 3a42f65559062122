import { point, pointToLineDistance, lineString } from '@turf/turf'
import type { Position } from 'geojson'
import { expect, test } from 'vitest'
import { generateDemoCity } from '../../server/demo/city/index.ts'
import { MapReader, type CityWay } from './city-map.ts'

const city = generateDemoCity({ seed: 1, today: '2026-11-23' })
const { map } = city
const reader = new MapReader(map)
const { streets } = reader
const wayOf = new Map(map.ways.map((way) => [way.id, way]))
const isOneWay = ({ tags }: CityWay): boolean => tags['oneway'] === 'yes'

test('every reference of the map leads somewhere and no id is given twice', () => {
  const nodes = new Set(map.nodes.map(({ id }) => id))
  expect(nodes.size).toBe(map.nodes.length)
  expect(wayOf.size).toBe(map.ways.length)
  expect(new Set(map.relations.map(({ id }) => id)).size).toBe(map.relations.length)
  expect(map.ways.flatMap(({ refs }) => refs.filter((ref) => !nodes.has(ref)))).toEqual([])
  for (const { members } of map.relations) {
    for (const { type, ref } of members) {
      expect([ref, (type === 'node' ? nodes : wayOf).has(ref)]).toEqual([ref, true])
    }
  }
})

test('every way has a length, and every area is closed', () => {
  const places = map.nodes.map(({ lng, lat }) => `${String(lng)} ${String(lat)}`)
  expect(new Set(places).size).toBe(places.length)
  for (const { id, refs, tags } of map.ways) {
    const stops = refs.filter((ref, i) => ref === refs[i - 1]).length
    expect([id, refs.length >= 2, stops]).toEqual([id, true, 0])
    const isArea = ['building', 'landuse', 'leisure', 'natural'].some((key) => key in tags)
    if (isArea) expect([id, refs.length > 3, refs.at(-1)]).toEqual([id, true, refs[0]])
  }
})

test('every street can be reached from every other and left again, one-way streets included', () => {
  const driven = streets.filter(({ tags }) => tags['highway'] !== 'footway')
  expect(strandedNodes(driven, isOneWay)).toEqual([])
  expect(strandedNodes(streets, () => false)).toEqual([])
})

/** Nodes of the ways that the first one does not reach, or that do not lead back to it. */
function strandedNodes(ways: readonly CityWay[], isDirected: (way: CityWay) => boolean): number[] {
  const ahead = new Map<number, number[]>()
  const back = new Map<number, number[]>()
  const join = (from: number, to: number): void => {
    ahead.set(from, [...(ahead.get(from) ?? []), to])
    back.set(to, [...(back.get(to) ?? []), from])
  }
  for (const way of ways) {
    way.refs.slice(1).forEach((to, i) => {
      const from = way.refs[i] ?? to
      join(from, to)
      if (!isDirected(way)) join(to, from)
    })
  }
  const [start = 0] = ahead.keys()
  return [ahead, back].flatMap((next) => {
    const seen = new Set([start])
    for (const node of seen) for (const other of next.get(node) ?? []) seen.add(other)
    return ways.flatMap(({ refs }) => refs.filter((node) => !seen.has(node)))
  })
}

test('the one-way streets are narrow ones, and the two halves of the ring road', () => {
  const kinds = streets.filter(isOneWay).map(({ tags }) => tags['highway'])
  expect([...new Set(kinds)].sort()).toEqual(['residential', 'trunk'])
  expect(kinds.filter((kind) => kind === 'residential').length).toBeGreaterThan(20)
  const ring = streets.filter(({ tags }) => tags['highway'] === 'trunk')
  expect(ring.every(isOneWay)).toBe(true)
  for (const way of ring) {
    const [from = [], to = []] = reader.lineOf(way)
    // The other half of the road is about sixteen metres to the left.
    const others = ring
      .filter(({ id }) => id !== way.id)
      .map((other) => lineString(reader.lineOf(other)))
    const distanceFrom = (at: Position): number =>
      Math.min(...others.map((other) => pointToLineDistance(point(at), other, { units: 'meters' })))
    expect(distanceFrom(aside(from, to, 16))).toBeLessThan(4)
    expect(distanceFrom(aside(from, to, -16))).toBeGreaterThan(12)
  }
})

test('streets cross water only on bridges', () => {
  for (const way of streets.filter(({ tags }) => !('bridge' in tags))) {
    const line = reader.lineOf(way)
    line.slice(1).forEach((to, i) => {
      // Half a metre to either side: a path on the shore has water on one.
      const sides = [0.5, -0.5].map((metres) => aside(line[i] ?? to, to, metres))
      expect([way.tags['name'], sides.every((side) => reader.isWet(side))]).toEqual([
        way.tags['name'],
        false,
      ])
    })
  }
  const bridges = streets.filter(({ tags }) => tags['bridge'] === 'yes' && tags['layer'] === '1')
  const crossings = bridges.length - bridges.filter(isOneWay).length / 2
  expect(crossings).toBeGreaterThanOrEqual(5)
  expect(crossings).toBeLessThanOrEqual(8)
}, 60_000)

test('signs forbid turns where ways meet: round at crossings and across the ring road, and left', () => {
  const rules = map.relations.filter(({ tags }) => tags['type'] === 'restriction')
  const kinds = new Set(rules.map(({ tags }) => tags['restriction']))
  expect([...kinds].sort()).toEqual(['no_left_turn', 'no_u_turn'])
  for (const rule of rules) {
    const [from, via, to] = membersOf(rule)
    const through = via.type === 'node' ? [via.ref] : wayWith(via.ref).refs
    const ends = [from, to].map(({ ref }) => through.filter((node) => endsAt(wayWith(ref), node)))
    expect([rule.id, ends.map(({ length }) => length)]).toEqual([rule.id, [1, 1]])
  }
  for (const rule of rules.filter(({ tags }) => tags['restriction'] === 'no_left_turn')) {
    const [from, via, to] = membersOf(rule)
    const here = reader.positionOf(via.ref)
    const [x, y] = minus(here, nextTo(wayWith(from.ref), via.ref))
    const [u, v] = minus(nextTo(wayWith(to.ref), via.ref), here)
    expect([rule.id, x * v - y * u > 0]).toEqual([rule.id, true])
  }
  const signals = map.nodes.filter(({ tags }) => tags['highway'] === 'traffic_signals')
  const driven = new Set(streets.flatMap(({ refs }) => refs))
  expect(signals.length).toBeGreaterThan(30)
  expect(signals.filter(({ id }) => !driven.has(id))).toEqual([])
})

test('every shop stands within sixty metres of a street that a driver can use', () => {
  const degreesOf = 60 / 100_000
  const segments = streets
    .filter(({ tags }) => tags['highway'] !== 'footway')
    .flatMap((way) => {
      const line = reader.lineOf(way)
      return line.slice(1).map((to, i): [Position, Position] => [line[i] ?? to, to])
    })
  const distances = city.retailers.map(({ lng, lat }) => {
    const near = segments.filter(([a, b]) =>
      [0, 1].every((axis) => {
        const [p, q, r] = [a[axis] ?? 0, b[axis] ?? 0, [lng, lat][axis] ?? 0]
        return Math.min(p, q) - degreesOf < r && r < Math.max(p, q) + degreesOf
      }),
    )
    return Math.min(
      ...near.map((ends) =>
        pointToLineDistance(point([lng, lat]), lineString(ends), { units: 'meters' }),
      ),
    )
  })
  expect(Math.max(...distances)).toBeLessThan(60)
  expect(distances.sort((a, b) => a - b)[distances.length >> 1]).toBeLessThan(15)
}, 60_000)

test('whatever has a name has it in Chinese and in English', () => {
  const named = [...map.nodes, ...map.ways, ...map.relations].filter(({ tags }) => 'name' in tags)
  for (const { tags } of named) {
    expect(tags['name']).toMatch(/^\p{Script=Han}+$/u)
    expect(tags['name:zh']).toBe(tags['name'])
    expect(tags['name:en']).toMatch(/^[\p{Script=Latin} ]+$/u)
  }
  expect(streets.filter(({ tags }) => !('name' in tags))).toEqual([])
  const places = map.nodes.flatMap(({ tags }) => tags['place'] ?? [])
  expect(places.filter((place) => place === 'city')).toHaveLength(1)
  expect(places.filter((place) => place === 'suburb')).toHaveLength(6)
  expect(places.filter((place) => place === 'village')).toHaveLength(15)
})

type Rule = (typeof map.relations)[number]
type Member = Rule['members'][number]

function membersOf({ id, members }: Rule): [from: Member, via: Member, to: Member] {
  const [from, via, to] = members
  expect([id, members.map(({ role }) => role)]).toEqual([id, ['from', 'via', 'to']])
  if (!from || !via || !to) throw new Error(`rule ${String(id)} lacks a member`)
  return [from, via, to]
}

function wayWith(id: number): CityWay {
  const way = wayOf.get(id)
  if (!way) throw new Error(`no way ${String(id)}`)
  return way
}

const endsAt = ({ refs }: CityWay, node: number): boolean =>
  refs[0] === node || refs.at(-1) === node

const minus = (a: Position, b: Position): [number, number] => [
  (a[0] ?? 0) - (b[0] ?? 0),
  (a[1] ?? 0) - (b[1] ?? 0),
]

/** The neighbour of a way's end. */
function nextTo({ refs }: CityWay, end: number): Position {
  return reader.positionOf((refs[0] === end ? refs[1] : refs.at(-2)) ?? 0)
}

/** A point to the left of the middle of a stretch; right when negative. */
function aside(from: Position, to: Position, metres: number): Position {
  const [dx, dy] = minus(to, from)
  const length = Math.hypot(dx * 103_264, dy * 110_738)
  return [
    ((from[0] ?? 0) + (to[0] ?? 0)) / 2 - (metres * dy * 110_738) / length / 103_264,
    ((from[1] ?? 0) + (to[1] ?? 0)) / 2 + (metres * dx * 103_264) / length / 110_738,
  ]
}
