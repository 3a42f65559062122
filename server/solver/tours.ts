import { seekEverywhere, seekNearby } from './insert.ts'
import { GeneralTour } from './general-tour.ts'
import type { Model, VehicleModel } from './model.ts'
import { rankPlaces } from './neighbours.ts'
import type { Places } from './neighbours.ts'
import { PairPlaces } from './pair-places.ts'
import { MOST_PLACES } from './plan.ts'
import type { Place, Plan } from './plan.ts'
import type { Random } from './random.ts'
import { keepsSpacing } from './spacing.ts'
import { Tour } from './tour.ts'

/**
 * The plan of any model: all tours, where each stop is, and what is left out. A trial is `open`ed
 * tour by tour before it is changed and either kept (`commit`) or undone (`rollBack`) at the price of
 * the touched tours only.
 */
export class Tours implements Plan {
  readonly model: Model
  readonly all: readonly Tour[]
  readonly tourOf: Int32Array
  /** Position of a stop in its tour. */
  readonly positionOf: Int32Array
  absentCount: number
  usedCount = 0
  readonly #live: Tour[]
  readonly #spare: Tour[]
  readonly #opened: boolean[]
  readonly #touched: number[] = []
  readonly #trials: Tour[] = []
  readonly #pairPlaces: PairPlaces
  readonly #vehicleOf = (stop: number) => this.tourOf[stop]!
  readonly #places: Places | undefined
  /** Price of all tours at the last commit, and of what is left out, now and then. */
  #travel = 0
  #absence = 0
  #keptAbsence = 0

  constructor(model: Model) {
    this.model = model
    this.#live = model.vehicles.map((vehicle) => createTour(model, vehicle))
    this.all = this.#live
    this.#spare = model.vehicles.map((vehicle) => createTour(model, vehicle))
    this.#opened = model.vehicles.map(() => false)
    this.tourOf = new Int32Array(model.stopCount).fill(-1)
    this.positionOf = new Int32Array(model.stopCount)
    this.#pairPlaces = new PairPlaces(model.stopCount)
    this.absentCount = model.movable.length
    for (const stop of model.movable) this.#absence += model.prize[stop]!
    for (const tour of this.#live) this.#travel += tour.cost
    this.#places = rankPlaces(model)
    this.commit()
  }

  isOpen(vehicle: number): boolean {
    return this.#opened[vehicle]!
  }

  /** The tour, to be changed: keeps a copy of it for `rollBack`. */
  #open(vehicle: number): Tour {
    const tour = this.#live[vehicle]!
    if (!this.#opened[vehicle]) {
      this.#opened[vehicle] = true
      this.#touched.push(vehicle)
      this.#spare[vehicle]!.copy(tour)
    }
    return tour
  }

  read(vehicle: number, into: Int32Array): number {
    const { nodes, length } = this.#live[vehicle]!
    for (let i = 0; i < length; i++) into[i] = nodes[i + 1]!
    return length
  }

  keepsRules(vehicle: number): boolean {
    const { nodes, length, feasible } = this.#live[vehicle]!
    const { allowed, stopCount } = this.model
    for (let i = 1; i <= length; i++)
      if (
        allowed[vehicle * stopCount + nodes[i]!] === 0 ||
        !keepsSpacing(this.model, nodes[i]!, vehicle, this.#vehicleOf)
      )
        return false
    return feasible
  }

  seek(stop: number, limit: number, place: Place, random?: Random): void {
    const hasPartner = (this.model.partner?.[stop] ?? -1) >= 0
    if (hasPartner || !this.#places || this.#hasFewPlaces(stop)) {
      this.seekAnywhere(stop, limit, place, random)
      return
    }
    place.vehicle = -1
    place.price = limit
    seekNearby(this, stop, this.#places.behind[stop]!, this.#places.before[stop]!, place, random)
    // Nothing beside its neighbours: who need not be served waits for a better chance.
    if (place.vehicle < 0 && this.model.isUrgent[stop] === 1)
      seekEverywhere(this, stop, place, random)
  }

  /** The same, but looks at every place there is, far from its neighbours too. */
  seekAnywhere(stop: number, limit: number, place: Place, random?: Random): void {
    const partner = this.model.partner?.[stop] ?? -1
    place.vehicle = -1
    place.price = partner < 0 ? limit : limit + this.model.prize[partner]!
    if (partner < 0) seekEverywhere(this, stop, place, random)
    else this.#seekPair(stop, partner, place, random)
  }

  /** Whether the tours that have room for a stop are few and short, or hardly any stop is served. */
  #hasFewPlaces(stop: number): boolean {
    if (2 * this.absentCount > this.model.movable.length) return true
    let places = 0
    for (let vehicle = 0; vehicle < this.#live.length; vehicle++) {
      const { length } = this.#live[vehicle]!
      if (length === 0 || !this.hasRoom(stop, vehicle)) continue
      places += length + 1
      if (places > MOST_PLACES) return false
    }
    return true
  }

  /** Looks for places of a stop and its partner in every tour; repeats of each other have none. */
  #seekPair(stop: number, partner: number, place: Place, random?: Random): void {
    if (this.model.repeats?.[stop]!.some((other) => other.stop === partner)) return
    for (const tour of this.#live) {
      const { index } = tour.vehicle
      if (!(tour instanceof GeneralTour) || this.isSpare(index)) continue
      if (!this.hasRoom(stop, index) || !this.hasRoom(partner, index)) continue
      const turn = this.model.turn[stop]!
      this.#pairPlaces.seek(tour, this.tryIn(index), stop, partner, turn, place, random)
    }
  }

