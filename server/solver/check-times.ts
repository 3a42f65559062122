import type { Ahead } from './check-road.ts'
import type { Break, Window } from './problem.ts'

/** By how many seconds a time may be missed: sums of fractions differ with their order. */
const GRAIN = 1e-6

/** What being late costs at the stops and at the end, or the rule that cannot be kept. */
export type Timing =
  | { readonly lateness: number; readonly overtime: number }
  | { readonly broken: 'ways' | 'windows' | 'shift' | 'breaks' }

/** On which leg each break is taken; those without a leg are not. */
type Placing = readonly number[]

/**
 * Drives the tour once for every way of placing its breaks, always as early as can be, and returns
 * the cheapest day that keeps all rules. Earlier is never worse: waiting is free, being late is not.
 */
export function timeTour(ahead: Ahead): Timing {
  if (ahead.legs.some(({ seconds }) => seconds === Infinity)) return { broken: 'ways' }
  const { vehicle } = ahead
  const departAt = vehicle.underway?.departAt ?? vehicle.shift[0]
  const breaks = (vehicle.breaks ?? []).filter((rest) => lastClosing(rest) >= departAt)
  let best: Timing | undefined
  for (const placing of placeBreaks(breaks.length, ahead.legs.length)) {
    const day = driveDay(ahead, breaks, placing)
    if (!('broken' in day) && (!best || priceOf(day) < priceOf(best))) best = day
  }
  return best ?? nameBroken(ahead)
}

/** Every way of taking the first breaks of so many, in their order, each on a leg. */
function placeBreaks(breaks: number, legs: number, firstLeg = 0): Placing[] {
  const placings: Placing[] = [[]]
  for (let leg = firstLeg; leg < legs && breaks > 0; leg++)
    placings.push(...placeBreaks(breaks - 1, legs, leg).map((rest) => [leg, ...rest]))
  return placings
}

function driveDay(ahead: Ahead, breaks: readonly Break[], placing: Placing): Timing {
  const { shift, overtime, underway } = ahead.vehicle
  let clock = underway?.departAt ?? shift[0]
  let lateness = 0
  for (const [leg, { seconds }] of ahead.legs.entries()) {
    const rests = breaks.filter((_, b) => placing[b] === leg)
    clock = crossLeg(rests, clock, seconds)
    if (clock === Infinity) return { broken: 'breaks' }
    const visit = visitStop(ahead, leg, clock)
    if (visit.until === Infinity) return { broken: 'windows' }
    clock = visit.until
    lateness += visit.lateness
  }
  if (breaks.slice(placing.length).some((rest) => owes(rest, clock))) return { broken: 'breaks' }
  const over = Math.max(0, clock - shift[1])
  if (over > (overtime?.seconds ?? 0) + GRAIN) return { broken: 'shift' }
  return { lateness, overtime: over * (overtime?.perSecond ?? 0) }
}

/** The visit at the end of a leg, begun as early as a window allows; at the end of the day none. */
function visitStop({ stops, arrivesAnew }: Ahead, leg: number, ready: number) {
  const stop = stops[leg]
  if (!stop) return { until: ready, lateness: 0 }
  const { windows, late, setupSeconds = 0, serviceSeconds } = stop
  const start = firstMoment(windows, ready)
  const lateness = late ? Math.max(0, start - late.after) * late.perSecond : 0
  return { until: start + (arrivesAnew[leg] ? setupSeconds : 0) + serviceSeconds, lateness }
}

/** When the leg is done, with its rests: each begins as early as it may, on the way where that is later. */
function crossLeg(rests: readonly Break[], departAt: number, seconds: number): number {
  let clock = departAt
  let still = seconds
  for (const rest of rests) {
    const begins = firstMoment(rest.windows, clock)
    if (begins === Infinity) return Infinity
    still = Math.max(0, still - (begins - clock))
    clock = begins + rest.seconds
  }
  return clock + still
}

/** A break that was not taken is owed by who is still out when its last window has closed. */
function owes(rest: Break, finish: number): boolean {
  return rest.always === true || finish > lastClosing(rest) + GRAIN
}

function lastClosing({ windows }: Break): number {
  return Math.max(...windows.map(([, closes]) => closes))
}

/** The first moment from `ready` on that lies in a window; none given = at once, none left = Infinity. */
function firstMoment(windows: readonly Window[], ready: number): number {
  if (windows.length === 0) return ready
  const open = windows.filter(([, closes]) => ready <= closes + GRAIN)
  return Math.min(...open.map(([opens]) => Math.max(opens, ready)))
}

function priceOf(day: Timing): number {
  return 'broken' in day ? Infinity : day.lateness + day.overtime
}

/** The rule to blame: what cannot be kept even without breaks, else the breaks. */
function nameBroken(ahead: Ahead): Timing {
  const day = driveDay(ahead, [], [])
  return 'broken' in day ? day : { broken: 'breaks' }
}
