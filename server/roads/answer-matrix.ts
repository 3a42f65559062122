import { estimateLeg } from '../../shared/estimate-leg.ts'
import type { LngLat } from '../../shared/geo.ts'
import type { RoadMatrixAnswer, StreetPoint } from '../../shared/roads.ts'
import type { MatrixQuery, RoadMatrix, RoadPoint } from './engine/road-queries.ts'
import type { TravelEngine } from './engines/travel-engine.ts'

/** A matrix as it is sent: estimates for points off the streets, and for all while there are none. */
export async function answerMatrix(
  engine: TravelEngine | undefined,
  query: MatrixQuery,
): Promise<RoadMatrixAnswer> {
  const found = await engine?.matrix(query)
  const sources = describeAll(query.sources, found?.sources)
  const destinations = describeAll(query.targets, found?.targets)
  const isStreet = (row: number, column: number) => !!sources[row] && !!destinations[column]
  const fill = (values: RoadMatrix['durations'] | undefined, unit: 'seconds' | 'metres') =>
    query.sources.map((from, row) =>
      query.targets.map((to, column) => {
        if (!isStreet(row, column)) return estimateLeg(from, to, query.profile)[unit]
        const value = values?.[row * query.targets.length + column] ?? Infinity
        return value === Infinity ? null : value
      }),
    )
  return {
    durations: fill(found?.durations, 'seconds'),
    distances: fill(found?.distances, 'metres'),
    sources,
    destinations,
    source: sourceOf(sources, destinations),
  }
}

export const toStreetPoint = ({ at, metres, name }: RoadPoint): StreetPoint => ({
  location: at,
  metres,
  name,
})

function describeAll(
  points: readonly LngLat[],
  found: readonly (RoadPoint | null)[] | undefined,
): (StreetPoint | null)[] {
  return points.map((_, index) => {
    const point = found?.[index]
    return point ? toStreetPoint(point) : null
  })
}

function sourceOf(sources: (StreetPoint | null)[], destinations: (StreetPoint | null)[]) {
  const isAll = (points: (StreetPoint | null)[]) => points.every(Boolean)
  const isAny = (points: (StreetPoint | null)[]) => points.some(Boolean)
  if (isAll(sources) && isAll(destinations)) return 'roads'
  return isAny(sources) && isAny(destinations) ? 'mixed' : 'estimate'
}
