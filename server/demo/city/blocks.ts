import type { DirectionField } from './direction-field.ts'
import {
  at,
  distance,
  distanceToLine,
  dot,
  heading,
  mix,
  ringArea,
  ringCentroid,
  ringContains,
  type Point,
  type Ring,
} from './plane.ts'
import { isStreet, type EdgeKind, type PlanarMap } from './planar-map.ts'
import type { Random } from './random.ts'
import type { Terrain } from './terrain.ts'
import { traceCut, type Cut } from './trace-cut.ts'
import { blockSize, isVillage, zoneAt, type Zone } from './zones.ts'

export interface Blocks {
  /** By face: a group of neighbouring blocks that areas are built from. */
  readonly quarter: readonly number[]
  readonly zone: readonly (Zone | 'water')[]
}

interface Growth {
  readonly map: PlanarMap
  readonly terrain: Terrain
  readonly field: DirectionField
  readonly random: Random
  readonly quarter: number[]
  readonly zone: (Zone | 'water')[]
}

const quarterSize = 430_000
const ruralQuarterSize = 2_600_000

/** Cuts the faces between the arterials down to blocks, each with the grain of its zone. */
export function cutBlocks(
  map: PlanarMap,
  terrain: Terrain,
  field: DirectionField,
  random: Random,
): Blocks {
  const growth: Growth = { map, terrain, field, random, quarter: [-1], zone: ['water'] }
  let quarters = 0
  const waiting = map.faceEdge.map((_, face) => face).slice(1)
  for (let face = waiting.pop(); face !== undefined; face = waiting.pop()) {
    const ring = map.ringOf(face)
    const area = ringArea(ring)
    const middle = pointInside(ring)
    const zone = terrain.isWater(middle) ? 'water' : zoneAt(terrain, middle)
    growth.zone[face] = zone
    const largest = zone === 'rural' || zone === 'village' ? ruralQuarterSize : quarterSize
    if (growth.quarter[face] === undefined && area <= largest) growth.quarter[face] = quarters++
    const child = isFinished(growth, face, ring, area)
      ? undefined
      : splitBlock(growth, face, ring, area)
    if (child !== undefined) {
      const quarter = growth.quarter[face]
      if (quarter !== undefined) growth.quarter[child] = quarter
      waiting.push(child, face)
    } else growth.quarter[face] ??= quarters++
  }
  return growth
}

function isFinished(growth: Growth, face: number, ring: Ring, area: number): boolean {
  const zone = at(growth.zone, face)
  if (zone === 'water' || isGreenStrip(growth.map, face)) return true
  const wanted = ring.some((point) => isVillage(growth.terrain, point))
    ? Math.min(blockSize(zone), area > 60_000 ? blockSize('village') : Infinity)
    : blockSize(zone)
  return area < wanted * growth.random.between(1.1, 2.4)
}

/** Along water, or long and thin: left open. */
export function isGreenStrip(map: PlanarMap, face: number): boolean {
  let around = 0
  let shore = 0
  for (const half of map.halfEdgesOf(face)) {
    const length = distance(map.start(half), map.end(half))
    const kind = map.kindOf(half)
    around += length
    if (kind === 'bank' || kind === 'coast') shore += length
  }
  const area = ringArea(map.ringOf(face))
  const roundness = (4 * Math.PI * area) / around ** 2
  return roundness < 0.22 || (shore > around / 4 && area < 1_500_000)
}

const tries = 7

/** The new face, or undefined when no fair cut was found. */
function splitBlock(growth: Growth, face: number, ring: Ring, area: number): number | undefined {
  const { map, terrain, field, random } = growth
  const heart = terrain.villages.find(
    (village) => ringContains(ring, village) && distanceToLine(village, ring, true) > 60,
  )
  const step = Math.min(110, Math.max(26, Math.sqrt(area) / 9))
  for (let attempt = 0; attempt < tries; attempt++) {
    const start = heart && attempt === 0 ? heart : startingPoint(ring, random)
    const along = field(start)
    const [long, wide] = extents(ring, along)
    const acrossLength = random.chance(0.12) ? long < wide : long > wide
    const angle = acrossLength === attempt < tries - 2 ? along + Math.PI / 2 : along
    const cut = traceCut(ring, start, angle, field, step)
    if (!cut || !isFair(ring, cut, area, heart ? 0.06 : 0.24)) continue
    return applyCut(map, face, cut, rank(growth, start, area))
  }
  return undefined
}

