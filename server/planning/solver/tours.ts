import type { Model, VehicleModel } from './model.ts'
import { GeneralTour } from './general-tour.ts'
import { Tour } from './tour.ts'

/**
 * The plan the search works on: all tours, where each stop is, and what is left out. A trial is
 * `open`ed tour by tour before it is changed and either kept (`commit`) or undone (`rollBack`) at
 * the price of the touched tours only.
 */
export class Tours {
  readonly model: Model
  readonly all: readonly Tour[]
  /** Vehicle of a stop, −1 while left out, and its position in the tour. */
  readonly tourOf: Int32Array
  readonly positionOf: Int32Array
  readonly #live: Tour[]
  readonly #spare: Tour[]
  readonly #opened: boolean[]
  #touched: number[] = []

  constructor(model: Model) {
    this.model = model
    this.#live = model.vehicles.map((vehicle) => createTour(model, vehicle))
    this.all = this.#live
    this.#spare = model.vehicles.map((vehicle) => createTour(model, vehicle))
    this.#opened = model.vehicles.map(() => false)
    this.tourOf = new Int32Array(model.stopCount).fill(-1)
    this.positionOf = new Int32Array(model.stopCount)
  }

  /** Vehicles whose tours the trial changed. */
  get touched(): readonly number[] {
    return this.#touched
  }

  isOpen(vehicle: number): boolean {
    return this.#opened[vehicle]!
  }

  /** The tour, to be changed: keeps a copy of it for `rollBack`. */
  open(vehicle: number): Tour {
    const tour = this.#live[vehicle]!
    if (!this.#opened[vehicle]) {
      this.#opened[vehicle] = true
      this.#touched.push(vehicle)
      this.#spare[vehicle]!.copy(tour)
    }
    return tour
  }

  insert(stop: number, vehicle: number, position: number): void {
    const tour = this.open(vehicle)
    tour.insert(stop, position)
    this.#locate(vehicle, position + 1)
  }

  /** Replaces all stops of a tour; those no longer in it are left out. */
  assign(vehicle: number, stops: Int32Array, count: number): void {
    const tour = this.open(vehicle)
    this.#forget(vehicle)
    tour.assign(stops, count)
    this.#locate(vehicle, 1)
  }

  commit(): void {
    for (const vehicle of this.#touched) this.#opened[vehicle] = false
    this.#touched.length = 0
  }

  rollBack(): void {
    for (const vehicle of this.#touched) this.#forget(vehicle)
    for (const vehicle of this.#touched) {
      const spoilt = this.#live[vehicle]!
      this.#live[vehicle] = this.#spare[vehicle]!
      this.#spare[vehicle] = spoilt
      this.#locate(vehicle, 1)
    }
    this.commit()
  }

  /** Travel, fixed prices and prizes of what is left out; Infinity while a touched tour is broken. */
  cost(): number {
    let cost = 0
    for (const vehicle of this.#touched) if (!this.#live[vehicle]!.feasible) return Infinity
    for (const tour of this.#live) cost += tour.cost
    const { movable, prize } = this.model
    for (const stop of movable) if (this.tourOf[stop] === -1) cost += prize[stop]!
    return cost
  }

  /** Stop indexes per vehicle, stops already done not among them. */
  list(): number[][] {
    return this.#live.map((tour) => Array.from(tour.nodes.subarray(1, tour.length + 1)))
  }

  /** Whether the vehicle is unused and another of its kind, before it, is too. */
  isSpare(vehicle: number): boolean {
    if (this.#live[vehicle]!.length > 0) return false
    const { twins } = this.model.vehicles[vehicle]!
    for (const twin of twins) if (this.#live[twin]!.length === 0) return true
    return false
  }

  /** Whether the vehicle may serve the stop and has not enough already. */
  hasRoom(stop: number, vehicle: number): boolean {
    const { allowed, stopCount } = this.model
    return allowed[vehicle * stopCount + stop] === 1 && this.#live[vehicle]!.hasRoom(stop)
  }

  #forget(vehicle: number): void {
    const { nodes, length } = this.#live[vehicle]!
    for (let i = 1; i <= length; i++)
      if (this.tourOf[nodes[i]!] === vehicle) this.tourOf[nodes[i]!] = -1
  }

  #locate(vehicle: number, from: number): void {
    const { nodes, length } = this.#live[vehicle]!
    for (let i = from; i <= length; i++) {
      this.tourOf[nodes[i]!] = vehicle
      this.positionOf[nodes[i]!] = i
    }
  }
}

/** An empty tour. */
export function createTour(model: Model, vehicle: VehicleModel): Tour {
  const tour = model.plain ? new Tour(model, vehicle) : new GeneralTour(model, vehicle)
  tour.refresh()
  return tour
}
