import type { LngLat } from '../../../shared/geo.ts'
import { encodePolyline } from '../../../shared/polyline.ts'
import type { ProfileName } from '../../../shared/roads.ts'
import type { GuideLeg, RemoteRoadQueries } from '../engine/road-queries.ts'
import { annotateLeg, type Annotation } from './annotate-leg.ts'
import type { RouteOptions } from './parse-osrm-options.ts'
import { OsrmRefusal } from './osrm-refusal.ts'
import { simplifyLine } from './simplify-line.ts'
import { roundPoint, roundValue, writeWaypoints } from './write-waypoint.ts'
import { writeSteps, type WriteLine } from './write-steps.ts'

export const mostRoutePoints = 500

/** `/route/v1`: always the one best route. @throws OsrmRefusal */
export async function answerRoute(
  engine: RemoteRoadQueries,
  profile: ProfileName,
  points: readonly LngLat[],
  options: RouteOptions,
): Promise<object> {
  if (points.length > mostRoutePoints)
    throw new OsrmRefusal(
      'TooBig',
      `Number of entries ${String(points.length)} is higher than current maximum (${String(mostRoutePoints)})`,
    )
  const straight = options.continue_straight === 'true'
  const guide = await engine.guide({ profile, points, straight })
  const waypoints = writeWaypoints(guide.points, options)
  const legs = guide.legs.flatMap((leg) => leg ?? [])
  if (legs.length < guide.legs.length)
    throw new OsrmRefusal('NoRoute', 'Impossible route between points')
  const writeLine = writerOf(options.geometries ?? 'polyline')
  const overview = writeOverview(legs, options.overview ?? 'simplified')
  const sum = (unit: 'seconds' | 'metres' | 'weight') =>
    roundValue(legs.reduce((total, leg) => total + leg[unit], 0))
  return {
    code: 'Ok',
    routes: [
      {
        ...(overview ? { geometry: writeLine(overview) } : {}),
        legs: legs.map((leg) => writeLeg(leg, profile, options, writeLine)),
        weight_name: 'routability',
        weight: sum('weight'),
        duration: sum('seconds'),
        distance: sum('metres'),
      },
    ],
    ...(options.skip_waypoints ? {} : { waypoints }),
  }
}

function writeLeg(
  leg: GuideLeg,
  profile: ProfileName,
  { steps = false, annotations = [] }: RouteOptions,
  writeLine: WriteLine,
): object {
  // Node numbers are not kept: left out of all, refused when named alone.
  const kept = annotations.filter((name): name is Annotation => name !== 'nodes')
  if (annotations.length === 1 && kept.length === 0)
    throw new OsrmRefusal('InvalidOptions', 'annotations=nodes is not supported here')
  return {
    steps: steps ? writeSteps(leg, profile, writeLine) : [],
    summary: steps ? summarize(leg) : '',
    weight: roundValue(leg.weight),
    duration: roundValue(leg.seconds),
    distance: roundValue(leg.metres),
    ...(kept.length > 0 ? { annotation: annotateLeg(leg, kept) } : {}),
  }
}

/** The two streets that most of the way is on, in the order they are met. */
function summarize({ arcs }: GuideLeg): string {
  const lengths = new Map<string, number>()
  for (const { name, metres } of arcs)
    if (name !== '') lengths.set(name, (lengths.get(name) ?? 0) + metres)
  const longest = [...lengths].sort(([, a], [, b]) => b - a).slice(0, 2)
  return [...lengths.keys()].filter((name) => longest.some(([one]) => one === name)).join(', ')
}

function writeOverview(legs: GuideLeg[], overview: 'simplified' | 'full' | 'false') {
  if (overview === 'false') return undefined
  if (overview === 'simplified') return simplifyLine(legs.map(({ line }) => line))
  return legs.flatMap((leg, index) => leg.line.slice(index === 0 ? 0 : 1))
}

function writerOf(format: 'polyline' | 'polyline6' | 'geojson'): WriteLine {
  if (format === 'geojson')
    return (line) => ({ type: 'LineString', coordinates: line.map(roundPoint) })
  const digits = format === 'polyline' ? 5 : 6
  return (line) => encodePolyline(line, digits)
}
