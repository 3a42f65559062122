import { boundPlaces } from './beside.ts'
import type { Beside } from './beside.ts'
import { hasRoom, seekIn, seekNearby, seekUnused } from './insert-plain.ts'
import { LinkedTours } from './linked-tours.ts'
import type { Model } from './model.ts'
import { MOST_PLACES } from './plan.ts'
import type { Place, Plan } from './plan.ts'
import type { Random } from './random.ts'

/** The plan of a plain model: linked tours, what is left out, and the way back to the last commit. */
export class PlainTours extends LinkedTours implements Plan {
  absentCount: number
  /** Where a stop is tried first; absent = stops are so few that every place is. */
  readonly #beside: readonly Beside[] | undefined
  /** Used vehicles that have room for the stop being placed. */
  readonly #roomy: Int32Array
  readonly #opened: Uint8Array
  readonly #touched: Int32Array
  #touchedCount = 0
  /** The touched tours as they were: their nodes with four numbers each, loads, prices and lengths. */
  readonly #keptNodes: Int32Array
  readonly #keptNumbers: Float64Array
  readonly #keptLoads: Float64Array
  readonly #keptPrices: Float64Array
  readonly #keptLengths: Int32Array
  #keptCount = 0
  /** Price of all tours at the last commit, and of what is left out, now and then. */
  #travel = 0
  #absence = 0
  #keptAbsence = 0
  #keptAbsent = 0

  constructor(model: Model) {
    super(model)
    const { stopCount, vehicleCount } = model
    const nodes = stopCount + 2 * vehicleCount
    this.#beside = boundPlaces(this)
    this.#roomy = new Int32Array(vehicleCount)
    this.#opened = new Uint8Array(vehicleCount)
    this.#touched = new Int32Array(vehicleCount)
    this.#keptNodes = new Int32Array(nodes)
    this.#keptNumbers = new Float64Array(4 * nodes)
    this.#keptLoads = new Float64Array(vehicleCount)
    this.#keptPrices = new Float64Array(vehicleCount)
    this.#keptLengths = new Int32Array(vehicleCount)
    this.absentCount = model.movable.length
    for (const stop of model.movable) this.#absence += model.prize[stop]!
    for (const price of this.prices) this.#travel += price
    this.commit()
  }

  isOpen(vehicle: number): boolean {
    return this.#opened[vehicle] === 1
  }

  assign(vehicle: number, stops: Int32Array, count: number): void {
    this.#open(vehicle)
    this.#forget(vehicle)
    this.link(vehicle, stops, count)
    for (let i = 0; i < count; i++) this.#serve(stops[i]!, vehicle)
  }

  insert(stop: number, { vehicle, position }: Place): void {
    this.#open(vehicle)
    this.linkIn(stop, vehicle, position)
    this.#serve(stop, vehicle)
  }

  keepsRules(vehicle: number): boolean {
    const { next, lengths, loads } = this
    const { stopCount: n, vehicles, allowed } = this.model
    const { maxStops, capacity } = vehicles[vehicle]!
    if (lengths[vehicle] === 0) return true
    for (let node = next[n + 2 * vehicle]!; node < n; node = next[node]!)
      if (allowed[vehicle * n + node] === 0) return false
    return lengths[vehicle]! <= maxStops && loads[vehicle]! <= capacity && this.isInTime(vehicle)
  }

