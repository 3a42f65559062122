import { NEVER } from './day-clock.ts'
import type { DayClock } from './day-clock.ts'
import { Front } from './front.ts'
import type { Memory } from './memory.ts'
import { bitsOf } from './memory.ts'

/** The least that going on from a stop can cost, left at a moment and reached from `before` (−1 = the start). */
export interface Bound {
  at(stop: number, moment: number, taken: number, before: number): number
}

/** What one pass is about. */
export interface Task {
  readonly clock: DayClock
  readonly bound: Bound
  /** What a visit is charged, and not visiting pays. */
  readonly multipliers: Float64Array
  readonly memory: Memory
  /** When the day begins with no break taken, and with it taken. */
  readonly roots: readonly [number, number]
  /** Of days that cost as much or more nothing is wanted. */
  readonly limit: number
  /** Whether the limit falls to the least found; not in a pass that is to become a bound. */
  readonly falls: boolean
  /** Whether nothing is ever forgotten: then days are compared by what they truly cost. */
  readonly exact: boolean
}

export interface Found {
  /** Least cost of a whole day below the limit; Infinity = there is none. */
  readonly least: number
  readonly route: readonly number[]
  /** False: given up for want of room. */
  readonly done: boolean
}

/** A label being gone on from. */
interface Reached {
  readonly label: number
  readonly stop: number
  readonly at: number
  readonly taken: number
  readonly cost: number
  readonly owed: number
  readonly low: number
  readonly high: number
}

/**
 * Label setting over the days of one person (ng-paths, Baldacci, Mingozzi & Roberti 2011): a label is
 * a way of having come to a stop; it goes when another there is earlier, costs no more and remembers
 * no stop more, or when the bound says that no day below the limit comes of it.
 */
export class LabelPass {
  count = 0
  readonly time: Int32Array
  /** Twice the stop, and one when the break is taken. */
  readonly place: Int8Array
  readonly cost: Float64Array
  /** What the bound reckons on top: multipliers not in the cost. */
  readonly owed: Float64Array
  readonly low: Int32Array
  readonly high: Int32Array
  readonly #from: Int32Array
  readonly #behind: Int32Array
  #heads = new Int32Array(0)
  #limit = Infinity
  #least = Infinity
  #last = -1
  #prices: Float64Array = new Float64Array(0)

  constructor(capacity: number) {
    this.time = new Int32Array(capacity)
    this.place = new Int8Array(capacity)
    this.cost = new Float64Array(capacity)
    this.owed = new Float64Array(capacity)
    this.low = new Int32Array(capacity)
    this.high = new Int32Array(capacity)
    this.#from = new Int32Array(capacity)
    this.#behind = new Int32Array(capacity)
  }

