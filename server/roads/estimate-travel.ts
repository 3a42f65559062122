import { estimateLeg } from '../../shared/estimate-leg.ts'
import type { LngLat } from '../../shared/geo.ts'
import type { ProfileName } from '../../shared/roads.ts'
import type { TravelMatrix } from './travel.ts'

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
