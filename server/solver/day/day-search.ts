import type { Random } from '../random.ts'
import { DayTour } from './day-tour.ts'
import { DayFilling } from './fill-day.ts'
import type { OneDay } from './one-day.ts'
import { DayReplacement } from './replace-stops.ts'
import { DayOrder } from './shorten-day.ts'

const MOST_STRINGS = 2
const LONGEST_STRING = 6
/** Powers of what a stop gains by which days are filled; behind a gain, the plain one. */
const POWERS = 3
const PLAIN = 1
/** Once in so many rounds all that fits is served, dear or not. */
const GENEROUS = 8
/** What is less is rounding, not a gain. */
const LEAST_GAIN = 1e-7

/**
 * Iterated local search over which stops a day has and in what order: one or two strings go, what is
 * worth most comes in, then the order is shortened and stops replaced as long as that pays. Worse
 * days are gone on from as in simulated annealing.
 */
export class DaySearch {
  readonly day: OneDay
  readonly best: Int32Array
  bestLength = 0
  bestCost = Infinity
  readonly #random: Random
  readonly #tour: DayTour
  readonly #order: DayOrder
  readonly #filling: DayFilling
  readonly #replacement: DayReplacement
  readonly #current: Int32Array
  readonly #kept: Int32Array
  #length = 0
  #cost = Infinity

  constructor(day: OneDay, random: Random) {
    this.day = day
    this.best = new Int32Array(day.count)
    this.#random = random
    this.#tour = new DayTour(day)
    this.#order = new DayOrder(this.#tour)
    this.#filling = new DayFilling(this.#tour, random)
    this.#replacement = new DayReplacement(this.#tour)
    this.#current = new Int32Array(day.count)
    this.#kept = new Int32Array(day.count)
  }

  /** Goes on from a day that can be kept; it becomes the best if it is. */
  goOnFrom(stops: Int32Array, length: number): void {
    this.#tour.assign(stops, length)
    this.#adopt()
  }

  round(temperature: number): void {
    if (!this.#tour.assign(this.#kept, this.#ruin())) return
    this.#settle()
    if (this.#tour.cost < this.#cost + temperature * this.#random.exponential()) this.#adopt()
  }

  /** Mean price of a leg of the present day. */
  meanLeg(): number {
    const { legs, length } = this.#tour
    let price = 0
    for (let i = 0; i <= length; i++) price += legs[i]!
    return price / (length + 1)
  }

  #ruin(): number {
    const random = this.#random
    const kept = this.#kept
    let length = this.#length
    for (let i = 0; i < length; i++) kept[i] = this.#current[i]!
    for (let strings = 1 + random.below(MOST_STRINGS); strings > 0 && length > 0; strings--) {
      const count = Math.min(length, 1 + random.below(LONGEST_STRING))
      const from = random.below(length - count + 1)
      length -= count
      for (let i = from; i < length; i++) kept[i] = kept[i + count]!
    }
    return length
  }

  #settle(): void {
    const random = this.#random
    this.#filling.fill(random.below(POWERS), random.below(GENEROUS) === 0)
    while (this.#order.shorten() || this.#replacement.replace()) this.#filling.fill(PLAIN)
  }

  #adopt(): void {
    const { nodes, length, cost } = this.#tour
    for (let i = 0; i < length; i++) this.#current[i] = nodes[i + 1]!
    this.#length = length
    this.#cost = cost
    if (cost >= this.bestCost - LEAST_GAIN) return
    this.best.set(this.#current)
    this.bestLength = length
    this.bestCost = cost
  }
}
