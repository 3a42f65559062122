import type { Break, Window } from './problem.ts'

/** By how many seconds a time may be missed: sums of fractions differ with their order. */
export const GRAIN = 1e-6

/** A leg travelled with breaks. */
export interface Crossing {
  /** When the far end is reached, and when one is ready there, the breaks behind one. */
  readonly arrival: number
  readonly ready: number
  /** Seconds by which breaks began too late. */
  readonly late: number
  readonly breaks: readonly TakenBreak[]
}

export interface TakenBreak {
  readonly at: number
  /** Seconds of the leg travelled before. */
  readonly travelled: number
}

/**
 * A leg from `clock` on with all the given breaks, each as early as it may begin: the journey is
 * interrupted where that is later than now. Of equally good ways to lay them out the plainest:
 * on arrival, else before leaving, else on the way.
 */
export function crossLeg(rests: readonly Break[], clock: number, seconds: number): Crossing {
  if (rests.length === 0)
    return { arrival: clock + seconds, ready: clock + seconds, late: 0, breaks: [] }
  const soonest = takeOnTheWay(rests, clock, seconds)
  for (let before = 0; before <= rests.length; before++) {
    const crossing = takeAtStops(rests, before, clock, seconds)
    if (crossing.ready <= soonest.ready + GRAIN && crossing.late <= soonest.late + GRAIN)
      return crossing
  }
  return soonest
}

function takeOnTheWay(rests: readonly Break[], departAt: number, seconds: number): Crossing {
  let [clock, travelled, late] = [departAt, 0, 0]
  let arrival: number | undefined
  const breaks = rests.map((rest) => {
    const begin = beginIn(rest.windows, clock)
    if (begin.at - clock >= seconds - travelled) arrival ??= clock + seconds - travelled
    travelled = Math.min(seconds, travelled + begin.at - clock)
    clock = begin.at + rest.seconds
    late += begin.late
    return { at: begin.at, travelled }
  })
  const ready = clock + seconds - travelled
  return { arrival: arrival ?? ready, ready, late, breaks }
}

/** The first `before` of the breaks before leaving, the others on arrival. */
function takeAtStops(
  rests: readonly Break[],
  before: number,
  departAt: number,
  seconds: number,
): Crossing {
  let [clock, late] = [departAt, 0]
  const rest = (next: Break, travelled: number): TakenBreak => {
    const begin = beginIn(next.windows, clock)
    clock = begin.at + next.seconds
    late += begin.late
    return { at: begin.at, travelled }
  }
  const first = rests.slice(0, before).map((next) => rest(next, 0))
  const arrival = clock + seconds
  clock = arrival
  const last = rests.slice(before).map((next) => rest(next, seconds))
  return { arrival, ready: clock, late, breaks: [...first, ...last] }
}

/** The first moment from `ready` on that lies in a window, or `ready` and how much too late that is. */
export function beginIn(windows: readonly Window[], ready: number) {
  if (windows.length === 0) return { at: ready, late: 0 }
  let at = Infinity
  for (const window of windows)
    if (ready <= window[1] + GRAIN) at = Math.min(at, Math.max(ready, window[0]))
  return at < Infinity ? { at, late: 0 } : { at: ready, late: ready - lastClosing(windows) }
}

export function lastClosing(windows: readonly Window[]): number {
  let last = -Infinity
  for (const window of windows) last = Math.max(last, window[1])
  return last
}
