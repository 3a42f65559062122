import type { Model, VehicleModel } from './model.ts'
import { crossWithBreak, departWithBreak, leaveStop, reachStop } from './timing.ts'

/**
 * One vehicle's tour: nodes[0] is the start, nodes[1…length] the stops, nodes[length + 1] the end.
 * Per position it knows the earliest departure from the left and the latest arrival from the right,
 * once with the break behind one (`left`, `due`) and once with it still owed (`leftOwing`,
 * `dueOwing`); ±Infinity where that cannot be.
 */
export class Tour {
  readonly nodes: Int32Array
  /** Price of the leg behind each position. */
  readonly legs: Float64Array
  readonly left: Float64Array
  readonly leftOwing: Float64Array
  readonly due: Float64Array
  readonly dueOwing: Float64Array
  readonly vehicle: VehicleModel
  readonly #model: Model
  length = 0
  /** Price of the travel and of using the vehicle. */
  cost = 0
  demand = 0
  /** False when taking a stop out broke the rest, as it can where the triangle inequality fails. */
  feasible = true

  constructor(model: Model, vehicle: VehicleModel) {
    const size = model.stopCount + 2
    this.#model = model
    this.vehicle = vehicle
    this.nodes = new Int32Array(size)
    this.legs = new Float64Array(size)
    this.left = new Float64Array(size)
    this.leftOwing = new Float64Array(size)
    this.due = new Float64Array(size)
    this.dueOwing = new Float64Array(size)
    this.nodes[0] = vehicle.startNode
    this.refresh()
  }

  /** Makes this tour equal to another of the same vehicle. */
  copy(other: Tour): void {
    const count = other.length + 2
    for (let i = 0; i < count; i++) {
      this.nodes[i] = other.nodes[i]!
      this.legs[i] = other.legs[i]!
      this.left[i] = other.left[i]!
      this.due[i] = other.due[i]!
      if (!this.vehicle.owesBreak) continue
      this.leftOwing[i] = other.leftOwing[i]!
      this.dueOwing[i] = other.dueOwing[i]!
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
    const { nodes, length, vehicle } = this
    const model = this.#model
    nodes[length + 1] = vehicle.endNode
    let cost = length > 0 ? vehicle.fixed : 0
    let demand = 0
    for (let i = 0; i <= length; i++) {
      const leg =
        length > 0 ? model.cost[nodes[i]! * model.nodeCount + nodes[i + 1]!]! : vehicle.idle
      this.legs[i] = leg
      cost += leg
      if (i > 0) demand += model.demand[nodes[i]!]!
    }
    this.cost = cost
    this.demand = demand
    if (vehicle.owesBreak) this.#timeWithBreak()
    else this.#timeWithoutBreak()
  }

  #timeWithoutBreak(): void {
    const { nodes, length, vehicle, left, due } = this
    const model = this.#model
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
    let reaching = vehicle.shiftEnd
    due[length + 1] = reaching
    for (let i = length; i > 0; i--) {
      const stop = nodes[i]!
      reaching = reachStop(model, stop, reaching - model.time[stop * n + to]!)
      due[i] = reaching
      to = stop
    }
    this.feasible =
      length === 0 || vehicle.departAt + model.time[vehicle.startNode * n + to]! <= reaching
  }

  #timeWithBreak(): void {
    const { nodes, length, vehicle, left, leftOwing, due, dueOwing } = this
    const model = this.#model
    const n = model.nodeCount
    left[0] = Infinity
    leftOwing[0] = vehicle.departAt
    for (let i = 1; i <= length; i++) {
      const stop = nodes[i]!
      const travel = model.time[nodes[i - 1]! * n + stop]!
      const owing = leftOwing[i - 1]!
      const rested = Math.min(left[i - 1]! + travel, crossWithBreak(vehicle, owing, travel))
      left[i] = leaveStop(model, stop, rested)
      leftOwing[i] = leaveStop(model, stop, owing + travel)
    }
    due[length + 1] = vehicle.shiftEnd
    dueOwing[length + 1] = Math.min(vehicle.breakCloses, vehicle.shiftEnd)
    for (let i = length; i > 0; i--) {
      const stop = nodes[i]!
      const travel = model.time[stop * n + nodes[i + 1]!]!
      due[i] = reachStop(model, stop, due[i + 1]! - travel)
      const breaking = departWithBreak(vehicle, due[i + 1]!, travel)
      dueOwing[i] = reachStop(model, stop, Math.max(dueOwing[i + 1]! - travel, breaking))
    }
    const first = model.time[vehicle.startNode * n + nodes[1]!]!
    this.feasible =
      length === 0 ||
      vehicle.departAt + first <= dueOwing[1]! ||
      crossWithBreak(vehicle, vehicle.departAt, first) <= due[1]!
  }

  /** Whether a stop fits behind `position`, time only: constant but for its windows. */
  admits(stop: number, position: number): boolean {
    const { nodes, vehicle } = this
    const model = this.#model
    const before = model.time[nodes[position]! * model.nodeCount + stop]!
    const after = model.time[stop * model.nodeCount + nodes[position + 1]!]!
    const due = this.due[position + 1]!
    if (!vehicle.owesBreak)
      return leaveStop(model, stop, this.left[position]! + before) + after <= due
    const owing = this.leftOwing[position]!
    const rested = Math.min(this.left[position]! + before, crossWithBreak(vehicle, owing, before))
    if (leaveStop(model, stop, rested) + after <= due) return true
    const leaving = leaveStop(model, stop, owing + before)
    return (
      leaving + after <= this.dueOwing[position + 1]! ||
      crossWithBreak(vehicle, leaving, after) <= due
    )
  }

  /** Earliest departures, break taken or not; they never fall along the tour. */
  get departures(): Float64Array {
    return this.vehicle.owesBreak ? this.leftOwing : this.left
  }

  /** Whether one more stop is within the number of stops and the capacity, and allowed at all. */
  hasRoom(stop: number): boolean {
    return (
      this.length < this.vehicle.maxStops &&
      this.demand + this.#model.demand[stop]! <= this.vehicle.capacity
    )
  }
}
