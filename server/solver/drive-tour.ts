import type { Break, Problem, Stop } from './problem.ts'
import {
  breaksOf,
  measureLeg,
  placeOfDeparture,
  stopAt,
  timeOfDeparture,
  vehicleAt,
} from './road-ahead.ts'
import { beginIn, crossLeg, GRAIN, lastClosing } from './take-breaks.ts'
import type { Crossing } from './take-breaks.ts'

/** A way to have come so far along a tour: its last leg, what was done at its end, and the way before. */
export interface Drive {
  /** When one can leave; at the end of the tour, when it is over. */
  readonly clock: number
  readonly taken: number
  /** Seconds by which rules were missed so far, and what being late has cost. */
  readonly missed: number
  readonly price: number
  readonly crossing?: Crossing
  /** When set-up and service began, and by how many seconds too late; none at the end of the tour. */
  readonly start?: { readonly at: number; readonly late: number }
  readonly before?: Drive
}

/** How far somebody has come along a tour: where they are, and every way to have got there that no other beats. */
export interface Progress {
  readonly from: number | undefined
  /** Stops ahead that are behind them by now. */
  readonly served: number
  readonly breaks: readonly Break[]
  readonly drives: readonly Drive[]
}

/**
 * Drives the stops ahead in every way of taking the breaks that another does not beat, and returns
 * the one that misses the rules by the fewest seconds and, of those, is the cheapest and ends first.
 * Each break as early as it may be on its leg: being earlier never hurts. `missed` counts the shift
 * and breaks not taken too.
 */
export function driveTour(problem: Problem, vehicle: number, ahead: readonly number[]): Drive {
  let progress = setOut(problem, vehicle)
  for (const stop of ahead) progress = driveTo(problem, vehicle, progress, stopAt(problem, stop))
  return driveHome(problem, vehicle, progress)
}

/** Before the first stop ahead. */
export function setOut(problem: Problem, vehicle: number): Progress {
  const clock = timeOfDeparture(problem, vehicle)
  return {
    from: placeOfDeparture(problem, vehicle),
    served: 0,
    breaks: breaksOf(problem, vehicle),
    drives: [{ clock, taken: 0, missed: 0, price: 0 }],
  }
}

/** On to one more stop, until it is served. */
export function driveTo(
  problem: Problem,
  vehicle: number,
  { from, served, breaks, drives }: Progress,
  stop: Stop,
): Progress {
  const { seconds } = measureLeg(problem, vehicle, from, stop.location)
  const stay = stop.serviceSeconds + (from === stop.location ? 0 : (stop.setupSeconds ?? 0))
  const extended = extendAll(drives, breaks, seconds, (before, crossing, taken) => {
    const begun = beginIn(stop.windows, crossing.ready)
    const late = Math.max(0, begun.at - (stop.late?.after ?? Infinity))
    return {
      clock: begun.at + stay,
      taken,
      missed: before.missed + crossing.late + begun.late,
      price: before.price + (late > 0 ? late * (stop.late?.perSecond ?? 0) : 0),
      crossing,
      start: begun,
      before,
    }
  })
  return { from: stop.location, served: served + 1, breaks, drives: extended }
}

/** The best way to have driven a tour of which nothing is left but the way home. */
export function driveHome(problem: Problem, vehicle: number, progress: Progress): Drive {
  const { underway, end, shift, overtime } = vehicleAt(problem, vehicle)
  const { from, served } = progress
  // Nobody leaves for nothing, and whoever only goes home takes no break.
  if (served === 0 && !underway) return progress.drives[0] as Drive
  const breaks = served === 0 ? [] : progress.breaks
  const { seconds } = measureLeg(problem, vehicle, from, end)
  const latest = shift[1] + (overtime?.seconds ?? 0)
  const drives = extendAll(progress.drives, breaks, seconds, (before, crossing, taken) => ({
    clock: crossing.ready,
    taken,
    missed:
      before.missed +
      crossing.late +
      excess(crossing.ready, latest) +
      owedAt(breaks.slice(taken), crossing.ready),
    price: before.price + Math.max(0, crossing.ready - shift[1]) * (overtime?.perSecond ?? 0),
    crossing,
    before,
  }))
  return drives.reduce((best, drive) => (isBetter(drive, best) ? drive : best))
}

/** Seconds by which breaks not taken are missed. */
function owedAt(breaks: readonly Break[], finish: number): number {
  return breaks.reduce(
    (sum, { always, windows }) => sum + (always ? Infinity : excess(finish, lastClosing(windows))),
    0,
  )
}

export function excess(time: number, limit: number): number {
  return time > limit + GRAIN ? time - limit : 0
}

type Extend = (before: Drive, crossing: Crossing, taken: number) => Drive

/** All drives one leg longer, with none, one or more of the next breaks, without those that are beaten. */
function extendAll(
  drives: readonly Drive[],
  breaks: readonly Break[],
  seconds: number,
  extend: Extend,
): Drive[] {
  const kept: Drive[] = []
  // Whoever took a break earlier comes first, and stays where a later break is only as good.
  for (const before of [...drives].sort((a, b) => b.taken - a.taken))
    for (let taken = before.taken; taken <= breaks.length; taken++) {
      const crossing = crossLeg(breaks.slice(before.taken, taken), before.clock, seconds)
      const drive = extend(before, crossing, taken)
      if (!kept.some((other) => isAsGood(other, drive))) {
        const rest = kept.filter((other) => !isAsGood(drive, other))
        kept.splice(0, kept.length, ...rest, drive)
      }
    }
  return kept
}

function isAsGood(one: Drive, other: Drive): boolean {
  return (
    one.taken === other.taken &&
    one.clock <= other.clock &&
    one.missed <= other.missed &&
    one.price <= other.price
  )
}

/** Resting never ends a day earlier, so nobody rests who owes nothing. */
function isBetter(one: Drive, other: Drive): boolean {
  if (one.missed !== other.missed) return one.missed < other.missed
  if (one.price !== other.price) return one.price < other.price
  if (one.clock !== other.clock) return one.clock < other.clock
  return one.taken < other.taken
}
