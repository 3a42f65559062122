import type { LngLat } from '../../../shared/geo.ts'
import type { MatrixQuery, PathQuery, RoadLeg, RoadMatrix } from '../engine/road-queries.ts'

/**
 * Who answers for times and distances along streets: our own engine, or one that runs elsewhere. Rejects when there is
 * no answer; what has no street near, or no way, is said in the answer.
 */
export interface TravelEngine {
  matrix(query: MatrixQuery): Promise<RoadMatrix>
  path(query: PathQuery): Promise<{ readonly legs: readonly RoadLeg[] }>
}

/** A leg that an engine gave as line, seconds and metres. */
export function foundLeg(line: readonly LngLat[], seconds: number, metres: number): RoadLeg {
  return { missing: null, seconds, metres, line }
}

export function missingLeg(missing: 'off-road' | 'no-way'): RoadLeg {
  return { missing, seconds: Infinity, metres: Infinity, line: [] }
}
