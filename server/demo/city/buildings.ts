import type { LandUse } from './land-use.ts'
import { oldTown } from './arterials.ts'
import { businessCentre } from './land-use.ts'
import {
  at,
  distance,
  distanceToSegment,
  dot,
  leftOf,
  mix,
  minus,
  plus,
  ringArea,
  ringCentroid,
  ringContains,
  scaled,
  unit,
  type Point,
  type Ring,
} from './plane.ts'
import { isStreet, type PlanarMap } from './planar-map.ts'
import type { Random } from './random.ts'
import { halfWidth } from './streets.ts'

export interface Building {
  readonly face: number
  readonly ring: Ring
  /** The wall that faces the street of this half-edge. */
  readonly front: readonly [Point, Point]
  readonly half: number
}

/** A side of a block, in the sense of the face: a stretch of border without a corner. */
interface Side {
  readonly half: number
  readonly from: Point
  readonly to: Point
  readonly setback: number
}

const most = 4_900

/** Footprints along the streets of the centre, block by block outwards until there are enough. */
export function raiseBuildings(map: PlanarMap, landUse: LandUse, random: Random): Building[] {
  const toCentre = (face: number): number => {
    const middle = ringCentroid(map.ringOf(face))
    return Math.min(distance(middle, oldTown), distance(middle, businessCentre) + 250)
  }
  const built = map.faceEdge
    .map((_, face) => face)
    .filter((face) => landUse[face] === 'residential' || landUse[face] === 'commercial')
    .map((face) => ({ face, away: toCentre(face) }))
    .filter(({ away }) => away < 3000)
    .sort((a, b) => a.away - b.away)
  const buildings: Building[] = []
  for (const { face } of built) {
    if (buildings.length >= most) break
    buildings.push(...fillBlock(map, face, landUse[face] === 'commercial', random))
  }
  return buildings.slice(0, most)
}

function fillBlock(map: PlanarMap, face: number, isShops: boolean, random: Random): Building[] {
  const sides = sidesOf(map, face)
  const ring = map.ringOf(face)
  const area = ringArea(ring)
  const placed: Building[] = []
  for (const side of sides) {
    const length = distance(side.from, side.to)
    const depth = isShops ? random.between(16, 26) : random.between(11, 15)
    let along = side.setback + random.between(2, 6)
    while (along + 14 < length - side.setback) {
      const wide = Math.min(
        length - side.setback - along,
        isShops ? random.between(24, 58) : random.between(18, area > 14_000 ? 64 : 38),
      )
      const building = footprint(
        face,
        side,
        along,
        wide,
        side.setback + random.between(0, 2),
        depth,
      )
      const fits = isClear(building.ring, ring, sides, placed)
      if (fits) placed.push(building)
      along += fits ? wide + random.between(3, 9) : 7
    }
  }
  if (!isShops && area > 14_000) placed.push(...innerRows(face, ring, sides, placed, random))
  return placed
}

function sidesOf(map: PlanarMap, face: number): Side[] {
  const sides: Side[] = []
  for (const half of map.halfEdgesOf(face)) {
    const kind = map.kindOf(half)
    const setback = isStreet(kind) ? halfWidth[kind] + 3.5 : 8
    const before = sides.at(-1)
    const [from, to] = [map.start(half), map.end(half)]
    const isStraight =
      before && dot(unit(minus(before.to, before.from)), unit(minus(to, from))) > 0.995
    if (isStraight && before.setback === setback) sides[sides.length - 1] = { ...before, to }
    else sides.push({ half, from, to, setback })
  }
  return sides
}

function footprint(
  face: number,
  { half, from, to }: Side,
  along: number,
  wide: number,
  setback: number,
  depth: number,
): Building {
  const way = unit(minus(to, from))
  const inward = leftOf(way)
  const a = plus(plus(from, scaled(way, along)), scaled(inward, setback))
  const b = plus(a, scaled(way, wide))
  const ring = [a, b, plus(b, scaled(inward, depth)), plus(a, scaled(inward, depth))]
  return { face, ring, front: [a, b], half }
}

/** Rows of flats behind the street front, side by side as estates are laid out. */
function innerRows(
  face: number,
  ring: Ring,
  sides: readonly Side[],
  street: readonly Building[],
  random: Random,
): Building[] {
  const longest = sides.reduce((a, b) => (distance(b.from, b.to) > distance(a.from, a.to) ? b : a))
  const length = distance(longest.from, longest.to)
  const wide = random.between(34, 56)
  const rows: Building[] = []
  for (let deep = longest.setback + 36; deep < 330; deep += 30) {
    for (let along = 14; along + wide < length; along += wide + 9) {
      const slab = footprint(face, longest, along, wide, deep, 12)
      if (isClear(slab.ring, ring, sides, [...street, ...rows])) rows.push(slab)
    }
  }
  return rows
}

const gapMetres = 3

function isClear(
  building: Ring,
  block: Ring,
  sides: readonly Side[],
  others: readonly Building[],
): boolean {
  const outline = building.flatMap((point, i) => [point, mix(point, at(building, i - 1), 0.5)])
  const keepsOff = ({ from, to, setback }: Side): boolean =>
    outline.every((point) => distanceToSegment(point, from, to) > setback - 0.5)
  if (!outline.every((point) => ringContains(block, point)) || !sides.every(keepsOff)) return false
  return others.every((other) => areSeparate(building, other.ring))
}

/** Separating axes of two rectangles. */
function areSeparate(one: Ring, other: Ring): boolean {
  for (const ring of [one, other]) {
    for (const i of [1, 2]) {
      const axis = unit(minus(at(ring, i), at(ring, i - 1)))
      const [a, b] = [one, other].map((each) => each.map((point) => dot(point, axis)))
      if (!a || !b) continue
      if (Math.min(...a) > Math.max(...b) + gapMetres) return true
      if (Math.min(...b) > Math.max(...a) + gapMetres) return true
    }
  }
  return false
}
