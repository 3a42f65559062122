import type { Model, VehicleModel } from './model.ts'
import { Tour } from './tour.ts'
import { TourLateness } from './tour-lateness.ts'
import { TourLoads } from './tour-loads.ts'
import { TourPairs } from './tour-pairs.ts'
import { TourRanks } from './tour-ranks.ts'
import { TourTimes } from './tour-times.ts'

/** A tour that keeps every rule and price of the contract; each kind of rule in a part of its own. */
export class GeneralTour extends Tour {
  readonly times: TourTimes
  readonly lateness: TourLateness | undefined
  readonly loads: TourLoads | undefined
  readonly ranks: TourRanks | undefined
  readonly pairs: TourPairs | undefined
  /** Of the road ahead: seconds and metres of travel, and seconds of travel and service. Nothing while empty. */
  travel = 0
  metres = 0
  work = 0

  constructor(model: Model, vehicle: VehicleModel) {
    const states = vehicle.breaks.count + 1
    super(model, vehicle, states)
    this.times = new TourTimes(model, vehicle, this.left, this.due)
    this.lateness = vehicle.soft ? new TourLateness(model, vehicle, this.times) : undefined
    this.loads = model.dimensions > 0 ? new TourLoads(model, vehicle) : undefined
    this.ranks = model.rank ? new TourRanks(model.rank) : undefined
    this.pairs = model.partner ? new TourPairs(model.partner, model.turn) : undefined
  }

  override copy(other: GeneralTour): void {
    const { length } = other
    for (let i = 0; i < length + 2; i++) {
      this.nodes[i] = other.nodes[i]!
      this.legs[i] = other.legs[i]!
      this.sums[i] = other.sums[i]!
    }
    this.length = length
    this.cost = other.cost
    this.feasible = other.feasible
    this.travel = other.travel
    this.metres = other.metres
    this.work = other.work
    this.times.copy(other.times, length)
    if (other.lateness) this.lateness?.copy(other.lateness, length)
    if (other.loads) this.loads?.copy(other.loads, length)
    if (other.ranks) this.ranks?.copy(other.ranks, length)
  }

  override refresh(): void {
    this.nodes[this.length + 1] = this.vehicle.endNode
    this.#refreshRest(this.times.refresh(this.nodes, this.length))
  }

  override insert(stop: number, position: number): void {
    const { nodes } = this
    for (let i = this.length + 1; i > position; i--) nodes[i + 1] = nodes[i]!
    nodes[position + 1] = stop
    this.length++
    this.#refreshRest(this.times.refreshInsertion(nodes, position, this.length))
  }

  #refreshRest(isOnTime: boolean): void {
    const { nodes, length } = this
    this.#refreshSums()
    if (this.lateness) {
      this.lateness.refresh(nodes, length)
      this.cost += this.lateness.total
    }
    const keepsOrder = this.#refreshOrder()
    this.feasible = length === 0 || (isOnTime && keepsOrder && this.#keepsLimits())
  }

  /** Loads, ranks and pairs: all that depends on the order of the stops but the times. */
  #refreshOrder(): boolean {
    const { nodes, length } = this
    const isLoaded = this.loads?.refresh(nodes, length) ?? true
    const isRanked = this.ranks?.refresh(nodes, length) ?? true
    return isLoaded && isRanked && (this.pairs?.areTogether(nodes, length) ?? true)
  }

  #keepsLimits(): boolean {
    const { maxStops, maxTravel, maxMetres } = this.vehicle
    return this.length <= maxStops && this.travel <= maxTravel && this.metres <= maxMetres
  }

  #refreshSums(): void {
    const { nodes, legs, sums, length, vehicle, model } = this
    const { time, cost, metres } = vehicle
    this.travel = this.metres = this.work = 0
    legs[0] = this.cost = vehicle.idle
    if (length === 0) return
    let price = vehicle.fixed
    let service = 0
    for (let i = 0; i <= length; i++) {
      const from = nodes[i]!
      const cell = from * model.nodeCount + nodes[i + 1]!
      const leg = (legs[i] = cost[cell]!)
      price += leg
      sums[i + 1] = sums[i]! + leg
      this.travel += time[cell]!
      if (metres.length > 0) this.metres += metres[cell]!
      if (i === 0) continue
      service += model.service[from]!
      if (model.price) price += model.price[vehicle.index * model.stopCount + from]!
    }
    this.work = this.travel + service
    this.cost = model.balance > 0 ? price + model.balance * this.work * this.work : price
  }

  override admits(stop: number, position: number): boolean {
    return this.priceInsertion(stop, position, Infinity) < Infinity
  }

  override priceInsertion(stop: number, position: number, limit: number): number {
    const { nodes, vehicle, model } = this
    const before = nodes[position]! * model.nodeCount
    const after = nodes[position + 1]!
    const there = before + stop
    const onward = stop * model.nodeCount + after
    const isFirst = this.length === 0
    const cell = before + after
    let price = vehicle.cost[there]! + vehicle.cost[onward]! - this.legs[position]!
    if (isFirst) price += vehicle.fixed
    if (model.price) price += model.price[vehicle.index * model.stopCount + stop]!
    const instead = isFirst ? 0 : vehicle.time[cell]!
    const travel = vehicle.time[there]! + vehicle.time[onward]! - instead
    if (model.balance > 0) price += this.#priceWork(travel + model.service[stop]!)
    if (!(price < limit) || this.travel + travel > vehicle.maxTravel) return Infinity
    if (!this.#isNear(there, onward, isFirst ? -1 : cell)) return Infinity
    if (!this.#admitsInOrder(stop, position)) return Infinity
    if (!this.times.admits(nodes, stop, position, this.length)) return Infinity
    // Being late is walked through last: it all but never makes a place cheaper.
    if (!this.lateness) return price
    return price + this.lateness.priceInsertion(nodes, stop, position, this.length)
  }

  #admitsInOrder(stop: number, position: number): boolean {
    if (this.ranks && !this.ranks.admits(stop, position)) return false
    return this.loads === undefined || this.loads.admits(stop, position)
  }

  /** What travel costs more with a stop behind a position. */
  priceDetour(stop: number, position: number): number {
    const { cost } = this.vehicle
    const n = this.model.nodeCount
    const to = cost[this.nodes[position]! * n + stop]!
    return to + cost[stop * n + this.nodes[position + 1]!]! - this.legs[position]!
  }

  /** The same with two stops in a row, and the price of the vehicle where they are its first. */
  priceTwo(lead: number, follower: number, position: number): number {
    const { cost, fixed } = this.vehicle
    const n = this.model.nodeCount
    const to = cost[this.nodes[position]! * n + lead]! + cost[lead * n + follower]!
    const on = cost[follower * n + this.nodes[position + 1]!]! - this.legs[position]!
    return to + on + (this.length === 0 ? fixed : 0)
  }

  /** What so many more seconds of work add to the balance. */
  #priceWork(more: number): number {
    return this.model.balance * more * (2 * this.work + more)
  }

  #isNear(there: number, onward: number, instead: number): boolean {
    const { metres, maxMetres } = this.vehicle
    if (maxMetres === Infinity) return true
    const detour = metres[there]! + metres[onward]! - (instead < 0 ? 0 : metres[instead]!)
    return this.metres + detour <= maxMetres
  }

  override leavesAt(position: number): number {
    return this.left[position * this.times.states]!
  }

  override hasRoom(stop: number): boolean {
    return this.length < this.vehicle.maxStops && (this.loads?.admitsAnywhere(stop) ?? true)
  }
}
