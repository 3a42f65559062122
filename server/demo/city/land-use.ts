import { isGreenStrip, pointInside, type Blocks } from './blocks.ts'
import { oldTown } from './arterials.ts'
import { at, distance, ringArea, type Point } from './plane.ts'
import type { PlanarMap } from './planar-map.ts'
import type { Random } from './random.ts'
import type { Terrain } from './terrain.ts'
import { residentsPerKm2, type Zone } from './zones.ts'

export type LandKind =
  'park' | 'forest' | 'industrial' | 'residential' | 'grass' | 'commercial' | 'farmland'

/** The business district across the river from the old town. */
export const businessCentre: Point = [-650, -650]

/** By face; undefined for water. */
export type LandUse = readonly (LandKind | undefined)[]

export function assignLandUse(
  map: PlanarMap,
  blocks: Blocks,
  terrain: Terrain,
  random: Random,
): LandUse {
  return map.faceEdge.map((_, face) => {
    const zone = at(blocks.zone, face)
    if (face === 0 || zone === 'water') return undefined
    const ring = map.ringOf(face)
    const point = pointInside(ring)
    if (isGreenStrip(map, face)) return shoreIn(zone)
    if (distance(point, terrain.lakeCentre) < 900) return 'park'
    return landIn(zone, point, ringArea(ring), terrain, random)
  })
}

/** The harbour works its shore, the city walks along it. */
function shoreIn(zone: Zone): LandKind {
  if (zone === 'industrial') return 'industrial'
  return zone === 'rural' || zone === 'village' ? 'grass' : 'park'
}

function landIn(
  zone: Zone,
  point: Point,
  area: number,
  terrain: Terrain,
  random: Random,
): LandKind {
  if (zone === 'industrial') return random.chance(0.06) ? 'grass' : 'industrial'
  if (zone === 'rural') return countryside(point, terrain)
  if (zone === 'village') return area < 70_000 ? 'residential' : 'farmland'
  if (random.chance(area > 30_000 ? 0.05 : 0.022)) return 'park'
  const toCentre = Math.min(distance(point, oldTown), distance(point, businessCentre))
  return random.chance(0.75 * Math.exp(-((toCentre / 900) ** 2)) + 0.05)
    ? 'commercial'
    : 'residential'
}

/** Hills in the north-west and here and there are wooded; the rest is tilled. */
function countryside(point: Point, terrain: Terrain): LandKind {
  const hills = 0.9 * Math.exp(-((distance(point, [-8800, 6600]) / 3600) ** 2))
  const wooded = terrain.noise([point[0] * 0.7 + 50_000, point[1] * 0.7]) + hills
  return wooded > 0.3 ? 'forest' : 'farmland'
}

const share: Record<LandKind, number> = {
  residential: 1,
  commercial: 0.55,
  industrial: 1,
  farmland: 1,
  forest: 0.15,
  park: 0,
  grass: 0,
}

/** Residents of each face before the census scales them. */
export function estimateResidents(map: PlanarMap, blocks: Blocks, landUse: LandUse): number[] {
  return map.faceEdge.map((_, face) => {
    const zone = at(blocks.zone, face)
    const land = landUse[face]
    if (face === 0 || zone === 'water' || land === undefined) return 0
    return (ringArea(map.ringOf(face)) / 1e6) * residentsPerKm2(zone) * share[land]
  })
}
