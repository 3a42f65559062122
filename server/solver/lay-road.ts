import type { Problem, Stop } from './problem.ts'
import { measureLeg, stopAt, vehicleAt } from './road-ahead.ts'
import type { Violation } from './schedule.ts'

/** What lies before somebody at each place of a tour, stops done included, and what it breaks as it is. */
export interface RoadAhead {
  readonly stops: readonly Stop[]
  /** From each stop to the next, from the last home. */
  readonly legs: readonly number[]
  /** Seconds of travel and service from each stop on, the way to it not counted. */
  readonly work: readonly number[]
  /** By how much each stop is too late. */
  readonly late: readonly number[]
  /** By how much the tour ends too late; undefined where that says nothing, as rest is missed. */
  readonly over: number | undefined
}

export function layRoad(
  problem: Problem,
  vehicle: number,
  tour: readonly number[],
  violations: readonly Violation[],
): RoadAhead {
  const stops = tour.map((stop) => stopAt(problem, stop))
  const { end } = vehicleAt(problem, vehicle)
  const legs = stops.map(
    ({ location }, at) =>
      measureLeg(problem, vehicle, location, at + 1 < stops.length ? stops[at + 1]?.location : end)
        .seconds,
  )
  const work: number[] = []
  let sum = 0
  for (let at = stops.length - 1; at >= 0; at--) {
    sum += (stops[at]?.serviceSeconds ?? 0) + (legs[at] ?? 0)
    work[at] = sum
  }
  const late = tour.map(() => 0)
  let over: number | undefined = 0
  for (const rule of violations)
    if (rule.kind === 'WINDOW') late[tour.indexOf(rule.stop)] = rule.seconds
    else if (rule.kind === 'SHIFT' && over !== undefined) over = rule.seconds
    else if (rule.kind === 'BREAK') over = undefined
  return { stops, legs, work, late, over }
}
