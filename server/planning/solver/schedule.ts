import { matrixOf, placeOfDeparture, placeOfReturn, stopAt, vehicleAt } from './cost.ts'
import type { Break, Problem, Window } from './problem.ts'

/** A rule a tour breaks. `seconds` says by how much, where that can be said; `stop` is an index. */
export type Violation =
  | { readonly kind: 'WINDOW'; readonly stop: number; readonly seconds: number }
  | { readonly kind: 'SHIFT' | 'BREAK'; readonly seconds: number }
  | { readonly kind: 'NOT_ALLOWED'; readonly stop: number }
  | { readonly kind: 'MAX_STOPS' | 'CAPACITY'; readonly excess: number }

/** Times in seconds since midnight. The three lists run along the tour; NaN for stops already done. */
export interface Schedule {
  readonly arrivals: readonly number[]
  readonly starts: readonly number[]
  readonly departures: readonly number[]
  readonly departAt: number
  readonly travelSeconds: number
  readonly metres: number
  readonly waitingSeconds: number
  readonly serviceSeconds: number
  /**
   * The breaks taken, in their order: when each begins, and behind how many stops of the tour. Those
   * not owed are not among them.
   */
  readonly breaks: readonly { readonly at: number; readonly afterStops: number }[]
  readonly finish: number
  readonly violations: readonly Violation[]
}

/**
 * The times of a tour: as early as possible, the break on the leg that breaks the fewest rules and,
 * of those, ends the day first. A tour made by hand that breaks rules is timed too: late stops are
 * served on arrival, and every broken rule is listed.
 * @param vehicle index of the vehicle
 * @param tour stop indexes in order, stops already done first
 */
export function schedule(problem: Problem, vehicle: number, tour: readonly number[]): Schedule {
  const ahead = tour.length - countDone(problem, vehicle)
  let best = travelTour(problem, vehicle, tour, undefined)
  if (ahead > 0 && owesBreak(problem, vehicle)) {
    for (let leg = 0; leg <= ahead; leg++) {
      const next = travelTour(problem, vehicle, tour, leg)
      const gain = excessOf(best) - excessOf(next)
      // Resting never ends a day earlier, so nobody rests who owes nothing.
      if (gain > 0 || (gain === 0 && next.finish < best.finish)) best = next
    }
  }
  return { ...best, violations: [...best.violations, ...limitsBroken(problem, vehicle, tour)] }
}

function countDone(problem: Problem, vehicle: number): number {
  return vehicleAt(problem, vehicle).underway?.done.length ?? 0
}

function timeOfDeparture(problem: Problem, vehicle: number): number {
  const { underway, shift } = vehicleAt(problem, vehicle)
  return underway?.departAt ?? shift[0]
}

function owesBreak(problem: Problem, vehicle: number): boolean {
  return timeOfDeparture(problem, vehicle) <= windowOf(restOf(problem, vehicle))[1]
}

function restOf(problem: Problem, vehicle: number): Break | undefined {
  return vehicleAt(problem, vehicle).breaks?.[0]
}

function windowOf(rest: Break | undefined): Window {
  return rest?.windows[0] ?? [0, -Infinity]
}

/** Seconds by which times are missed. */
function excessOf({ violations }: Schedule): number {
  return violations.reduce((sum, broken) => sum + ('seconds' in broken ? broken.seconds : 0), 0)
}