  seek(stop: number, limit: number, place: Place, random?: Random): void {
    place.vehicle = -1
    place.price = limit
    const beside = this.#beside?.[stop]
    // Few places: every one is looked at.
    if (beside && 2 * this.absentCount <= this.model.movable.length) {
      const roomy = this.#findRoomy(stop, MOST_PLACES)
      if (roomy >= 0) seekIn(this, stop, this.#roomy, roomy, place, random)
      else seekNearby(this, stop, beside, place, random)
      seekUnused(this, stop, place, random)
      // Nothing beside its neighbours: who need not be served waits for a better chance.
      if (roomy >= 0 || place.vehicle >= 0 || this.model.isUrgent[stop] !== 1) return
    }
    seekIn(this, stop, this.#roomy, this.#findRoomy(stop, Infinity), place, random)
    seekUnused(this, stop, place, random)
  }

  /** Lists the tours that have room for a stop and returns how many; −1 when they have too many places. */
  #findRoomy(stop: number, most: number): number {
    const { lengths, used, usedCount } = this
    let count = 0
    let places = 0
    for (let i = 0; i < usedCount; i++) {
      const vehicle = used[i]!
      if (!hasRoom(this, stop, vehicle)) continue
      places += lengths[vehicle]! + 1
      if (places > most) return -1
      this.#roomy[count++] = vehicle
    }
    return count
  }

  cost(): number {
    let change = 0
    for (let i = 0; i < this.#touchedCount; i++) {
      const vehicle = this.#touched[i]!
      if (!this.isInTime(vehicle)) return Infinity
      change += this.prices[vehicle]! - this.#keptPrices[i]!
    }
    return this.#travel + change + this.#absence
  }

  commit(): void {
    for (let i = 0; i < this.#touchedCount; i++) {
      const vehicle = this.#touched[i]!
      this.#travel += this.prices[vehicle]! - this.#keptPrices[i]!
      this.#opened[vehicle] = 0
    }
    this.#touchedCount = this.#keptCount = 0
    this.#keptAbsence = this.#absence
    this.#keptAbsent = this.absentCount
  }

  rollBack(): void {
    for (let i = 0; i < this.#touchedCount; i++) this.#forget(this.#touched[i]!)
    let at = 0
    for (let i = 0; i < this.#touchedCount; i++) {
      at = this.#restore(i, at)
      this.#opened[this.#touched[i]!] = 0
    }
    this.#touchedCount = this.#keptCount = 0
    this.#absence = this.#keptAbsence
    this.absentCount = this.#keptAbsent
  }

  #serve(stop: number, vehicle: number): void {
    this.tourOf[stop] = vehicle
    this.absentCount--
    // Nobody left out costs nothing, to the last bit.
    this.#absence = this.absentCount === 0 ? 0 : this.#absence - this.model.prize[stop]!
  }

  /** Leaves out all stops of a tour. */
  #forget(vehicle: number): void {
    const { next, tourOf } = this
    const { stopCount: n, prize } = this.model
    for (let node = next[n + 2 * vehicle]!; node < n; node = next[node]!) {
      tourOf[node] = -1
      this.absentCount++
      this.#absence += prize[node]!
    }
  }

  /** Keeps a tour as it is before its first change. */
  #open(vehicle: number): void {
    if (this.#opened[vehicle] === 1) return
    const { next, left, due, leg, legTime } = this
    const nodes = this.#keptNodes
    const numbers = this.#keptNumbers
    this.#opened[vehicle] = 1
    this.#keptLoads[this.#touchedCount] = this.loads[vehicle]!
    this.#keptPrices[this.#touchedCount] = this.prices[vehicle]!
    this.#keptLengths[this.#touchedCount] = this.lengths[vehicle]!
    this.#touched[this.#touchedCount++] = vehicle
    let at = this.#keptCount
    let node = this.model.stopCount + 2 * vehicle
    for (let i = this.lengths[vehicle]!; i >= 0; i--) {
      nodes[at] = node
      numbers[4 * at] = left[node]!
      numbers[4 * at + 1] = due[node]!
      numbers[4 * at + 2] = leg[node]!
      numbers[4 * at + 3] = legTime[node]!
      at++
      node = next[node]!
    }
    this.#keptCount = at
  }

  /** Puts back the i-th touched tour, which is kept from `at` on; returns where the next one is. */
  #restore(i: number, at: number): number {
    const { next, prev, left, due, leg, legTime, tourOf } = this
    const nodes = this.#keptNodes
    const numbers = this.#keptNumbers
    const vehicle = this.#touched[i]!
    const length = this.#keptLengths[i]!
    let before = nodes[at]!
    const end = before + 1
    for (let j = at; j <= at + length; j++) {
      const node = nodes[j]!
      if (j > at) {
        next[before] = node
        prev[node] = before
        tourOf[node] = vehicle
      }
      left[node] = numbers[4 * j]!
      due[node] = numbers[4 * j + 1]!
      leg[node] = numbers[4 * j + 2]!
      legTime[node] = numbers[4 * j + 3]!
      before = node
    }
    next[before] = end
    prev[end] = before
    this.loads[vehicle] = this.#keptLoads[i]!
    this.prices[vehicle] = this.#keptPrices[i]!
    this.setLength(vehicle, length)
    return at + length + 1
  }
}
