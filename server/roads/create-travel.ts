import { estimateLeg } from '../../shared/estimate-leg.ts'
import type { LngLat } from '../../shared/geo.ts'
import { Problem } from '../platform/problem.ts'
import type { RoadLeg, RoadMatrix } from './engine/road-queries.ts'
import type { TravelEngine } from './engines/travel-engine.ts'
import { estimateTravel } from './estimate-travel.ts'
import type { Travel, TravelMatrix, TravelOptions, TravelRoute } from './travel.ts'

export interface TravelParts {
  readonly profile: Travel['profile']
  readonly dataId: Travel['dataId']
  /** Undefined while there are no streets. */
  readonly engine: () => TravelEngine | undefined
  /** Why the streets there are cannot be used. */
  readonly failure: () => string | undefined
}

/** Along the streets of an engine; estimates, marked as such, for points away from them and where there are none. */
export function createTravel({ profile, dataId, engine, failure }: TravelParts): Travel {
  const openEngine = () => {
    const reason = failure()
    if (reason !== undefined) throw new Problem('road-engine-unavailable', reason)
    return engine()
  }
  return {
    profile,
    dataId,
    async matrix(points, options) {
      const estimate = () => estimateTravel(points, options.profile)
      const roads = openEngine()
      if (!roads) return estimate()
      return fillMatrix(
        await roads.matrix({ ...options, sources: points, targets: points }),
        estimate,
      )
    },
    async route(points, options) {
      const roads = openEngine()
      return fillRoute(points, options, roads && (await roads.path({ ...options, points })).legs)
    },
  }
}

/** Estimates take the cells of points off the road. */
function fillMatrix(matrix: RoadMatrix, estimate: () => TravelMatrix): TravelMatrix {
  const { durations, distances, sources } = matrix
  const size = sources.length
  const offRoad = sources.flatMap((point, index) => (point ? [] : [index]))
  if (offRoad.length === 0) return { size, durations, distances, source: 'roads', offRoad }
  const estimated = estimate()
  if (offRoad.length === size) return estimated
  for (const point of offRoad)
    for (let other = 0; other < size; other++)
      for (const cell of [point * size + other, other * size + point]) {
        durations[cell] = estimated.durations[cell] as number
        distances[cell] = estimated.distances[cell] as number
      }
  return { size, durations, distances, source: 'mixed', offRoad }
}

function fillRoute(
  points: readonly LngLat[],
  { profile }: TravelOptions,
  found: readonly RoadLeg[] | undefined,
): TravelRoute {
  let estimates = 0
  const legs = points.slice(1).map((to, index) => {
    const leg = found?.[index]
    if (leg && leg.missing !== 'off-road') return leg
    estimates++
    return estimateLeg(points[index] as LngLat, to, profile)
  })
  const source =
    estimates === 0 && found ? 'roads' : estimates === legs.length ? 'estimate' : 'mixed'
  return { source, legs: legs.map(({ seconds, metres, line }) => ({ seconds, metres, line })) }
}