/** Times with the break on the given leg ahead (0 = the first), or with none. */
function travelTour(
  problem: Problem,
  vehicle: number,
  tour: readonly number[],
  breakLeg: number | undefined,
): Schedule {
  const { underway } = vehicleAt(problem, vehicle)
  const { size, durations, distances } = matrixOf(problem, vehicle)
  const rest = restOf(problem, vehicle)
  const done = countDone(problem, vehicle)
  const past = tour.slice(0, done).map(() => Number.NaN)
  const times = { arrivals: [...past], starts: [...past], departures: [...past] }
  const departAt = timeOfDeparture(problem, vehicle)
  const sums = { travelSeconds: 0, metres: 0, waitingSeconds: 0, serviceSeconds: 0 }
  const violations: Violation[] = []
  const breaks: Schedule['breaks'][number][] = []
  let clock = departAt
  let from = placeOfDeparture(problem, vehicle)

  /** Moves on, the clock to when one is ready there; returns the arrival. */
  const travel = (to: number, leg: number): number => {
    const at = from * size + to
    const seconds = durations[at] ?? Number.NaN
    const crossed = crossLeg(leg === breakLeg ? rest : undefined, clock, seconds)
    if (crossed.breakAt !== undefined) breaks.push({ at: crossed.breakAt, afterStops: done + leg })
    if (crossed.late > 0) violations.push({ kind: 'BREAK', seconds: crossed.late })
    sums.travelSeconds += seconds
    sums.metres += distances[at] ?? Number.NaN
    sums.waitingSeconds += crossed.waiting
    clock = crossed.ready
    from = to
    return crossed.arrival
  }

  tour.slice(done).forEach((index, leg) => {
    const stop = stopAt(problem, index)
    times.arrivals.push(travel(stop.location, leg))
    const { start, late } = beginService(stop.windows, clock)
    if (late > 0) violations.push({ kind: 'WINDOW', stop: index, seconds: late })
    sums.waitingSeconds += start - clock
    sums.serviceSeconds += stop.serviceSeconds
    clock = start + stop.serviceSeconds
    times.starts.push(start)
    times.departures.push(clock)
  })
  if (tour.length > done || underway) travel(placeOfReturn(problem, vehicle), tour.length - done)
  violations.push(...endDay(problem, vehicle, clock, breaks.length > 0 || tour.length === done))
  return { ...times, departAt, ...sums, breaks, finish: clock, violations }
}

/** A leg from `clock` on, with the break if given: on arrival, or before leaving where that is too late. */
function crossLeg(rest: Break | undefined, clock: number, seconds: number) {
  if (!rest) return { arrival: clock + seconds, ready: clock + seconds, waiting: 0, late: 0 }
  const [opens, closes] = windowOf(rest)
  const onArrival = Math.max(clock + seconds, opens)
  const beforeLeaving = Math.max(clock, opens)
  if (onArrival > closes && beforeLeaving < onArrival) {
    const arrival = beforeLeaving + rest.seconds + seconds
    const late = Math.max(0, beforeLeaving - closes)
    const waiting = beforeLeaving - clock
    return { arrival, ready: arrival, waiting, late, breakAt: beforeLeaving }
  }
  const arrival = clock + seconds
  const late = Math.max(0, onArrival - closes)
  const ready = onArrival + rest.seconds
  return { arrival, ready, waiting: onArrival - arrival, late, breakAt: onArrival }
}

/** What the end of the day breaks: the shift, and a break still owed when its window has closed. */
function endDay(problem: Problem, vehicle: number, finish: number, rested: boolean): Violation[] {
  const { shift } = vehicleAt(problem, vehicle)
  const closes = windowOf(restOf(problem, vehicle))[1]
  const broken: Violation[] = []
  if (finish > shift[1]) broken.push({ kind: 'SHIFT', seconds: finish - shift[1] })
  if (!rested && owesBreak(problem, vehicle) && finish > closes)
    broken.push({ kind: 'BREAK', seconds: finish - closes })
  return broken
}

/** When the service begins, and how many seconds after the last window closed. */
function beginService(windows: readonly Window[], ready: number) {
  const open = windows.filter(([, closes]) => ready <= closes).map(([opens]) => opens)
  if (windows.length === 0) return { start: ready, late: 0 }
  if (open.length > 0) return { start: Math.max(ready, Math.min(...open)), late: 0 }
  return { start: ready, late: ready - Math.max(...windows.map(([, closes]) => closes)) }
}

/** The rules that have nothing to do with time. */
function limitsBroken(problem: Problem, vehicle: number, tour: readonly number[]): Violation[] {
  const {
    maxStops = Infinity,
    capacity: [capacity = Infinity] = [],
    underway,
  } = vehicleAt(problem, vehicle)
  const demand = tour.reduce((sum, stop) => sum + (stopAt(problem, stop).delivery?.[0] ?? 0), 0)
  const broken: Violation[] = tour
    .filter((stop) => !underway?.done.includes(stop))
    .filter((stop) => stopAt(problem, stop).vehicles?.includes(vehicle) === false)
    .map((stop) => ({ kind: 'NOT_ALLOWED', stop }))
  if (tour.length > maxStops) broken.push({ kind: 'MAX_STOPS', excess: tour.length - maxStops })
  if (demand > capacity) broken.push({ kind: 'CAPACITY', excess: demand - capacity })
  return broken
}
