import type { OneDay } from './one-day.ts'

/** The arithmetic of `timing.ts` for at most one break, without an array to write to. */

/** When a stop reached at `arrival` can be left. */
export function leave(
  opens: Float64Array,
  closes: Float64Array,
  from: number,
  to: number,
  arrival: number,
  stay: number,
): number {
  for (let w = from; w < to; w++)
    if (arrival <= closes[w]!) {
      const open = opens[w]!
      return (arrival > open ? arrival : open) + stay
    }
  return Infinity
}

/** Latest arrival that lets a stop be left when its service has to begin by `bound`. */
export function reach(
  opens: Float64Array,
  closes: Float64Array,
  from: number,
  to: number,
  bound: number,
): number {
  let latest = -Infinity
  for (let w = from; w < to; w++) {
    if (opens[w]! > bound) break
    const close = closes[w]!
    const moment = close < bound ? close : bound
    if (moment > latest) latest = moment
  }
  return latest
}

/** When one is ready at the far end, the break taken before or on the leg. */
export function crossWithRest(
  { opens, closes, seconds }: OneDay['rest'],
  clock: number,
  travel: number,
): number {
  for (let w = 0; w < closes.length; w++)
    if (clock <= closes[w]!) {
      const begin = clock > opens[w]! ? clock : opens[w]!
      const still = travel - (begin - clock)
      return begin + seconds + (still > 0 ? still : 0)
    }
  return Infinity
}

/** The latest departure without the break that is ready with it at the far end by `due`. */
export function crossBackWithRest(
  { opens, closes, seconds }: OneDay['rest'],
  due: number,
  travel: number,
): number {
  const bound = due - seconds
  let latest = -Infinity
  for (let w = 0; w < closes.length && opens[w]! <= bound; w++)
    latest = Math.max(latest, closes[w]! < bound ? closes[w]! : bound)
  const still = travel - (bound - latest)
  return latest - (still > 0 ? still : 0)
}

/** Whether one who leaves then, without or with the break behind, is ready in time after a leg. */
export function canGoOn(
  { rest }: OneDay,
  none: number,
  taken: number,
  travel: number,
  dueNone: number,
  dueTaken: number,
): boolean {
  if (none + travel <= dueNone || taken + travel <= dueTaken) return true
  return none < Infinity && dueTaken > -Infinity && crossWithRest(rest, none, travel) <= dueTaken
}
