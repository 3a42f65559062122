import type { LngLat } from '../../../shared/geo.ts'
import type { Path } from '../hierarchy/find-path.ts'
import type { RoadLeg } from './road-queries.ts'
import { followPath } from './follow-path.ts'
import type { ProfileRoads } from './profile-roads.ts'
import { extendLine } from './segment-line.ts'
import type { Snap } from './snap.ts'

/** @param secondsPerMilli of duration: a thousandth times what the hour makes of it */
export function drawLeg(
  { network, graph }: ProfileRoads,
  path: Path,
  ends: readonly [source: Snap, target: Snap],
  secondsPerMilli: number,
): RoadLeg {
  const line: LngLat[] = []
  for (const { segment, from, to } of followPath(network, graph, path, ends))
    extendLine(line, network, segment, from, to)
  return {
    missing: null,
    seconds: path.duration * secondsPerMilli,
    metres: Math.max(0, path.distance) / 100,
    line,
  }
}
