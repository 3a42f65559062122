import type { Progress } from './drive-tour.ts'
import { doneIn } from './inquiry.ts'
import type { Inquiry } from './inquiry.ts'
import type { Problem, Stop } from './problem.ts'
import { measureLeg, stopAt, vehicleAt } from './road-ahead.ts'
import { beginIn, lastClosing } from './take-breaks.ts'

/** The least that a tour breaks of its rules of time with one more stop: how many it newly breaks, by how many seconds. */
export interface LeastBroken {
  readonly rules: number
  readonly seconds: number
}

/** So much may sums of fractions differ with their order. */
const TOLERANCE = 1e-3

/**
 * Bounds what putting a stop into a tour breaks, at every place of it, without driving on from there: whoever serves it
 * has the ways and visits behind it still before them, and the rest that is owed. Waiting there comes on top.
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
  const before = inquiry.judge(vehicle, tour).violations
  // Where rest is missed already, nothing can be told of the end of the day.
  const mayTell = before.every(({ kind }) => kind !== 'BREAK')
  const known = before.reduce((most, rule) => (rule.kind === 'SHIFT' ? rule.seconds : most), 0)
  const work = workBehind(problem, vehicle, tour)
  const bounds: LeastBroken[] = []
  inquiry.follow(vehicle, tour).forEach((way, served) => {
    const behind = done + served
    const next = behind === tour.length ? end : stopAt(problem, tour[behind] ?? -1).location
    const onward = measureLeg(problem, vehicle, stop.location, next).seconds
    const { leaves, closed } = boundService(problem, vehicle, way, stop, latest)
    const over = leaves + onward + (work[behind] ?? 0) - latest - TOLERANCE
    const late = mayTell && over > known + TOLERANCE ? over : 0
    bounds[behind] = {
      rules: Number(late > 0) + Number(closed > 0),
      seconds: Math.max(0, late) + Math.max(0, closed),
    }
  })
  return bounds
}

/** When a stop can be left at best, with all rest that is owed by the end of the day, and how much too late it begins. */
function boundService(
  problem: Problem,
  vehicle: number,
  { from, breaks, drives }: Progress,
  stop: Stop,
  latest: number,
): { leaves: number; closed: number } {
  const { seconds } = measureLeg(problem, vehicle, from, stop.location)
  let [leaves, closed] = [Infinity, Infinity]
  for (const { clock, taken } of drives) {
    const reached = clock + seconds
    const begun = beginIn(stop.windows, reached)
    let owed = 0
    for (let i = taken; i < breaks.length; i++) {
      const rest = breaks[i] as (typeof breaks)[number]
      // Who is late and has not rested is short of rest by more than they are early for it.
      if (latest - lastClosing(rest.windows) >= rest.seconds) owed += rest.seconds
    }
    leaves = Math.min(leaves, Math.max(begun.at, reached + owed) + stop.serviceSeconds)
    closed = Math.min(closed, begun.late)
  }
  return { leaves, closed: closed - TOLERANCE }
}

/** Seconds of travel and service from each place of a tour on, the way to it not counted. */
function workBehind(problem: Problem, vehicle: number, tour: readonly number[]): number[] {
  const work: number[] = []
  let [sum, next] = [0, vehicleAt(problem, vehicle).end]
  work[tour.length] = 0
  for (let at = tour.length - 1; at >= 0; at--) {
    const { location, serviceSeconds } = stopAt(problem, tour[at] ?? -1)
    sum += serviceSeconds + measureLeg(problem, vehicle, location, next).seconds
    work[at] = sum
    next = location
  }
  return work
}
