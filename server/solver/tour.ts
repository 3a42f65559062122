import type { Model, VehicleModel } from './model.ts'
import { leaveStop, reachStop } from './timing.ts'

/**
 * One vehicle's tour in a plain model: nodes[0] is the start, nodes[1…length] the stops,
 * nodes[length + 1] the end. Per position it knows the earliest departure from the left and the
 * latest arrival from the right; ±Infinity where that cannot be. `GeneralTour` keeps all other rules.
 */
export class Tour {
  readonly nodes: Int32Array
  /** Price of the leg behind each position. */
  readonly legs: Float64Array
  /** What all legs before each position cost. */
  readonly sums: Float64Array
  readonly left: Float64Array
  readonly due: Float64Array
  readonly vehicle: VehicleModel
  readonly model: Model
  length = 0
  /** Of the tour with all its terms, and of using the vehicle. */
  cost = 0
  demand = 0
  /** False when taking a stop out broke the rest, as it can where the triangle inequality fails. */
  feasible = true

  /** @param states times kept per position; `refresh` is still to be called */
  constructor(model: Model, vehicle: VehicleModel, states = 1) {
    const size = model.stopCount + 2
    this.model = model
    this.vehicle = vehicle
    this.nodes = new Int32Array(size)
    this.legs = new Float64Array(size)
    this.sums = new Float64Array(size)
    this.left = new Float64Array(size * states)
    this.due = new Float64Array(size * states)
    this.nodes[0] = vehicle.startNode
  }

  /** Makes this tour equal to another of the same vehicle. */
  copy(other: Tour): void {
    const count = other.length + 2
    for (let i = 0; i < count; i++) {
      this.nodes[i] = other.nodes[i]!
      this.legs[i] = other.legs[i]!
      this.sums[i] = other.sums[i]!
      this.left[i] = other.left[i]!
      this.due[i] = other.due[i]!
    }
    this.length = other.length
    this.cost = other.cost
    this.demand = other.demand
    this.feasible = other.feasible
  }

  /** Replaces the stops by the first `count` of `stops`. */
  assign(stops: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.nodes[i + 1] = stops[i]!
    this.length = count
    this.refresh()
  }

  /** Puts a stop behind `position`. */
  insert(stop: number, position: number): void {
    const { nodes } = this
    for (let i = this.length; i > position; i--) nodes[i + 1] = nodes[i]!
    nodes[position + 1] = stop
    this.length++
    this.refresh()
  }

  /** Recomputes cost and times after a change of `nodes` and `length`. */
  refresh(): void {
    const { nodes, length, vehicle, model } = this
    nodes[length + 1] = vehicle.endNode
    let cost = length > 0 ? vehicle.fixed : 0
    let demand = 0
    for (let i = 0; i <= length; i++) {
      const leg =
        length > 0 ? model.cost[nodes[i]! * model.nodeCount + nodes[i + 1]!]! : vehicle.idle
      this.legs[i] = leg
      this.sums[i + 1] = this.sums[i]! + leg
      cost += leg
      if (i > 0) demand += model.demand[nodes[i]!]!
    }
    this.cost = cost
    this.demand = demand
    this.#refreshTimes()
  }

  /**
   * What the stops would cost in this tour but for being late, which only adds to it: enough to tell
   * that a change does not pay.
   */
  priceStops(stops: Int32Array, count: number): number {
    const { vehicle, model } = this
    const { time, cost } = vehicle
    if (count === 0) return vehicle.idle
    let price = vehicle.fixed
    let work = 0
    let from = vehicle.startNode
    for (let i = 0; i <= count; i++) {
      const to = i < count ? stops[i]! : vehicle.endNode
      const cell = from * model.nodeCount + to
      price += cost[cell]!
      work += time[cell]!
      from = to
      if (i === count) break
      work += model.service[to]!
      if (model.price) price += model.price[vehicle.index * model.stopCount + to]!
    }
    return model.balance > 0 ? price + model.balance * work * work : price
  }

  #refreshTimes(): void {
    const { nodes, length, vehicle, left, due, model } = this
    const n = model.nodeCount
    let from = vehicle.startNode
    let leaving = vehicle.departAt
    left[0] = leaving
    for (let i = 1; i <= length; i++) {
      const stop = nodes[i]!
      leaving = leaveStop(model, stop, leaving + model.time[from * n + stop]!)
      left[i] = leaving
      from = stop
    }
    let to = vehicle.endNode
    let reaching = vehicle.latest
    due[length + 1] = reaching
    for (let i = length; i > 0; i--) {
      const stop = nodes[i]!
      reaching = reachStop(model, stop, reaching - model.time[stop * n + to]!)
      due[i] = reaching
      to = stop
    }
    const arrival = vehicle.departAt + model.time[vehicle.startNode * n + to]!
    this.feasible = length === 0 || (arrival <= reaching && this.#isWithinLimits())
  }

  #isWithinLimits(): boolean {
    return this.length <= this.vehicle.maxStops && this.demand <= this.vehicle.capacity
  }

  /** Whether a stop fits behind `position`, time only: constant but for its windows. */
  admits(stop: number, position: number): boolean {
    const { nodes, model } = this
    const before = model.time[nodes[position]! * model.nodeCount + stop]!
    const after = model.time[stop * model.nodeCount + nodes[position + 1]!]!
    return leaveStop(model, stop, this.left[position]! + before) + after <= this.due[position + 1]!
  }

  /** What it costs to put a stop behind `position`; Infinity where it does not fit, or not below `limit`. */
  priceInsertion(stop: number, position: number, limit: number): number {
    const { nodes, legs, vehicle, model } = this
    const { cost, nodeCount } = model
    const detour =
      cost[nodes[position]! * nodeCount + stop]! + cost[stop * nodeCount + nodes[position + 1]!]!
    const price = detour - legs[position]! + (this.length === 0 ? vehicle.fixed : 0)
    return price < limit && this.admits(stop, position) ? price : Infinity
  }

  /** Earliest departure from a position; it never falls along the tour. */
  leavesAt(position: number): number {
    return this.left[position]!
  }

  /** Whether one more stop is within the number of stops and the capacity. */
  hasRoom(stop: number): boolean {
    return (
      this.length < this.vehicle.maxStops &&
      this.demand + this.model.demand[stop]! <= this.vehicle.capacity
    )
  }
}
