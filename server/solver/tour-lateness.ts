import type { Model, VehicleModel } from './model.ts'
import { crossLeg, leaveStop, stayAt } from './timing.ts'
import type { TourTimes } from './tour-times.ts'

/** Ways to have come so far, three numbers each: breaks taken, time of leaving, price of being late. */
type Ways = number[]

/**
 * What being late costs in a tour: stops begun after their soft window, and overtime. Being later is
 * never cheaper, so without breaks the earliest times are the best. With them one may be earlier by
 * resting later, or the other way round: every way that no other beats is followed, and the cheapest
 * of those that keep all rules counts.
 */
export class TourLateness {
  /** Of the present tour; nothing where it breaks a rule. */
  total = 0
  readonly #model: Model
  readonly #vehicle: VehicleModel
  readonly #times: TourTimes
  /** Per position. */
  readonly #ways: Ways[]
  readonly #leaving: Float64Array
  readonly #ready: Float64Array
  #here: Ways = []
  #next: Ways = []

  constructor(model: Model, vehicle: VehicleModel, times: TourTimes) {
    this.#model = model
    this.#vehicle = vehicle
    this.#times = times
    this.#ways = Array.from({ length: model.stopCount + 1 }, () => [])
    this.#leaving = new Float64Array(times.states).fill(Infinity)
    this.#ready = new Float64Array(times.states)
  }

  copy(other: TourLateness, length: number): void {
    this.total = other.total
    for (let i = 0; i <= length; i++) this.#copyWays(other.#ways[i]!, this.#ways[i]!)
  }

  #copyWays(from: Ways, to: Ways): void {
    to.length = from.length
    for (let i = 0; i < from.length; i++) to[i] = from[i]!
  }

  /** Prices the tour anew, its times being known. */
  refresh(nodes: Int32Array, length: number): void {
    const first = this.#ways[0]!
    first.length = 0
    addWay(first, 0, this.#vehicle.departAt, 0)
    for (let i = 1; i <= length; i++)
      this.#goOn(this.#ways[i - 1]!, nodes[i - 1]!, nodes[i]!, i, this.#ways[i]!)
    const total = length === 0 ? 0 : this.#goHome(this.#ways[length]!, nodes[length]!)
    this.total = total < Infinity ? total : 0
  }

  /** What a stop behind `position` adds: walks on until the times are the old ones again. */
  priceInsertion(nodes: Int32Array, stop: number, position: number, length: number): number {
    this.#goOn(this.#ways[position]!, nodes[position]!, stop, -1, this.#here)
    let before = stop
    for (let i = position + 1; i <= length; i++) {
      this.#goOn(this.#here, before, nodes[i]!, i, this.#next)
      const known = this.#here
      this.#here = this.#next
      this.#next = known
      before = nodes[i]!
      const more = differenceOf(this.#here, this.#ways[i]!)
      if (more !== undefined) return more
    }
    return this.#goHome(this.#here, before) - this.total
  }

  /**
   * All ways one stop further. A known position leaves out those from which the rest of the tour
   * cannot be done.
   */
  #goOn(ways: Ways, before: number, stop: number, position: number, into: Ways): void {
    const model = this.#model
    const { breaks, time } = this.#vehicle
    const { leaveBy, states } = this.#times
    const travel = time[before * model.nodeCount + stop]!
    const stay = stayAt(model, stop, before)
    into.length = 0
    for (let w = 0; w < ways.length; w += 3) {
      const taken = ways[w]!
      this.#leaving[taken] = ways[w + 1]!
      crossLeg(breaks, this.#leaving, 0, travel, this.#ready)
      this.#leaving[taken] = Infinity
      for (let b = taken; b < states; b++) {
        const leaves = leaveStop(model, stop, this.#ready[b]!, stay)
        if (leaves === Infinity || (position >= 0 && leaves > leaveBy[position * states + b]!))
          continue
        const late = leaves - stay - model.lateAfter[stop]!
        addWay(into, b, leaves, ways[w + 2]! + (late > 0 ? late * model.latePrice[stop]! : 0))
      }
    }
  }

  #goHome(ways: Ways, before: number): number {
    const { breaks, time, endNode, shiftEnd, overtimePrice } = this.#vehicle
    const travel = time[before * this.#model.nodeCount + endNode]!
    let least = Infinity
    for (let w = 0; w < ways.length; w += 3) {
      const taken = ways[w]!
      this.#leaving[taken] = ways[w + 1]!
      crossLeg(breaks, this.#leaving, 0, travel, this.#ready)
      this.#leaving[taken] = Infinity
      for (let b = taken; b <= breaks.count; b++) {
        const finish = this.#ready[b]!
        if (!(finish <= breaks.homeBy[b]!)) continue
        const price = ways[w + 2]! + Math.max(0, finish - shiftEnd) * overtimePrice
        if (price < least) least = price
      }
    }
    return least
  }
}

/** Adds a way unless another is as good, and drops those it beats. To have taken more breaks is never worse. */
function addWay(ways: Ways, taken: number, leaves: number, price: number): void {
  for (let w = 0; w < ways.length; w += 3)
    if (ways[w]! >= taken && ways[w + 1]! <= leaves && ways[w + 2]! <= price) return
  let kept = 0
  for (let w = 0; w < ways.length; w += 3) {
    if (ways[w]! <= taken && ways[w + 1]! >= leaves && ways[w + 2]! >= price) continue
    for (let i = 0; i < 3; i++) ways[kept++] = ways[w + i]!
  }
  ways[kept] = taken
  ways[kept + 1] = leaves
  ways[kept + 2] = price
  ways.length = kept + 3
}

/** By how much one list is dearer than another of the same times; undefined where they are not the same. */
function differenceOf(ways: Ways, known: Ways): number | undefined {
  if (ways.length !== known.length || ways.length === 0) return undefined
  const more = ways[2]! - known[2]!
  for (let w = 0; w < ways.length; w += 3) {
    const isSame = ways[w] === known[w] && ways[w + 1] === known[w + 1]
    if (!isSame || ways[w + 2]! - known[w + 2]! !== more) return undefined
  }
  return more
}
