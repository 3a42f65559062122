import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import type { ProfileName } from '../../shared/roads.ts'
import type { TravelLeg, TravelMatrix } from './travel.ts'

interface Estimate {
  /** Metres along streets for each metre of the great circle. */
  readonly detour: number
  readonly metresPerSecond: number
}

/** What is said of places without road data. An estimate: shown as such. */
const estimates: Record<ProfileName, Estimate> = {
  // 27 km/h: city traffic with its lights.
  car: { detour: 1.35, metresPerSecond: 7.5 },
  // 18 km/h.
  'e-bike': { detour: 1.35, metresPerSecond: 5 },
  // 4.7 km/h; walkers cut through where wheels may not.
  foot: { detour: 1.25, metresPerSecond: 1.3 },
}

/** Metres along streets for each metre of the great circle, as estimates reckon. */
export const detourOf = (profile: ProfileName): number => estimates[profile].detour

/** Great circle × detour factor between all points. */
export function estimateTravel(points: readonly LngLat[], profile: ProfileName): TravelMatrix {
  const size = points.length
  const durations = new Float64Array(size * size)
  const distances = new Float64Array(size * size)
  points.forEach((from, row) => {
    points.forEach((to, column) => {
      if (row === column) return
      const { seconds, metres } = estimateLeg(from, to, profile)
      durations[row * size + column] = seconds
      distances[row * size + column] = metres
    })
  })
  return {
    size,
    durations,
    distances,
    source: 'estimate',
    offRoad: points.map((_, index) => index),
  }
}

/** A straight line. */
export function estimateLeg(from: LngLat, to: LngLat, profile: ProfileName): TravelLeg {
  const { detour, metresPerSecond } = estimates[profile]
  const metres = detour * distanceMetres(from, to)
  return { seconds: metres / metresPerSecond, metres, line: [from, to] }
}
