import { crossWithRest, leave } from '../../../server/solver/day/day-times.ts'
import type { OneDay } from '../../../server/solver/day/one-day.ts'

/** Later than any day. */
export const NEVER = 1 << 30

/** The times of a day in whole seconds since it begins, looked up instead of reckoned. */
export class DayClock {
  readonly day: OneDay
  /** Seconds from the beginning to the end. */
  readonly horizon: number
  readonly #departures: Int32Array

  /** @throws RangeError where times are not whole seconds */
  constructor(day: OneDay) {
    const { count, departAt, homeBy, windowFrom, opens, closes, service, time } = day
    this.day = day
    this.horizon = Math.max(...homeBy) - departAt
    if (![this.horizon, ...time, ...service, ...opens].every(Number.isInteger))
      throw new RangeError('Only days in whole seconds can be proven')
    const side = this.horizon + 1
    this.#departures = new Int32Array(count * side)
    for (let stop = 0; stop < count; stop++)
      for (let at = 0; at < side; at++) {
        const to = windowFrom[stop + 1] as number
        const from = windowFrom[stop] as number
        const left =
          leave(opens, closes, from, to, departAt + at, service[stop] as number) - departAt
        this.#departures[stop * side + at] = left <= this.horizon ? left : NEVER
      }
  }

  /** When a stop reached at a moment can be left. */
  leave(stop: number, at: number): number {
    return at > this.horizon ? NEVER : (this.#departures[stop * (this.horizon + 1) + at] as number)
  }

  /** When one is ready at the far end of a leg with the break taken on it. */
  rest(at: number, travel: number): number {
    const { rest, departAt } = this.day
    const ready = crossWithRest(rest, departAt + at, travel) - departAt
    return ready <= this.horizon ? ready : NEVER
  }

  /** Whether one may end the day then. */
  isHome(at: number, taken: number): boolean {
    return at + this.day.departAt <= (this.day.homeBy[taken] as number)
  }
}
