import type { BreakModel, Model } from './model.ts'

/**
 * The arithmetic of time. Being earlier never hurts (waiting is free, and service may begin as late
 * as the window closes), so a stop is known by the earliest time it can be left and the latest time
 * it may be reached; both are monotone, and joining two pieces of a tour is one comparison.
 */

/** When a stop reached at `arrival` can be left after `stay` seconds; Infinity once its last window has closed. */
export function leaveStop(
  model: Model,
  stop: number,
  arrival: number,
  stay: number = model.service[stop]!,
): number {
  const end = model.windowFrom[stop + 1]!
  for (let w = model.windowFrom[stop]!; w < end; w++) {
    if (arrival <= model.closes[w]!) {
      const opens = model.opens[w]!
      return (arrival > opens ? arrival : opens) + stay
    }
  }
  return Infinity
}

/** Latest arrival that lets a stop be left by `departure`; −Infinity if there is none. */
export function reachStop(
  model: Model,
  stop: number,
  departure: number,
  stay: number = model.service[stop]!,
): number {
  const bound = departure - stay
  const end = model.windowFrom[stop + 1]!
  let latest = -Infinity
  for (let w = model.windowFrom[stop]!; w < end; w++) {
    if (model.opens[w]! > bound) break
    const closes = model.closes[w]!
    const reach = closes < bound ? closes : bound
    if (reach > latest) latest = reach
  }
  return latest
}

/** Set-up, unless one is at the place already, and service. */
export function stayAt(model: Model, stop: number, before: number): number {
  const isThere = model.place[before] === model.place[stop]
  return isThere ? model.service[stop]! : model.service[stop]! + model.setup[stop]!
}

/**
 * Crosses a leg: `leaving[from + b]` is the earliest departure with b breaks taken, and `ready[b]`
 * becomes the earliest moment one is ready at the far end with b taken, before or on the leg. Each
 * break begins as early as it may; meanwhile one travels on.
 */
export function crossLeg(
  breaks: BreakModel,
  leaving: Float64Array,
  from: number,
  travel: number,
  ready: Float64Array,
): void {
  const { count, seconds } = breaks
  for (let b = 0; b <= count; b++) ready[b] = leaving[from + b]! + travel
  for (let b = 0; b < count; b++) {
    let clock = leaving[from + b]!
    let still = travel
    for (let next = b; next < count && clock < Infinity; next++) {
      const begin = beginBreak(breaks, next, clock)
      const between = begin - clock
      still = between < still ? still - between : 0
      clock = begin + seconds[next]!
      if (clock + still < ready[next + 1]!) ready[next + 1] = clock + still
    }
  }
}

/**
 * The same backwards: `reaching[from + b]` is the latest moment to be ready at the far end with b
 * breaks taken, and `leaving[to + b]` becomes the latest departure with b taken by then.
 */
export function crossLegBack(
  breaks: BreakModel,
  reaching: Float64Array,
  from: number,
  travel: number,
  leaving: Float64Array,
  to: number,
): void {
  const { count, seconds } = breaks
  for (let b = 0; b <= count; b++) leaving[to + b] = reaching[from + b]! - travel
  for (let b = count; b > 0; b--) {
    let clock = reaching[from + b]!
    let still = travel
    for (let next = b; next-- > 0 && clock > -Infinity;) {
      const end = latestBegin(breaks, next, clock - seconds[next]!) + seconds[next]!
      const between = clock - end
      still = between < still ? still - between : 0
      clock = end - seconds[next]!
      if (clock - still > leaving[to + next]!) leaving[to + next] = clock - still
    }
  }
}

/** Whether the rest of a tour, which must be reached by `reaching[at + b]`, can be after a leg. */
export function canReach(
  breaks: BreakModel,
  leaving: Float64Array,
  from: number,
  travel: number,
  reaching: Float64Array,
  at: number,
): boolean {
  const { count, seconds } = breaks
  for (let b = 0; b <= count; b++) if (leaving[from + b]! + travel <= reaching[at + b]!) return true
  for (let b = 0; b < count; b++) {
    let clock = leaving[from + b]!
    let still = travel
    for (let next = b; next < count && clock < Infinity; next++) {
      const begin = beginBreak(breaks, next, clock)
      const between = begin - clock
      still = between < still ? still - between : 0
      clock = begin + seconds[next]!
      if (clock + still <= reaching[at + next + 1]!) return true
    }
  }
  return false
}

/** First moment from `clock` on at which a break may begin; Infinity if none is left. */
function beginBreak({ from, opens, closes }: BreakModel, index: number, clock: number): number {
  const end = from[index + 1]!
  for (let w = from[index]!; w < end; w++)
    if (clock <= closes[w]!) return clock > opens[w]! ? clock : opens[w]!
  return Infinity
}

/** Last moment up to `clock` at which a break may begin; −Infinity if there is none. */
function latestBegin({ from, opens, closes }: BreakModel, index: number, clock: number): number {
  const end = from[index + 1]!
  let latest = -Infinity
  for (let w = from[index]!; w < end; w++) {
    if (opens[w]! > clock) break
    const begin = closes[w]! < clock ? closes[w]! : clock
    if (begin > latest) latest = begin
  }
  return latest
}
