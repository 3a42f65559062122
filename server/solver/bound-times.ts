import type { Progress } from './drive-tour.ts'
import type { Inquiry } from './inquiry.ts'
import type { RoadAhead } from './lay-road.ts'
import type { Problem, Stop } from './problem.ts'
import { doneIn, measureLeg, vehicleAt } from './road-ahead.ts'
import { beginIn, lastClosing } from './take-breaks.ts'

/** The least that a tour breaks of its rules of time with one more stop: how many it newly breaks, by how many seconds. */
export interface LeastBroken {
  readonly rules: number
  readonly seconds: number
}

/** So much may sums of fractions differ with their order. */
const TOLERANCE = 1e-3

/**
 * Bounds what putting a stop into a tour breaks, at every place of it: whoever serves it drives on from there as if rest
 * were never owed, and is home no sooner than after all work and rest behind it.
 * @returns for each number of stops before it, those done included
 */
export function boundTimes(
  inquiry: Inquiry,
  vehicle: number,
  tour: readonly number[],
  stop: Stop,
): LeastBroken[] {
  const { problem } = inquiry
  const done = doneIn(problem, vehicle)
  const { shift, overtime, end } = vehicleAt(problem, vehicle)
  const latest = shift[1] + (overtime?.seconds ?? 0)
  const road = inquiry.lookAhead(vehicle, tour)
  const bounds: LeastBroken[] = []
  inquiry.follow(vehicle, tour).forEach((way, served) => {
    const behind = done + served
    const next = behind === tour.length ? end : road.stops[behind]?.location
    const onward = measureLeg(problem, vehicle, stop.location, next).seconds
    const { leaves, rested, closed } = boundService(problem, vehicle, way, stop, latest)
    const walk = walkOn(road, behind, leaves + onward)
    const home = Math.max(walk.home, rested + onward + (road.work[behind] ?? 0))
    const over = home - latest - 2 * TOLERANCE
    const isOver = over > 0 && over > (road.over ?? Infinity)
    bounds[behind] = {
      rules: walk.rules + (isOver ? 1 : 0) + (closed > 0 ? 1 : 0),
      seconds: walk.seconds + (isOver ? over : 0) + Math.max(0, closed),
    }
  })
  return bounds
}

/** When a stop can be left at best, without rest and with all that is owed, and how much too late it begins. */
function boundService(
  problem: Problem,
  vehicle: number,
  { from, breaks, drives }: Progress,
  stop: Stop,
  latest: number,
): { leaves: number; rested: number; closed: number } {
  const { seconds } = measureLeg(problem, vehicle, from, stop.location)
  let [leaves, rested, closed] = [Infinity, Infinity, Infinity]
  for (const { clock, taken } of drives) {
    const reached = clock + seconds
    const begun = beginIn(stop.windows, reached)
    let owed = 0
    for (let i = taken; i < breaks.length; i++) {
      const rest = breaks[i] as (typeof breaks)[number]
      // Who is late and has not rested is short of rest by more than they are early for it.
      if (latest - lastClosing(rest.windows) >= rest.seconds) owed += rest.seconds
    }
    leaves = Math.min(leaves, begun.at + stop.serviceSeconds)
    rested = Math.min(rested, Math.max(begun.at, reached + owed) + stop.serviceSeconds)
    closed = Math.min(closed, begun.late)
  }
  return { leaves, rested, closed: closed - TOLERANCE }
}

/** Drives a tour to its end from a stop that is reached at `clock`, without rest. */
function walkOn(
  { stops, legs, late }: RoadAhead,
  from: number,
  reached: number,
): LeastBroken & { readonly home: number } {
  let clock = reached
  let [rules, seconds] = [0, 0]
  for (let at = from; at < stops.length; at++) {
    const { windows, serviceSeconds } = stops[at] as Stop
    const begun = beginIn(windows, clock)
    if (begun.late - TOLERANCE > (late[at] as number)) {
      rules++
      seconds += begun.late - TOLERANCE
    }
    clock = begun.at + serviceSeconds + (legs[at] as number)
  }
  return { rules, seconds, home: clock }
}
