import type { LngLat } from '../../../shared/geo.ts'
import type { ProfileName } from '../../../shared/roads.ts'
import { bearingBetween } from '../engine/junctions.ts'
import type { GuideArc, GuideLeg } from '../engine/road-queries.ts'
import { findManeuvers, type Maneuver } from './find-maneuvers.ts'
import { roundPoint, roundValue } from './write-waypoint.ts'

export type WriteLine = (line: readonly LngLat[]) => string | object

const modes: Record<ProfileName, string> = { car: 'driving', 'e-bike': 'cycling', foot: 'walking' }

/** A leg as OSRM's route steps: one per maneuver, and the arrival. */
export function writeSteps(leg: GuideLeg, profile: ProfileName, writeLine: WriteLine): object[] {
  const maneuvers = findManeuvers(leg)
  const last = leg.arcs.length
  const steps = maneuvers.map((maneuver, index) =>
    writeStep(leg, maneuver, maneuvers[index + 1]?.arc ?? last, writeLine),
  )
  return [...steps, writeArrival(leg, writeLine)].map((step) => ({
    ...step,
    mode: modes[profile],
  }))
}

function writeStep(leg: GuideLeg, maneuver: Maneuver, end: number, writeLine: WriteLine): object {
  const { arc, type, modifier, exit } = maneuver
  const arcs = leg.arcs.slice(arc, end)
  const [first] = arcs as [GuideArc]
  const line = leg.line.slice(first.begin, (leg.arcs[end]?.begin ?? leg.line.length - 1) + 1)
  const seconds = sum(arcs, 'seconds')
  const [before, after] = bearingsAt(first, line)
  return {
    geometry: writeLine(line),
    duration: roundValue(seconds),
    distance: roundValue(sum(arcs, 'metres')),
    weight: roundValue(leg.seconds === 0 ? 0 : (seconds / leg.seconds) * leg.weight),
    name: first.name,
    maneuver: {
      location: roundPoint(line[0] as LngLat),
      bearing_before: before,
      bearing_after: after,
      type,
      ...(modifier ? { modifier } : {}),
      ...(exit === undefined ? {} : { exit }),
    },
    intersections: arcs.flatMap((one, index) => writeIntersection(leg, one, index === 0)),
  }
}

function writeArrival({ line, arcs }: GuideLeg, writeLine: WriteLine): object {
  const end = line.at(-1) as LngLat
  const before = bearingBetween(line.findLast((at) => String(at) !== String(end)) ?? end, end)
  const location = roundPoint(end)
  return {
    geometry: writeLine([end, end]),
    duration: 0,
    distance: 0,
    weight: 0,
    name: arcs.at(-1)?.name ?? '',
    maneuver: { location, bearing_before: before, bearing_after: 0, type: 'arrive' },
    intersections: [{ location, bearings: [(before + 180) % 360], entry: [true], in: 0 }],
  }
}

/** Where two roads meet end to end nobody has to know, unless something is said there. */
function writeIntersection(leg: GuideLeg, arc: GuideArc, isFirst: boolean): object[] {
  const { junction, begin } = arc
  const location = roundPoint(leg.line[begin] as LngLat)
  if (!junction) {
    const [, after] = bearingsAt(arc, leg.line.slice(begin))
    return [{ location, bearings: [after], entry: [true], out: 0 }]
  }
  if (junction.bearings.length < 3 && !isFirst) return []
  const { bearings, entries, in: inward, out } = junction
  return [{ location, bearings, entry: entries, in: inward, out }]
}

/** Degrees of travel before and after the beginning of an arc; before the beginning of a leg there is none: 0. */
function bearingsAt({ junction }: GuideArc, line: readonly LngLat[]): [number, number] {
  if (junction) {
    const { bearings, in: inward, out } = junction
    return [((bearings[inward] ?? 0) + 180) % 360, bearings[out] ?? 0]
  }
  const start = line[0] as LngLat
  return [0, bearingBetween(start, line.find((at) => String(at) !== String(start)) ?? start)]
}

const sum = (arcs: readonly GuideArc[], unit: 'seconds' | 'metres') =>
  arcs.reduce((total, arc) => total + arc[unit], 0)
