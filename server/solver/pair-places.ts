import type { GeneralTour } from './general-tour.ts'
import { BLINK } from './plan.ts'
import type { Place } from './plan.ts'
import type { Random } from './random.ts'
import type { Tour } from './tour.ts'

/** A tour and another to try in, the best place so far, and whether the partner leads. */
interface PairSearch {
  readonly tour: GeneralTour
  readonly trial: Tour
  readonly best: Place
  readonly random: Random | undefined
  readonly turned: 0 | 1
}

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
  /** What travel costs more with the follower behind each position, and the least of it from there on. */
  readonly #detours: Float64Array
  readonly #least: Float64Array

  constructor(stopCount: number) {
    this.stops = new Int32Array(stopCount)
    this.#detours = new Float64Array(stopCount + 1)
    this.#least = new Float64Array(stopCount + 2)
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
    if (turn >= 0) this.#seekInOrder({ tour, trial, best, random, turned: 0 }, stop, partner)
    if (turn <= 0) this.#seekInOrder({ tour, trial, best, random, turned: 1 }, partner, stop)
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

  #seekInOrder(search: PairSearch, lead: number, follower: number): void {
    this.#begin(lead, follower, search.tour.times.states)
    this.#measureDetours(search.tour)
    // Side by side first: one walk finds a price that bounds all others.
    this.#seekSideBySide(search)
    this.#seekApart(search)
  }

  #seekSideBySide(search: PairSearch): void {
    const { tour, best } = search
    for (let first = 0; first <= tour.length; first++) {
      const price = tour.priceTwo(this.#lead, this.#follower, first)
      if (price < best.price && this.#canLead(tour, first)) this.#offer(search, first, first)
    }
  }

  #seekApart(search: PairSearch): void {
    const { tour, best } = search
    for (let first = 0; first < tour.length; first++) {
      const detour = tour.priceDetour(this.#lead, first)
      if (!(detour + this.#least[first + 1]! < best.price) || !this.#canLead(tour, first)) continue
      for (let second = first + 1; second <= tour.length; second++) {
        if (!(detour + this.#least[second]! < best.price)) break
        if (!this.#walkOn(tour, first, second)) break
        if (tour.loads?.carriesPair(this.#lead, this.#follower, second) === false) break
        if (detour + this.#detours[second]! < best.price) this.#offer(search, first, second)
      }
    }
  }

  #offer({ tour, trial, best, random, turned }: PairSearch, first: number, second: number): void {
    if (!this.#reaches(tour, first, second)) return
    const price = this.#priceWhole(tour, trial, first, second)
    if (!(price < best.price) || (random && random.unit() < BLINK)) return
    best.vehicle = tour.vehicle.index
    best.position = 2 * (first + (this.stops.length + 1) * second) + turned
    best.price = price
  }

  #measureDetours(tour: GeneralTour): void {
    const { length } = tour
    this.#least[length + 1] = Infinity
    for (let i = length; i >= 0; i--) {
      const detour = tour.priceDetour(this.#follower, i)
      this.#detours[i] = detour
      this.#least[i] = Math.min(detour, this.#least[i + 1]!)
    }
  }

  /** Whether the lead fits behind a position by its rank and the load; the walk then begins there. */
  #canLead({ nodes, left, ranks, loads, times }: GeneralTour, first: number): boolean {
    if (ranks?.admits(this.#lead, first) === false) return false
    if (loads?.admitsPair(this.#lead, this.#follower, first) === false) return false
    times.pass(left, first * times.states, nodes[first]!, this.#lead, this.#leaving)
    return true
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

  /** Whether the follower fits behind `second`, as far as its rank and the times go. */
  #reaches({ nodes, length, ranks, times }: GeneralTour, first: number, second: number): boolean {
    if (ranks?.admits(this.#follower, second) === false) return false
    const before = second === first ? this.#lead : nodes[second]!
    times.pass(this.#leaving, 0, before, this.#follower, this.#later)
    const [next, formerly] = [nodes[second + 1]!, nodes[second]!]
    return times.reaches(this.#later, this.#follower, next, second + 1, formerly, length)
  }
}
