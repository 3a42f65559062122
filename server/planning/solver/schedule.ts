import { placeOfDeparture, stopAt, vehicleAt } from './cost.ts'
import type { Problem, Window } from './problem.ts'

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
   * When the break begins, and behind how many stops of the tour; absent when none is owed or the
   * tour is back before the window closes.
   */
  readonly break?: { readonly at: number; readonly afterStops: number }
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
  const { break: rest, underway, shift } = vehicleAt(problem, vehicle)
  const done = underway?.done.length ?? 0
  const departAt = underway?.departAt ?? shift[0]
  let best = travelTour(problem, vehicle, tour, undefined)
  const ahead = tour.length - done
  if (rest && ahead > 0 && departAt <= rest.window[1]) {
    for (let leg = 0; leg <= ahead; leg++) {
      const next = travelTour(problem, vehicle, tour, leg)
      if (
        excessOf(next) < excessOf(best) ||
        (excessOf(next) === excessOf(best) && next.finish < best.finish && best.break)
      )
        best = next
    }
  }
  return { ...best, violations: [...best.violations, ...limitsBroken(problem, vehicle, tour)] }
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
  const { break: rest, underway, shift, end } = vehicleAt(problem, vehicle)
  const done = underway?.done.length ?? 0
  const arrivals = tour.slice(0, done).map(() => Number.NaN)
  const starts = [...arrivals]
  const departures = [...arrivals]
  const violations: Violation[] = []
  const departAt = underway?.departAt ?? shift[0]
  let clock = departAt
  let from = placeOfDeparture(problem, vehicle)
  let [travelSeconds, metres, waitingSeconds, serviceSeconds] = [0, 0, 0, 0]
  let breakAt: Schedule['break']

  const travel = (to: number, leg: number) => {
    const seconds = problem.durations[from * problem.size + to] ?? Number.NaN
    travelSeconds += seconds
    metres += problem.distances[from * problem.size + to] ?? Number.NaN
    from = to
    if (!rest || leg !== breakLeg) return (clock += seconds)
    const [opens, closes] = rest.window
    const onArrival = Math.max(clock + seconds, opens)
    const beforeLeaving = Math.max(clock, opens)
    const leavesFirst = onArrival > closes && beforeLeaving < onArrival
    const at = leavesFirst ? beforeLeaving : onArrival
    if (at > closes) violations.push({ kind: 'BREAK', seconds: at - closes })
    breakAt = { at, afterStops: done + leg }
    const arrival = leavesFirst ? at + rest.seconds + seconds : clock + seconds
    waitingSeconds += leavesFirst ? at - clock : at - arrival
    clock = leavesFirst ? arrival : at + rest.seconds
    return arrival
  }

  tour.slice(done).forEach((index, leg) => {
    const stop = stopAt(problem, index)
    const arrival = travel(stop.location, leg)
    const { start, late } = beginService(stop.windows, clock)
    if (late > 0) violations.push({ kind: 'WINDOW', stop: index, seconds: late })
    waitingSeconds += start - clock
    serviceSeconds += stop.serviceSeconds
    clock = start + stop.serviceSeconds
    arrivals.push(arrival)
    starts.push(start)
    departures.push(clock)
  })
  if (tour.length > done || underway) travel(end, tour.length - done)
  if (clock > shift[1]) violations.push({ kind: 'SHIFT', seconds: clock - shift[1] })
  const owes = rest && breakLeg === undefined && departAt <= rest.window[1]
  if (owes && tour.length > done && clock > rest.window[1])
    violations.push({ kind: 'BREAK', seconds: clock - rest.window[1] })
  return {
    arrivals,
    starts,
    departures,
    departAt,
    travelSeconds,
    metres,
    waitingSeconds,
    serviceSeconds,
    ...(breakAt ? { break: breakAt } : {}),
    finish: clock,
    violations,
  }
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
  const { maxStops = Infinity, capacity = Infinity, underway } = vehicleAt(problem, vehicle)
  const demand = tour.reduce((sum, stop) => sum + (stopAt(problem, stop).demand ?? 0), 0)
  const broken: Violation[] = tour
    .filter((stop) => !underway?.done.includes(stop))
    .filter((stop) => stopAt(problem, stop).vehicles?.includes(vehicle) === false)
    .map((stop) => ({ kind: 'NOT_ALLOWED', stop }))
  if (tour.length > maxStops) broken.push({ kind: 'MAX_STOPS', excess: tour.length - maxStops })
  if (demand > capacity) broken.push({ kind: 'CAPACITY', excess: demand - capacity })
  return broken
}
