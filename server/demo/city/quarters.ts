import { isGreenStrip, type Blocks } from './blocks.ts'
import type { Places } from './partition.ts'
import { at, distance, ringArea, ringCentroid, type Point } from './plane.ts'
import type { PlanarMap } from './planar-map.ts'

export interface Quarters extends Places {
  /** The quarter of each face; -1 for the open sea. */
  readonly ofFace: readonly number[]
  readonly facesOf: readonly (readonly number[])[]
}

/**
 * Groups of blocks between the larger streets. Water and strips along it go to the land they share
 * most border with, so that a quarter reaches to the middle of the river.
 */
export function createQuarters(
  map: PlanarMap,
  blocks: Blocks,
  population: readonly number[],
): Quarters {
  const quarter = joinThinFaces(map, blocks)
  const numbers = [...new Set(quarter.slice(1))].sort((a, b) => a - b)
  const renumbered = new Map(numbers.map((number, index) => [number, index]))
  const ofFace = quarter.map((number, face) => (face === 0 ? -1 : (renumbered.get(number) ?? -1)))
  const facesOf = numbers.map((): number[] => [])
  ofFace.forEach((index, face) => {
    if (index >= 0) at(facesOf, index).push(face)
  })
  return {
    ofFace,
    facesOf,
    weight: facesOf.map((faces) => faces.reduce((sum, face) => sum + at(population, face), 0)),
    centre: facesOf.map((faces) => middleOf(map, faces)),
    neighbours: bordersBetween(map, ofFace, numbers.length),
  }
}

function joinThinFaces(map: PlanarMap, blocks: Blocks): number[] {
  const quarter = [...blocks.quarter]
  const thin = new Set<number>()
  const sizes = new Map<number, number>()
  for (const each of quarter) sizes.set(each, (sizes.get(each) ?? 0) + 1)
  for (let face = 1; face < map.faceEdge.length; face++) {
    // A strip among others of its quarter stays: it may be what holds them together.
    const isAlone = sizes.get(at(quarter, face)) === 1
    if (blocks.zone[face] === 'water' || (isAlone && isGreenStrip(map, face))) thin.add(face)
  }
  while (thin.size > 0) {
    const joined = [...thin].flatMap((face) => {
      const shared = new Map<number, number>()
      for (const half of map.halfEdgesOf(face)) {
        const other = at(map.face, half ^ 1)
        if (other === 0 || thin.has(other)) continue
        const length = distance(map.start(half), map.end(half))
        shared.set(at(quarter, other), (shared.get(at(quarter, other)) ?? 0) + length)
      }
      const [longest] = [...shared].sort((a, b) => b[1] - a[1])
      return longest ? [{ face, quarter: longest[0] }] : []
    })
    if (joined.length === 0) break
    for (const each of joined) {
      quarter[each.face] = each.quarter
      thin.delete(each.face)
    }
  }
  return quarter
}

function middleOf(map: PlanarMap, faces: readonly number[]): Point {
  let [x, y, total] = [0, 0, 0]
  for (const face of faces) {
    const ring = map.ringOf(face)
    const area = ringArea(ring)
    const centre = ringCentroid(ring)
    x += centre[0] * area
    y += centre[1] * area
    total += area
  }
  return [x / total, y / total]
}

/** Lengths of shared border; one across water counts a tenth, so that regions keep to one bank. */
export function bordersBetween(
  map: PlanarMap,
  groupOfFace: readonly number[],
  count: number,
): Map<number, number>[] {
  const borders = Array.from({ length: count }, () => new Map<number, number>())
  for (let half = 0; half < map.origin.length; half++) {
    const one = at(groupOfFace, at(map.face, half))
    const other = at(groupOfFace, at(map.face, half ^ 1))
    if (one < 0 || other < 0 || one === other) continue
    const length = distance(map.start(half), map.end(half)) * (map.kindOf(half) === 'rib' ? 0.1 : 1)
    const border = at(borders, one)
    border.set(other, (border.get(other) ?? 0) + length)
  }
  return borders
}
