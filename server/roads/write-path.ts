import type { RoutePath } from '../../shared/roads.ts'
import { Problem } from '../platform/problem.ts'
import type { TravelRoute } from './travel.ts'

/**
 * A route as it is sent, its legs' lines joined.
 * @throws Problem no-way-between
 */
export function writePath({ source, legs }: TravelRoute): RoutePath {
  const missing = legs.findIndex(({ seconds }) => seconds === Infinity)
  if (missing >= 0) throw new Problem('no-way-between', `leg ${String(missing + 1)}`)
  return {
    source,
    legs: legs.map(({ seconds, metres }) => ({
      seconds: Math.round(seconds),
      metres: Math.round(metres),
    })),
    line: legs.flatMap(({ line }) => line),
  }
}