function startingPoint(ring: Ring, random: Random): Point {
  const middle = pointInside(ring)
  const moved = mix(middle, random.pick(ring), random.between(0, 0.24))
  return ringContains(ring, moved) ? moved : middle
}

/** The ring's centroid, or when that lies outside the middle of the widest row through it. */
export function pointInside(ring: Ring): Point {
  const centroid = ringCentroid(ring)
  if (ringContains(ring, centroid)) return centroid
  const heights = ring.map((point) => point[1])
  const [low, high] = [Math.min(...heights), Math.max(...heights)]
  let best: Point = centroid
  let widest = 0
  for (const share of [0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92]) {
    const y = low + (high - low) * share
    const walls = crossingsAt(ring, y)
    for (let i = 0; i + 1 < walls.length; i += 2) {
      const [left, right] = [at(walls, i), at(walls, i + 1)]
      if (right - left > widest) [widest, best] = [right - left, [(left + right) / 2, y]]
    }
  }
  return best
}

function crossingsAt(ring: Ring, y: number): number[] {
  const walls: number[] = []
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [at(ring, i - 1), at(ring, i)]
    if (a[1] > y !== b[1] > y) walls.push(a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]))
  }
  return walls.sort((one, other) => one - other)
}

function extents(ring: Ring, angle: number): [number, number] {
  const spread = (axis: Point): number => {
    const along = ring.map((point) => dot(point, axis))
    return Math.max(...along) - Math.min(...along)
  }
  return [spread(heading(angle)), spread(heading(angle + Math.PI / 2))]
}

function isFair(ring: Ring, { from, to, between }: Cut, area: number, least: number): boolean {
  const side: Point[] = [from.point, ...between, to.point]
  const count = ring.length
  for (let i = (to.index + 1) % count; ; i = (i + 1) % count) {
    if (i === (from.index + 1) % count) break
    side.push(at(ring, i))
  }
  const part = Math.abs(ringArea(side)) / area
  return part > least && part < 1 - least
}

function applyCut(
  map: PlanarMap,
  face: number,
  { from, to, between }: Cut,
  kind: EdgeKind,
): number {
  const halves = map.halfEdgesOf(face)
  const [first, last] = [from, to].map(({ index, point, isVertex }) =>
    isVertex ? at(halves, index) : map.splitEdge(at(halves, index), point),
  )
  return map.splitFace(at([first ?? -1], 0), at([last ?? -1], 0), between, kind)
}

function rank({ terrain, random }: Growth, point: Point, area: number): EdgeKind {
  const zone = zoneAt(terrain, point)
  if (zone === 'rural') return area > 4_000_000 ? 'tertiary' : 'residential'
  if (area > 900_000) return 'secondary'
  if (area > 190_000) return 'tertiary'
  return zone === 'old-town' && area < 16_000 && random.chance(0.5) ? 'footway' : 'residential'
}

/** Tracks that end at water or on the shore are given up, until every street leads on. */
export function closeDeadEnds(map: PlanarMap): void {
  const leaving = map.nodes.map((): number[] => [])
  map.origin.forEach((node, half) => at(leaving, node).push(half))
  const streetsAt = (node: number): number[] =>
    at(leaving, node).filter((half) => isStreet(map.kindOf(half)))
  const waiting = map.nodes.map((_, node) => node)
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const [half, other] = streetsAt(node)
    if (half === undefined || other !== undefined) continue
    map.kind[half >> 1] = 'rib'
    waiting.push(at(map.origin, half ^ 1))
  }
}
