import type { Model } from './model.ts'
import type { Random } from './random.ts'

/**
 * What the search needs of a plan. A trial changes tours (`assign`, `insert`) and is kept (`commit`)
 * or undone (`rollBack`) at the price of the tours it touched.
 */
export interface Plan {
  readonly model: Model
  /** Vehicle of a stop, −1 while left out. */
  readonly tourOf: Int32Array
  /** Stops left out, and tours that have any. */
  readonly absentCount: number
  readonly usedCount: number
  /** Whether the trial has changed this tour. */
  isOpen(vehicle: number): boolean
  /** Writes the stops of a tour and returns how many. */
  read(vehicle: number, into: Int32Array): number
  /** Replaces all stops of a tour by its own or others left out; those no longer in it are left out. */
  assign(vehicle: number, stops: Int32Array, count: number): void
  /** Whether a tour, however it came about, may be driven. */
  keepsRules(vehicle: number): boolean
  /** Cheapest place for a stop that costs less than `limit`; vehicle −1 if there is none. With `random` it blinks. */
  seek(stop: number, limit: number, place: Place, random?: Random): void
  insert(stop: number, place: Place): void
  /** Travel, fixed prices and prizes of what is left out; Infinity while a touched tour is broken. */
  cost(): number
  commit(): void
  rollBack(): void
}

/** A place for a stop: behind `position` of `vehicle`'s tour, at `price`. What a position is, only the plan knows. */
export interface Place {
  vehicle: number
  position: number
  price: number
}

/** The paper's blink rate: one place in a hundred is overlooked, so that the search does not repeat itself. */
export const BLINK = 0.01

/** Up to so many places in tours with room a stop is tried at every one; above, beside its nearest only. */
export const MOST_PLACES = 150

/** All tours one after the other, each closed by −1: what is kept of the best plan. */
export class Snapshot {
  readonly flat: Int32Array
  readonly #stops: Int32Array

  constructor({ stopCount, vehicleCount }: Model) {
    this.flat = new Int32Array(stopCount + vehicleCount)
    this.#stops = new Int32Array(stopCount)
  }

  take(plan: Plan): void {
    let at = 0
    for (let vehicle = 0; vehicle < plan.model.vehicleCount; vehicle++) {
      const count = plan.read(vehicle, this.#stops)
      for (let i = 0; i < count; i++) this.flat[at++] = this.#stops[i]!
      this.flat[at++] = -1
    }
  }

  restore(plan: Plan): void {
    let at = 0
    for (let vehicle = 0; vehicle < plan.model.vehicleCount; vehicle++)
      plan.assign(vehicle, this.#stops, 0)
    for (let vehicle = 0; vehicle < plan.model.vehicleCount; vehicle++) {
      let count = 0
      for (; this.flat[at] !== -1; at++) this.#stops[count++] = this.flat[at]!
      at++
      plan.assign(vehicle, this.#stops, count)
    }
    plan.commit()
  }

  list(): number[][] {
    const lists: number[][] = []
    let tour: number[] = []
    const vehicleCount = this.flat.length - this.#stops.length
    for (let i = 0; lists.length < vehicleCount; i++) {
      const stop = this.flat[i]!
      if (stop >= 0) tour.push(stop)
      else {
        lists.push(tour)
        tour = []
      }
    }
    return lists
  }
}
