import type { Random } from '../random.ts'
import type { DayTour } from './day-tour.ts'

/** Below so many seconds a detour counts as that long. */
const SHORTEST_DETOUR = 60
const NOISE = 1.5

/**
 * Puts in what is left out, one stop after the other, the one that is worth most first: by its price,
 * by what it gains a second, or by what it gains squared a second (Vansteenwegen et al. 2009), all
 * with some noise, until nothing pays any more.
 */
export class DayFilling {
  readonly #tour: DayTour
  readonly #random: Random
  readonly #noise: Float64Array
  readonly #positions: Int32Array
  readonly #prices: Float64Array
  readonly #left: Int32Array

  constructor(tour: DayTour, random: Random) {
    const { count } = tour.day
    this.#tour = tour
    this.#random = random
    this.#noise = new Float64Array(count)
    this.#positions = new Int32Array(count)
    this.#prices = new Float64Array(count)
    this.#left = new Int32Array(count)
  }

  /**
   * @param generous puts in stops that cost more than their prize, too, and looks again at what did
   * not fit: a far group may pay together, and one stop be the way to another
   */
  fill(power: number, generous = false): void {
    for (let again = true; again;) again = this.#fillOnce(power, generous) && generous
  }

  /** Whether anything was put in. */
  #fillOnce(power: number, generous: boolean): boolean {
    const tour = this.#tour
    const left = this.#left
    const before = tour.length
    let count = this.#seekAll(generous)
    while (count > 0) {
      const best = this.#chooseFirst(count, power)
      const stop = left[best]!
      const position = this.#positions[stop]!
      left[best] = left[--count]!
      tour.insert(stop, position)
      let kept = 0
      for (let i = 0; i < count; i++) {
        const other = left[i]!
        if (this.#seekAgain(other, position, generous)) left[kept++] = other
      }
      count = kept
    }
    return tour.length > before
  }

  /** Seeks a place for all that is left out; how many have one. */
  #seekAll(generous: boolean): number {
    const tour = this.#tour
    const { count, prize } = tour.day
    let found = 0
    for (let stop = 0; stop < count; stop++) {
      if (tour.isIn[stop] === 1) continue
      tour.seek(stop, generous ? Infinity : prize[stop]!)
      if (tour.position < 0) continue
      this.#positions[stop] = tour.position
      this.#prices[stop] = tour.price
      this.#noise[stop] = 1 + NOISE * (this.#random.unit() - 0.5)
      this.#left[found++] = stop
    }
    return found
  }

  #chooseFirst(count: number, power: number): number {
    let best = 0
    let most = -Infinity
    for (let i = 0; i < count; i++) {
      const worth = this.#rate(this.#left[i]!, power)
      if (worth <= most) continue
      most = worth
      best = i
    }
    return best
  }

  /** Brings the place of a stop up to date after another was put behind `position`; whether it has one. */
  #seekAgain(stop: number, position: number, generous: boolean): boolean {
    const tour = this.#tour
    const { prize } = tour.day
    const former = this.#positions[stop]!
    if (former !== position && tour.hasRoom(stop)) {
      const at = former > position ? former + 1 : former
      if (tour.admits(stop, at, at + 1)) {
        this.#positions[stop] = at
        this.#offer(stop, position)
        this.#offer(stop, position + 1)
        return true
      }
    }
    tour.seek(stop, generous ? Infinity : prize[stop]!)
    this.#positions[stop] = tour.position
    this.#prices[stop] = tour.price
    return tour.position >= 0
  }

  #offer(stop: number, position: number): void {
    const tour = this.#tour
    const { cost, side } = tour.day
    const price =
      cost[tour.nodes[position]! * side + stop]! +
      cost[stop * side + tour.nodes[position + 1]!]! -
      tour.legs[position]!
    if (price >= this.#prices[stop]! || !tour.admits(stop, position, position + 1)) return
    this.#prices[stop] = price
    this.#positions[stop] = position
  }

  #rate(stop: number, power: number): number {
    const { nodes, day } = this.#tour
    const { time, side, service, prize } = day
    const noise = this.#noise[stop]!
    const price = this.#prices[stop]!
    if (power === 0) return -price / noise
    const position = this.#positions[stop]!
    const before = nodes[position]! * side
    const after = nodes[position + 1]!
    const seconds =
      time[before + stop]! + time[stop * side + after]! - time[before + after]! + service[stop]!
    const gain = prize[stop]! - price
    const worth = (noise * gain) / (seconds > SHORTEST_DETOUR ? seconds : SHORTEST_DETOUR)
    return power === 1 ? worth : worth * Math.abs(gain)
  }
}
