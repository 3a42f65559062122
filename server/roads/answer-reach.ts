import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import type { ProfileName, RoadReachAnswer } from '../../shared/roads.ts'
import { Problem } from '../platform/problem.ts'
import { toStreetPoint } from './answer-matrix.ts'
import type { RoadReach } from './engine/road-queries.ts'

/**
 * Streets within reach as they are sent.
 * @throws Problem no-road-near
 */
export function answerReach({ origin, streets }: RoadReach, profile: ProfileName): RoadReachAnswer {
  if (!origin) throw new Problem('no-road-near')
  const metres = streets.reduce((sum, { line }) => sum + lengthOf(line), 0)
  return {
    type: 'Feature',
    geometry: { type: 'MultiLineString', coordinates: streets.map(({ line }) => [...line]) },
    properties: { origin: toStreetPoint(origin), profile, metres: Math.round(metres) },
  }
}

function lengthOf(line: readonly LngLat[]): number {
  return line
    .slice(1)
    .reduce((sum, to, index) => sum + distanceMetres(line[index] as LngLat, to), 0)
}
