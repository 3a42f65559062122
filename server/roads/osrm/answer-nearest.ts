import type { LngLat } from '../../../shared/geo.ts'
import type { ProfileName } from '../../../shared/roads.ts'
import type { RemoteRoadQueries } from '../engine/road-queries.ts'
import type { NearestOptions } from './parse-osrm-options.ts'
import { OsrmRefusal } from './osrm-refusal.ts'
import { writeWaypoint } from './write-waypoint.ts'

export const mostNearest = 100

/** `/nearest/v1` @throws OsrmRefusal */
export async function answerNearest(
  engine: RemoteRoadQueries,
  profile: ProfileName,
  points: readonly LngLat[],
  options: NearestOptions,
): Promise<object> {
  const [point] = points
  if (!point || points.length > 1)
    throw new OsrmRefusal('InvalidOptions', 'Only one input coordinate is supported')
  const { number: count = 1, radiuses, skip_waypoints: skips = false } = options
  if (count < 1)
    throw new OsrmRefusal('InvalidOptions', 'Number of results needs to be at least one.')
  if (count > mostNearest)
    throw new OsrmRefusal(
      'TooBig',
      `Number of results ${String(count)} is higher than current maximum (${String(mostNearest)})`,
    )
  const found = (await engine.nearest({ profile, point, count })).filter(
    ({ metres }) => metres <= (radiuses?.[0] ?? Infinity),
  )
  if (found.length === 0)
    throw new OsrmRefusal('NoSegment', 'Could not find a matching segments for coordinate')
  if (skips) return { code: 'Ok' }
  return { code: 'Ok', waypoints: found.map((one) => writeWaypoint(one, options)) }
}
