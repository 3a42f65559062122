import type { Model, VehicleModel } from './model.ts'
import { canReach, crossLeg, crossLegBack, leaveStop, reachStop, stayAt } from './timing.ts'

/**
 * The times of a tour with breaks and set-up. Per position and number of breaks taken by then
 * ([position × states + taken]): the earliest departure, the latest departure, and the latest moment
 * to be ready; ±Infinity where that cannot be.
 */
export class TourTimes {
  readonly states: number
  readonly left: Float64Array
  readonly leaveBy: Float64Array
  readonly due: Float64Array
  readonly #model: Model
  readonly #vehicle: VehicleModel
  readonly #ready: Float64Array
  readonly #leaving: Float64Array
  readonly #due: Float64Array

  /** @param left and @param due shall hold the times */
  constructor(model: Model, vehicle: VehicleModel, left: Float64Array, due: Float64Array) {
    const states = vehicle.breaks.count + 1
    this.#model = model
    this.#vehicle = vehicle
    this.states = states
    this.left = left
    this.due = due
    this.leaveBy = new Float64Array(left.length)
    this.#ready = new Float64Array(states)
    this.#leaving = new Float64Array(states)
    this.#due = new Float64Array(states)
  }

  copy(other: TourTimes, length: number): void {
    const count = (length + 2) * this.states
    for (let i = 0; i < count; i++) {
      this.left[i] = other.left[i]!
      this.leaveBy[i] = other.leaveBy[i]!
      this.due[i] = other.due[i]!
    }
  }

  /** Times the tour anew; false when it cannot be kept. */
  refresh(nodes: Int32Array, length: number): boolean {
    this.#goForwards(nodes, 1, length)
    this.#goBackwards(nodes, length, length)
    return this.#canBegin(nodes, length)
  }

  /** Times the tour after a stop has come behind `position`; what is known of the other stops stays. */
  refreshInsertion(nodes: Int32Array, position: number, length: number): boolean {
    const { due, leaveBy, states } = this
    const from = (position + 1) * states
    for (let i = (length + 1) * states - 1; i >= from; i--) {
      due[i + states] = due[i]!
      leaveBy[i + states] = leaveBy[i]!
    }
    this.#goForwards(nodes, position + 1, length)
    // Set-up at the next stop may depend on the new one.
    this.#goBackwards(nodes, Math.min(position + 2, length), length)
    return this.#canBegin(nodes, length)
  }

  #canBegin(nodes: Int32Array, length: number): boolean {
    if (length === 0) return true
    const travel = this.#travel(nodes[0]!, nodes[1]!)
    return canReach(this.#vehicle.breaks, this.left, 0, travel, this.due, this.states)
  }

  #goForwards(nodes: Int32Array, from: number, length: number): void {
    const { left, states } = this
    const model = this.#model
    const { breaks, departAt } = this.#vehicle
    left.fill(Infinity, 0, states)
    left[0] = departAt
    for (let i = from; i <= length; i++) {
      const stop = nodes[i]!
      const before = nodes[i - 1]!
      const stay = stayAt(model, stop, before)
      crossLeg(breaks, left, (i - 1) * states, this.#travel(before, stop), this.#ready)
      for (let b = 0; b < states; b++)
        left[i * states + b] = leaveStop(model, stop, this.#ready[b]!, stay)
    }
  }

  #goBackwards(nodes: Int32Array, from: number, length: number): void {
    const { leaveBy, due, states } = this
    const model = this.#model
    const { breaks } = this.#vehicle
    for (let b = 0; b < states; b++) due[(length + 1) * states + b] = breaks.homeBy[b]!
    for (let i = from; i > 0; i--) {
      const stop = nodes[i]!
      const travel = this.#travel(stop, nodes[i + 1]!)
      const stay = stayAt(model, stop, nodes[i - 1]!)
      crossLegBack(breaks, due, (i + 1) * states, travel, leaveBy, i * states)
      for (let b = 0; b < states; b++)
        due[i * states + b] = reachStop(model, stop, leaveBy[i * states + b]!, stay)
    }
  }

  /** Whether a stop fits behind `position`: no walk along the tour. */
  admits(nodes: Int32Array, stop: number, position: number, length: number): boolean {
    const before = nodes[position]!
    const after = nodes[position + 1]!
    this.pass(this.left, position * this.states, before, stop, this.#leaving)
    return this.reaches(this.#leaving, stop, after, position + 1, before, length)
  }

  /** Goes on from departures at `before`, from[at…], to those at `stop`, written into `to`. */
  pass(from: Float64Array, at: number, before: number, stop: number, to: Float64Array): void {
    const model = this.#model
    const stay = stayAt(model, stop, before)
    crossLeg(this.#vehicle.breaks, from, at, this.#travel(before, stop), this.#ready)
    for (let b = 0; b < this.states; b++) to[b] = leaveStop(model, stop, this.#ready[b]!, stay)
  }

  /**
   * Whether the tour can go on from departures at `stop` to the node at `position`, which has come
   * behind `formerly` so far: set-up may be owed there now, or no more.
   */
  reaches(
    leaving: Float64Array,
    stop: number,
    next: number,
    position: number,
    formerly: number,
    length: number,
  ): boolean {
    const model = this.#model
    const { breaks } = this.#vehicle
    const travel = this.#travel(stop, next)
    const at = position * this.states
    if (position > length || model.setup[next] === 0)
      return canReach(breaks, leaving, 0, travel, this.due, at)
    const stay = stayAt(model, next, stop)
    if (stay === stayAt(model, next, formerly))
      return canReach(breaks, leaving, 0, travel, this.due, at)
    for (let b = 0; b < this.states; b++)
      this.#due[b] = reachStop(model, next, this.leaveBy[at + b]!, stay)
    return canReach(breaks, leaving, 0, travel, this.#due, 0)
  }

  #travel(from: number, to: number): number {
    return this.#vehicle.time[from * this.#model.nodeCount + to]!
  }
}