  /** A tour of a vehicle to try sequences of stops in. */
  tryIn(vehicle: number): Tour {
    return (this.#trials[vehicle] ??= createTour(this.model, this.model.vehicles[vehicle]!))
  }

  insert(stop: number, { vehicle, position }: Place): void {
    const partner = this.model.partner?.[stop] ?? -1
    if (partner >= 0) {
      const found = this.#live[vehicle]
      if (!(found instanceof GeneralTour)) throw new Error('Pairs are for general tours')
      this.#pairPlaces.write(found, stop, partner, position)
      this.assign(vehicle, this.#pairPlaces.stops, this.#pairPlaces.count)
      return
    }
    const tour = this.#open(vehicle)
    if (tour.length === 0) this.usedCount++
    tour.insert(stop, position)
    this.#locate(vehicle, position + 1)
  }

  assign(vehicle: number, stops: Int32Array, count: number): void {
    const tour = this.#open(vehicle)
    this.#forget(vehicle)
    if (tour.length > 0) this.usedCount--
    if (count > 0) this.usedCount++
    tour.assign(stops, count)
    this.#locate(vehicle, 1)
  }

  commit(): void {
    for (const vehicle of this.#touched) {
      this.#travel += this.#live[vehicle]!.cost - this.#spare[vehicle]!.cost
      this.#opened[vehicle] = false
    }
    this.#touched.length = 0
    this.#keptAbsence = this.#absence
  }

  rollBack(): void {
    for (const vehicle of this.#touched) this.#forget(vehicle)
    for (const vehicle of this.#touched) {
      const spoilt = this.#live[vehicle]!
      const kept = this.#spare[vehicle]!
      if (spoilt.length > 0) this.usedCount--
      if (kept.length > 0) this.usedCount++
      this.#opened[vehicle] = false
      this.#live[vehicle] = kept
      this.#spare[vehicle] = spoilt
      this.#locate(vehicle, 1)
    }
    this.#absence = this.#keptAbsence
    this.#touched.length = 0
  }

  cost(): number {
    let change = 0
    for (const vehicle of this.#touched) {
      if (!this.#live[vehicle]!.feasible) return Infinity
      change += this.#live[vehicle]!.cost - this.#spare[vehicle]!.cost
    }
    return this.#travel + change + this.#absence
  }

  /** Stop indexes per vehicle, stops already done not among them. */
  list(): number[][] {
    return this.#live.map((tour) => Array.from(tour.nodes.subarray(1, tour.length + 1)))
  }

  /** Whether the vehicle is unused and another of its kind, before it, is too. */
  isSpare(vehicle: number): boolean {
    if (this.#live[vehicle]!.length > 0) return false
    const { twins } = this.model.vehicles[vehicle]!
    for (const twin of twins) if (this.#live[twin]!.length === 0) return twin < vehicle
    return false
  }

  /** Whether the vehicle may serve the stop and has not enough already. */
  hasRoom(stop: number, vehicle: number): boolean {
    const { allowed, stopCount } = this.model
    return (
      allowed[vehicle * stopCount + stop] === 1 &&
      this.#live[vehicle]!.hasRoom(stop) &&
      keepsSpacing(this.model, stop, vehicle, this.#vehicleOf)
    )
  }

  /** Leaves out all stops of a tour that are still its own. */
  #forget(vehicle: number): void {
    const { nodes, length } = this.#live[vehicle]!
    for (let i = 1; i <= length; i++) {
      const stop = nodes[i]!
      if (this.tourOf[stop] !== vehicle) continue
      this.tourOf[stop] = -1
      this.absentCount++
      this.#absence += this.model.prize[stop]!
    }
  }

  #locate(vehicle: number, from: number): void {
    const { nodes, length } = this.#live[vehicle]!
    for (let i = from; i <= length; i++) {
      const stop = nodes[i]!
      this.positionOf[stop] = i
      if (this.tourOf[stop] === -1) {
        this.absentCount--
        this.#absence = this.absentCount === 0 ? 0 : this.#absence - this.model.prize[stop]!
      }
      this.tourOf[stop] = vehicle
    }
  }
}

/** Replaces all tours. */
export function loadTours(tours: Tours, lists: readonly (readonly number[])[]): void {
  lists.forEach((stops, vehicle) => {
    tours.assign(vehicle, Int32Array.from(stops), stops.length)
  })
  tours.commit()
}

/** An empty tour. */
export function createTour(model: Model, vehicle: VehicleModel): Tour {
  const tour = model.plain ? new Tour(model, vehicle) : new GeneralTour(model, vehicle)
  tour.refresh()
  return tour
}
