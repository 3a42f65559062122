import type { DayClock } from './day-clock.ts'
import type { Bound, LabelPass } from './label-pass.ts'

/**
 * What a pass over the day driven the other way round says about going on: the least any of its
 * labels costs that one is early enough for. Where it kept none, nothing below its limit comes of it.
 */
export class LabelBound implements Bound {
  readonly #clock: DayClock
  /** [place × (horizon + 1) + moment] */
  readonly #least: Float64Array

  /**
   * @param clock of the day as it is asked about
   * @param constant what both passes begin with
   */
  constructor(clock: DayClock, pass: LabelPass, prices: Float64Array, constant: number) {
    const { count, service } = clock.day
    const moments = clock.horizon + 1
    const least = new Float64Array(2 * count * moments).fill(Infinity)
    for (let label = 0; label < pass.count; label++) {
      const place = pass.place[label] as number
      const stop = place >> 1
      const latest = clock.horizon - (pass.time[label] as number) + (service[stop] as number)
      if (latest < 0) continue
      const cost = (pass.cost[label] as number) - constant - (prices[stop] as number)
      // Who has had the break may also go on as if not, without it.
      for (let taken = 1 - (place & 1); taken < 2; taken++) {
        const at = (2 * stop + taken) * moments + Math.min(latest, clock.horizon)
        if (cost < (least[at] as number)) least[at] = cost
      }
    }
    for (let place = 0; place < 2 * count; place++)
      for (let at = (place + 1) * moments - 2; at >= place * moments; at--)
        if ((least[at + 1] as number) < (least[at] as number)) least[at] = least[at + 1] as number
    this.#clock = clock
    this.#least = least
  }

  at(stop: number, moment: number, taken: number): number {
    return this.#least[(2 * stop + taken) * (this.#clock.horizon + 1) + moment] as number
  }
}
