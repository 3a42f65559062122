import { driveTour, excess } from './drive-tour.ts'
import type { Drive } from './drive-tour.ts'
import { limitsBroken } from './limits-broken.ts'
import type { LimitViolation } from './limits-broken.ts'
import type { Problem } from './problem.ts'
import {
  breaksOf,
  measureLeg,
  placeOfDeparture,
  stopAt,
  timeOfDeparture,
  vehicleAt,
} from './road-ahead.ts'
import { lastClosing } from './take-breaks.ts'
import type { TakenBreak } from './take-breaks.ts'

/** A rule a tour breaks. `seconds` says by how much, where that can be said; `stop` is an index. */
export type Violation =
  | { readonly kind: 'WINDOW'; readonly stop: number; readonly seconds: number }
  | { readonly kind: 'SHIFT' | 'BREAK'; readonly seconds: number }
  | LimitViolation

/** Times in seconds as of a window. The three lists run along the tour; NaN for stops already done. */
export interface Schedule {
  readonly arrivals: readonly number[]
  /** When set-up and service begin. */
  readonly starts: readonly number[]
  readonly departures: readonly number[]
  readonly departAt: number
  readonly travelSeconds: number
  readonly metres: number
  readonly waitingSeconds: number
  readonly setupSeconds: number
  readonly serviceSeconds: number
  /** The breaks taken, in their order, and behind how many stops of the tour. Those not owed are not among them. */
  readonly breaks: readonly (TakenBreak & { readonly afterStops: number })[]
  readonly finish: number
  /** What beginning and ending late costs. */
  readonly lateness: number
  readonly overtime: number
  readonly violations: readonly Violation[]
}

/**
 * The times of a tour: as early as possible, with the breaks so taken that the fewest seconds of
 * rules are broken and, of those ways, in the cheapest and then the shortest. A tour made by hand
 * that breaks rules is timed too: late stops are served on arrival, and every broken rule is listed.
 * @param vehicle index of the vehicle
 * @param tour stop indexes in order, stops already done first
 * @param driven the best way to drive it, where that is known
 */
export function schedule(
  problem: Problem,
  vehicle: number,
  tour: readonly number[],
  driven?: Drive,
): Schedule {
  const { underway, shift, overtime } = vehicleAt(problem, vehicle)
  const done = underway?.done.length ?? 0
  const ahead = tour.slice(done)
  const last = driven ?? driveTour(problem, vehicle, ahead)
  const legs = listDrives(last)
  const served = legs.slice(0, ahead.length)
  const past = tour.slice(0, done).map(() => Number.NaN)
  const sums = measureRoad(problem, vehicle, tour)
  const departAt = timeOfDeparture(problem, vehicle)
  const rested = breaksOf(problem, vehicle).slice(0, last.taken)
  const busy = rested.reduce((sum, { seconds }) => sum + seconds, 0)
  const { travelSeconds, setupSeconds, serviceSeconds } = sums
  const over = Math.max(0, last.clock - shift[1])
  const overtimePrice = ahead.length > 0 && over > 0 ? over * (overtime?.perSecond ?? 0) : 0
  return {
    arrivals: [...past, ...served.map(({ crossing }) => crossing?.arrival ?? Number.NaN)],
    starts: [...past, ...served.map(({ start }) => start?.at ?? Number.NaN)],
    departures: [...past, ...served.map(({ clock }) => clock)],
    departAt,
    ...sums,
    waitingSeconds: last.clock - departAt - travelSeconds - setupSeconds - serviceSeconds - busy,
    breaks: legs.flatMap(({ crossing }, leg) =>
      (crossing?.breaks ?? []).map((taken) => ({ ...taken, afterStops: done + leg })),
    ),
    finish: last.clock,
    lateness: legs.at(ahead.length - 1)?.price ?? 0,
    overtime: overtimePrice,
    violations: [
      ...timesBroken(problem, vehicle, ahead, last),
      ...limitsBroken(problem, vehicle, tour),
    ],
  }
}

/** The drive from its first leg on. */
export function listDrives(last: Drive): Drive[] {
  const legs: Drive[] = []
  let drive = last
  for (; drive.before; drive = drive.before) legs.push(drive)
  return legs.reverse()
}

/** What is on the road ahead of a tour, whatever rules it breaks. */
export function measureRoad(problem: Problem, vehicle: number, tour: readonly number[]) {
  const { underway, end } = vehicleAt(problem, vehicle)
  const ahead = tour.slice(underway?.done.length ?? 0)
  const sums = { travelSeconds: 0, metres: 0, setupSeconds: 0, serviceSeconds: 0 }
  let from = placeOfDeparture(problem, vehicle)
  const travel = (to: number | undefined) => {
    const { seconds, metres } = measureLeg(problem, vehicle, from, to)
    sums.travelSeconds += seconds
    sums.metres += metres
  }
  for (const index of ahead) {
    const { location, serviceSeconds, setupSeconds = 0 } = stopAt(problem, index)
    travel(location)
    sums.serviceSeconds += serviceSeconds
    sums.setupSeconds += from === location ? 0 : setupSeconds
    from = location
  }
  if (ahead.length > 0 || underway) travel(end)
  return sums
}

/** The rules of time that a tour breaks when it is driven like that. */
export function timesBroken(
  problem: Problem,
  vehicle: number,
  ahead: readonly number[],
  driven: Drive,
): Violation[] {
  const { shift, overtime } = vehicleAt(problem, vehicle)
  const broken: Violation[] = []
  const add = (violation: Violation & { readonly seconds: number }) => {
    if (violation.seconds > 0) broken.push(violation)
  }
  listDrives(driven).forEach(({ crossing, start }, leg) => {
    add({ kind: 'BREAK', seconds: crossing?.late ?? 0 })
    add({ kind: 'WINDOW', stop: ahead[leg] ?? -1, seconds: start?.late ?? 0 })
  })
  // A day of which nothing is driven ends never.
  const { clock: finish, taken } = driven.before ? driven : { clock: -Infinity, taken: 0 }
  add({ kind: 'SHIFT', seconds: excess(finish, shift[1] + (overtime?.seconds ?? 0)) })
  if (ahead.length > 0)
    for (const { windows } of breaksOf(problem, vehicle).slice(taken))
      add({ kind: 'BREAK', seconds: excess(finish, lastClosing(windows)) })
  return broken
}
