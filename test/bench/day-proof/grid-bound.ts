import { countVisits } from './count-visits.ts'
import { NEVER } from './day-clock.ts'
import type { DayClock } from './day-clock.ts'

/**
 * The least that going on from a stop can cost, stops repeated freely but never two turns about
 * (Christofides, Mingozzi & Toth 1981), each visit charged its multiplier. Moments are rounded down
 * to a grid, which can only make it less.
 */
export class GridBound {
  readonly clock: DayClock
  readonly step: number
  /** [(moment × 2 + taken) × count + stop]; the second best goes to another stop than the best. */
  readonly #best: Float64Array
  readonly #second: Float64Array
  readonly #next: Int8Array
  readonly #earliest: Int32Array
  #prices: Float64Array = new Float64Array(0)
  /** Of a whole day. */
  least = 0
  /** The way on last sought: its cost, that of the second best, and when the next stop is left. */
  readonly #found = { value: Infinity, second: Infinity, next: -1, at: 0, taken: 0 }
  /** Over the leg last tried. */
  #value = Infinity
  #at = 0
  #taken = 0

  constructor(clock: DayClock, step: number) {
    const { count, side, time } = clock.day
    this.clock = clock
    this.step = step
    const size = (Math.floor(clock.horizon / step) + 1) * 2 * count
    this.#best = new Float64Array(size)
    this.#second = new Float64Array(size)
    this.#next = new Int8Array(size)
    this.#earliest = Int32Array.from({ length: count }, (_, stop) =>
      clock.leave(stop, time[count * side + stop] as number),
    )
  }

  /** Cost of going on from a stop left at a moment, reached from `before` (−1 = the start). */
  at(stop: number, moment: number, taken: number, before: number): number {
    const at = (((moment / this.step) | 0) * 2 + taken) * this.clock.day.count + stop
    return (this.#next[at] === before ? this.#second[at] : this.#best[at]) as number
  }

  /** Reckons all anew; how often the best day visits each stop. */
  weigh(multipliers: Float64Array): Int32Array {
    const { clock, step } = this
    const { count, side, cost, prize, fixed } = clock.day
    let constant = fixed
    for (let stop = 0; stop < count; stop++)
      constant += (prize[stop] as number) - (multipliers[stop] as number)
    this.#prices = cost.map((price, leg) => {
      const to = leg % side
      return to < count ? price - (prize[to] as number) + (multipliers[to] as number) : price
    })
    for (let moment = Math.floor(clock.horizon / step); moment >= 0; moment--)
      for (let stop = 0; stop < count; stop++)
        if ((moment + 1) * step > (this.#earliest[stop] as number)) {
          this.#reckon(stop, moment, 1)
          this.#reckon(stop, moment, 0)
        }
    return this.#follow(constant)
  }

  #reckon(stop: number, moment: number, taken: number): void {
    const at = (moment * 2 + taken) * this.clock.day.count + stop
    this.#seek(stop, moment * this.step, taken, -1)
    this.#best[at] = this.#found.value
    this.#second[at] = this.#found.second
    this.#next[at] = this.#found.next
  }

  /** Drives the best day; how often it comes to each stop. */
  #follow(constant: number): Int32Array {
    const { count } = this.clock.day
    const route: number[] = []
    this.#seek(count, 0, 0, -1)
    this.least = constant + this.#found.value
    for (let before = -1; this.#found.next >= 0 && this.#found.next < count;) {
      const { next, at, taken } = this.#found
      route.push(next)
      this.#seek(next, Math.floor(at / this.step) * this.step, taken, before)
      before = next
    }
    return countVisits(route, count)
  }

  /** The best way on from a stop, and the second best to another one than that; never to `not`. */
  #seek(stop: number, moment: number, taken: number, not: number): void {
    const found = this.#found
    const { count } = this.clock.day
    found.value = found.second = Infinity
    found.next = -1
    for (let next = 0; next < count; next++)
      if (next !== stop && next !== not) this.#tryLeg(stop, next, moment, taken)
    // A day without a stop is none.
    if (stop < count) this.#tryLeg(stop, count + 1, moment, taken)
  }

  #tryLeg(stop: number, next: number, moment: number, taken: number): void {
    const { clock } = this
    const { side, time } = clock.day
    const travel = time[stop * side + next] as number
    this.#value = Infinity
    this.#reach(stop, next, moment + travel, taken)
    if (taken === 0) this.#reach(stop, next, clock.rest(moment, travel), 1)
    const found = this.#found
    if (this.#value < found.value) {
      found.second = found.value
      found.value = this.#value
      found.next = next
      found.at = this.#at
      found.taken = this.#taken
    } else if (this.#value < found.second) found.second = this.#value
  }

  #reach(stop: number, next: number, ready: number, taken: number): void {
    const { clock } = this
    const { count, side } = clock.day
    let value = this.#prices[stop * side + next] as number
    let at = ready
    if (next < count) {
      at = clock.leave(next, ready)
      if (at === NEVER) return
      value += this.at(next, at, taken, stop)
    } else if (!clock.isHome(ready, taken)) return
    if (value >= this.#value) return
    this.#value = value
    this.#at = at
    this.#taken = taken
  }
}
