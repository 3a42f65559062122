import { cityCentre, oldTown } from './arterials.ts'
import { distance, type Point } from './plane.ts'
import type { Terrain } from './terrain.ts'

export type Zone = 'old-town' | 'centre' | 'inner' | 'outer' | 'industrial' | 'village' | 'rural'

/** The middle of the harbour and its works. */
const harbour: Point = [6700, -4300]
const works: Point = [-6300, -2300]

/** Wanted size of a block, m², and residents per km² where people live. */
const zones: Record<Zone, { block: number; density: number }> = {
  'old-town': { block: 8_500, density: 17_000 },
  centre: { block: 17_000, density: 15_500 },
  inner: { block: 32_000, density: 11_000 },
  outer: { block: 62_000, density: 6_500 },
  industrial: { block: 120_000, density: 500 },
  village: { block: 19_000, density: 3_300 },
  rural: { block: 1_300_000, density: 85 },
}

export const blockSize = (zone: Zone): number => zones[zone].block
export const residentsPerKm2 = (zone: Zone): number => zones[zone].density

/** Metres from the centre, stretched and bent so that the city grows along no circle. */
export function centrality(terrain: Terrain, [x, y]: Point): number {
  const stretched = Math.hypot((x - cityCentre[0]) / 1.14, y - cityCentre[1])
  return stretched * (1 + 0.2 * terrain.noise([x * 0.8, y * 0.8]))
}

export function zoneAt(terrain: Terrain, point: Point): Zone {
  if (distance(point, oldTown) < 1150 + 250 * terrain.noise(point)) return 'old-town'
  if (distance(point, harbour) < 2500 || distance(point, works) < 1500) return 'industrial'
  const away = centrality(terrain, point)
  if (away < 2300) return 'centre'
  if (away < 4400) return 'inner'
  if (away < 6300) return 'outer'
  return isVillage(terrain, point) ? 'village' : 'rural'
}

export const isVillage = (terrain: Terrain, point: Point): boolean =>
  terrain.villages.some((village) => distance(point, village) < 430)