  run(task: Task): Found {
    const { clock, multipliers, roots, exact, limit } = task
    const { count, prize, fixed } = clock.day
    this.count = 0
    this.#heads = new Int32Array(clock.horizon + 1).fill(-1)
    this.#limit = limit
    this.#least = limit
    this.#last = -1
    this.#prices = priceLegs(task)
    const prizes = prize.reduce((sum, price) => sum + price, fixed)
    const charged = multipliers.reduce((sum, price) => sum + price, 0)
    const first = { label: -1, stop: count, low: 0, high: 0 }
    const cost = exact ? prizes : prizes - charged
    const owed = exact ? -charged : 0
    let done = true
    for (const taken of [0, 1] as const)
      if (roots[taken] < NEVER)
        done &&= this.#extend(task, { ...first, at: roots[taken], taken, cost, owed })
    done &&= this.#goOn(task)
    const least = this.#last < 0 ? Infinity : this.#least
    return { least, route: this.#list(this.#last), done }
  }

  #goOn(task: Task): boolean {
    const fronts = Array.from({ length: 2 * task.clock.day.count }, () => new Front(this))
    for (let at = 0; at < this.#heads.length; at++)
      for (let label = this.#heads[at] as number; label >= 0;) {
        if (this.#isWanted(task, label, fronts) && !this.#extend(task, this.#read(label)))
          return false
        label = this.#behind[label] as number
      }
    return true
  }

  #isWanted({ bound }: Task, label: number, fronts: readonly Front[]): boolean {
    const place = this.place[label] as number
    // Who has had the break can do whatever who has not can.
    const rested = fronts[place | 1] as Front
    if (rested.beats(label)) return false
    if ((place & 1) === 0) {
      const own = fronts[place] as Front
      if (own.beats(label)) return false
      own.add(label)
    } else rested.add(label)
    const from = this.#from[label] as number
    const before = from < 0 ? -1 : (this.place[from] as number) >> 1
    const reckoned = (this.cost[label] as number) + (this.owed[label] as number)
    const moment = this.time[label] as number
    return reckoned + bound.at(place >> 1, moment, place & 1, before) < this.#limit
  }

  #read(label: number): Reached {
    const place = this.place[label] as number
    return {
      label,
      stop: place >> 1,
      at: this.time[label] as number,
      taken: place & 1,
      cost: this.cost[label] as number,
      owed: this.owed[label] as number,
      low: this.low[label] as number,
      high: this.high[label] as number,
    }
  }

  /** Goes on to every stop, and home; false = there is no more room. */
  #extend(task: Task, reached: Reached): boolean {
    const { clock } = task
    const { count, side, time } = clock.day
    const { stop, at, taken, low, high } = reached
    for (let next = 0; next <= count + 1; next++) {
      if (next === stop || next === count) continue
      const [isLow, isHigh] = [bitsOf(next, 0), bitsOf(next, 1)]
      if (next < count && ((low & isLow) | (high & isHigh)) !== 0) continue
      const travel = time[stop * side + next] as number
      if (!this.#reach(task, reached, next, at + travel, taken)) return false
      if (taken === 0 && !this.#reach(task, reached, next, clock.rest(at, travel), 1)) return false
    }
    return true
  }

  #reach(task: Task, reached: Reached, next: number, ready: number, taken: number): boolean {
    const { clock, bound, memory, multipliers, exact, falls } = task
    const { label, stop } = reached
    const { count, side } = clock.day
    const cost = reached.cost + (this.#prices[stop * side + next] as number)
    if (next > count) {
      // A day without a stop is none.
      if (stop < count && cost < this.#least && clock.isHome(ready, taken)) {
        this.#least = cost
        this.#last = label
        if (falls) this.#limit = cost
      }
      return true
    }
    const left = clock.leave(next, ready)
    if (left === NEVER) return true
    const owed = exact ? reached.owed + (multipliers[next] as number) : 0
    if (cost + owed + bound.at(next, left, taken, stop) >= this.#limit) return true
    if (this.count === this.time.length) return false
    const fresh = this.count++
    this.time[fresh] = left
    this.place[fresh] = 2 * next + taken
    this.cost[fresh] = cost
    this.owed[fresh] = owed
    this.low[fresh] = (reached.low & (memory.low[next] as number)) | bitsOf(next, 0)
    this.high[fresh] = (reached.high & (memory.high[next] as number)) | bitsOf(next, 1)
    this.#from[fresh] = label
    this.#behind[fresh] = this.#heads[left] as number
    this.#heads[left] = fresh
    return true
  }

  #list(last: number): number[] {
    const route: number[] = []
    for (let label = last; label >= 0; label = this.#from[label] as number)
      route.unshift((this.place[label] as number) >> 1)
    return route
  }
}

/** What a leg costs with the visit at its far end. */
function priceLegs({ clock, multipliers, exact }: Task): Float64Array {
  const { count, side, cost, prize } = clock.day
  return cost.map((price, leg) => {
    const stop = leg % side
    if (stop >= count) return price
    const charge = exact ? 0 : (multipliers[stop] as number)
    return price - (prize[stop] as number) + charge
  })
}
