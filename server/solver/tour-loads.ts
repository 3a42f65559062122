import type { Model, VehicleModel } from './model.ts'

/**
 * The load of a tour in several dimensions: deliveries ride from the start to their stop, pickups
 * from their stop to the end, what a pair carries in between. Per position ([position × dimensions +
 * d]) the load on leaving it, the highest so far, and the highest from there on.
 */
export class TourLoads {
  readonly load: Float64Array
  readonly head: Float64Array
  readonly tail: Float64Array
  readonly #model: Model
  readonly #vehicle: VehicleModel

  constructor(model: Model, vehicle: VehicleModel) {
    const size = (model.stopCount + 1) * model.dimensions
    this.#model = model
    this.#vehicle = vehicle
    this.load = new Float64Array(size)
    this.head = new Float64Array(size)
    this.tail = new Float64Array(size)
  }

  copy(other: TourLoads, length: number): void {
    const count = (length + 1) * this.#model.dimensions
    for (let i = 0; i < count; i++) {
      this.load[i] = other.load[i]!
      this.head[i] = other.head[i]!
      this.tail[i] = other.tail[i]!
    }
  }

  /** Weighs the tour anew; false when it is too heavy somewhere. */
  refresh(nodes: Int32Array, length: number): boolean {
    const { dimensions, unload, change } = this.#model
    const { room, headUnload, headRise, headChange } = this.#vehicle
    const { load, head, tail } = this
    let fits = true
    for (let d = 0; d < dimensions; d++) {
      let start = headUnload[d]!
      for (let i = 1; i <= length; i++) start += unload[nodes[i]! * dimensions + d]!
      let carried = (load[d] = start + headChange[d]!)
      let highest = (head[d] = start + headRise[d]!)
      for (let i = 1; i <= length; i++) {
        carried += change[nodes[i]! * dimensions + d]!
        if (carried > highest) highest = carried
        load[i * dimensions + d] = carried
        head[i * dimensions + d] = highest
      }
      if (highest > room[d]!) fits = false
      highest = -Infinity
      for (let i = length; i >= 0; i--) {
        if (load[i * dimensions + d]! > highest) highest = load[i * dimensions + d]!
        tail[i * dimensions + d] = highest
      }
    }
    return fits
  }

  /** Whether a stop behind `position` leaves the load within the room, before it and after it. */
  admits(stop: number, position: number): boolean {
    const { dimensions, unload, change } = this.#model
    const { room } = this.#vehicle
    for (let d = 0; d < dimensions; d++) {
      const rise = unload[stop * dimensions + d]!
      const at = position * dimensions + d
      if (this.head[at]! + rise > room[d]!) return false
      if (this.tail[at]! + rise + change[stop * dimensions + d]! > room[d]!) return false
    }
    return true
  }

  /** Whether one stop of a pair fits behind `first`, as far as the load goes, the other coming later. */
  admitsPair(lead: number, follower: number, first: number): boolean {
    const { dimensions } = this.#model
    const { room } = this.#vehicle
    for (let d = 0; d < dimensions; d++)
      if (this.head[first * dimensions + d]! + this.#rise(lead, follower, d) > room[d]!)
        return false
    return this.carriesPair(lead, follower, first)
  }

  /** Whether what the first of a pair has taken up can still be carried on leaving `position`, the other not having been served. */
  carriesPair(lead: number, follower: number, position: number): boolean {
    const { dimensions, change } = this.#model
    const { room } = this.#vehicle
    for (let d = 0; d < dimensions; d++) {
      const carried = this.#rise(lead, follower, d) + change[lead * dimensions + d]!
      if (this.load[position * dimensions + d]! + carried > room[d]!) return false
    }
    return true
  }

  /** What two stops add to the load from the start on. */
  #rise(lead: number, follower: number, dimension: number): number {
    const { dimensions, unload } = this.#model
    return unload[lead * dimensions + dimension]! + unload[follower * dimensions + dimension]!
  }

  /** Whether what a stop brings could be loaded at all. */
  admitsAnywhere(stop: number): boolean {
    const { dimensions, unload } = this.#model
    const { room } = this.#vehicle
    for (let d = 0; d < dimensions; d++)
      if (this.head[d]! + unload[stop * dimensions + d]! > room[d]!) return false
    return true
  }
}
