import type { GeneralTour } from './general-tour.ts'
import { BLINK } from './plan.ts'
import type { Place } from './plan.ts'
import type { Random } from './random.ts'
import type { Tour } from './tour.ts'

/**
 * Seeks places for the two stops of a pair in one tour: the lead behind one position, the follower
 * behind the same or a later one. Both positions are told in one number, as a `Place` has one.
 */
export class PairPlaces {
  /** The stops of the tour with the pair, and how many. */
  readonly stops: Int32Array
  count = 0
  #lead = -1
  #follower = -1
  #leaving = new Float64Array(1)
  #later = new Float64Array(1)

  constructor(stopCount: number) {
    this.stops = new Int32Array(stopCount)
  }

  /**
   * Offers `best` every place in a tour that keeps all rules.
   * @param trial another tour of the vehicle, to try in
   * @param turn 1 when `stop` must come before its partner, −1 behind it, 0 either
   */
  seek(
    tour: GeneralTour,
    trial: Tour,
    stop: number,
    partner: number,
    turn: number,
    best: Place,
    random?: Random,
  ): void {
    if (tour.length + 2 > tour.vehicle.maxStops) return
    if (turn >= 0) this.#seekInOrder(tour, trial, stop, partner, best, random, 0)
    if (turn <= 0) this.#seekInOrder(tour, trial, partner, stop, best, random, 1)
  }

  /** Writes the tour with the pair at a place that was found. */
  write(tour: GeneralTour, stop: number, partner: number, position: number): void {
    const isTurned = position % 2 === 1
    const size = this.stops.length + 1
    const both = (position - (isTurned ? 1 : 0)) / 2
    this.#lead = isTurned ? partner : stop
    this.#follower = isTurned ? stop : partner
    this.#write(tour, both % size, Math.floor(both / size))
  }

  #write({ nodes, length }: GeneralTour, first: number, second: number): void {
    this.count = 0
    for (let i = 0; i <= length; i++) {
      if (i > 0) this.stops[this.count++] = nodes[i]!
      if (i === first) this.stops[this.count++] = this.#lead
      if (i === second) this.stops[this.count++] = this.#follower
    }
  }

  #seekInOrder(
    tour: GeneralTour,
    trial: Tour,
    lead: number,
    follower: number,
    best: Place,
    random: Random | undefined,
    turned: 0 | 1,
  ): void {
    const { length, ranks, times } = tour
    this.#begin(lead, follower, times.states)
    for (let first = 0; first <= length; first++) {
      if (ranks?.admits(lead, first) === false) continue
      const from = tour.nodes[first]!
      times.pass(tour.left, first * times.states, from, lead, this.#leaving)
      for (let second = first; second <= length; second++) {
        if (second > first && !this.#walkOn(tour, first, second)) break
        if (!this.#reaches(tour, first, second, best.price)) continue
        const price = this.#priceWhole(tour, trial, first, second)
        if (!(price < best.price) || (random && random.unit() < BLINK)) continue
        best.vehicle = tour.vehicle.index
        best.position = 2 * (first + (this.stops.length + 1) * second) + turned
        best.price = price
      }
    }
  }

  #begin(lead: number, follower: number, states: number): void {
    this.#lead = lead
    this.#follower = follower
    if (this.#leaving.length === states) return
    this.#leaving = new Float64Array(states)
    this.#later = new Float64Array(states)
  }

  #priceWhole(tour: GeneralTour, trial: Tour, first: number, second: number): number {
    this.#write(tour, first, second)
    trial.assign(this.stops, this.count)
    return trial.feasible ? trial.cost - tour.cost : Infinity
  }

  /** Goes on from the lead to the stop at `second`; false when nobody gets so far in time. */
  #walkOn({ nodes, times }: GeneralTour, first: number, second: number): boolean {
    const before = second === first + 1 ? this.#lead : nodes[second - 1]!
    times.pass(this.#leaving, 0, before, nodes[second]!, this.#leaving)
    for (const leaves of this.#leaving) if (leaves < Infinity) return true
    return false
  }

  /** Whether the follower fits behind `second`, as far as travel, loads, its rank and the times go. */
  #reaches(tour: GeneralTour, first: number, second: number, limit: number): boolean {
    const { nodes, length, ranks, times } = tour
    if (ranks?.admits(this.#follower, second) === false) return false
    if (tour.loads?.admitsPair(this.#lead, this.#follower, first, second) === false) return false
    if (!(tour.priceDetours(this.#lead, this.#follower, first, second) < limit)) return false
    const before = second === first ? this.#lead : nodes[second]!
    times.pass(this.#leaving, 0, before, this.#follower, this.#later)
    const [next, formerly] = [nodes[second + 1]!, nodes[second]!]
    return times.reaches(this.#later, this.#follower, next, second + 1, formerly, length)
  }
}
