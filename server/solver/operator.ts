import { keepsSpacing } from './spacing.ts'
import type { Tours } from './tours.ts'

/**
 * A local move, named by two nodes: afterwards `stop` comes right behind `after`, which is another
 * stop or, as −1 − vehicle, the start of a tour.
 */
export interface Operator {
  readonly name: string
  /**
   * Change of cost the move would bring; Infinity if there is no such move, or if it would bring a
   * gain but breaks a rule (moves that bring none are not looked at further). Changes nothing.
   */
  evaluate(tours: Tours, stop: number, after: number): number
  /** Makes the move, which `evaluate` found possible. */
  apply(tours: Tours, stop: number, after: number): void
}

/** The one or two tours a move would leave behind. */
export class Draft {
  readonly first: Sequence
  readonly second: Sequence
  constructor(size: number) {
    this.first = new Sequence(size)
    this.second = new Sequence(size)
  }
}

/** Most runs that a move puts together to one tour. */
const MOST_RUNS = 6

/** Runs of the present tours put together to a new one, for a vehicle; vehicle −1 = not in use. */
export class Sequence {
  vehicle = -1
  count = 0
  readonly #stops: Int32Array
  /** Of each run the vehicle, and the positions of its first and last stop: backwards where turned round. */
  readonly #of = new Int32Array(MOST_RUNS)
  readonly #from = new Int32Array(MOST_RUNS)
  readonly #to = new Int32Array(MOST_RUNS)
  #runs = 0

  constructor(size: number) {
    this.#stops = new Int32Array(size)
  }

  begin(vehicle: number): this {
    this.vehicle = vehicle
    this.count = 0
    this.#runs = 0
    return this
  }

  /** Adds positions `from`…`to` of a tour, both inclusive. */
  addRun(vehicle: number, from: number, to: number): this {
    return from > to ? this : this.#add(vehicle, from, to, to - from + 1)
  }

  /** Adds positions `from` down to `to`, both inclusive. */
  addRunReversed(vehicle: number, from: number, to: number): this {
    return from < to ? this : this.#add(vehicle, from, to, from - to + 1)
  }

  #add(vehicle: number, from: number, to: number, count: number): this {
    const run = this.#runs++
    this.#of[run] = vehicle
    this.#from[run] = from
    this.#to[run] = to
    this.count += count
    return this
  }

  /** The stops, written out. */
  write(tours: Tours): Int32Array {
    let count = 0
    for (let run = 0; run < this.#runs; run++) {
      const { nodes } = tours.all[this.#of[run]!]!
      const to = this.#to[run]!
      const step = this.#from[run]! <= to ? 1 : -1
      for (let i = this.#from[run]!; i !== to + step; i += step) this.#stops[count++] = nodes[i]!
    }
    return this.#stops
  }

  /** What the legs cost for the vehicle: walked are only turned runs and those of who travels otherwise. */
  priceLegs(tours: Tours): number {
    const { cost, startNode, endNode } = tours.all[this.vehicle]!.vehicle
    const { nodeCount } = tours.model
    let price = 0
    let before = startNode
    for (let run = 0; run < this.#runs; run++) {
      const { nodes, legs, sums, vehicle } = tours.all[this.#of[run]!]!
      const from = this.#from[run]!
      const to = this.#to[run]!
      price += cost[before * nodeCount + nodes[from]!]!
      before = nodes[to]!
      if (from < to && vehicle.cost === cost) {
        price += to === from + 1 ? legs[from]! : sums[to]! - sums[from]!
        continue
      }
      const step = from <= to ? 1 : -1
      for (let i = from; i !== to; i += step)
        price += cost[nodes[i]! * nodeCount + nodes[i + step]!]!
    }
    return price + cost[before * nodeCount + endNode]!
  }
}

/**
 * Makes an operator of a function that writes the tours a move would leave behind, or returns false
 * when there is no such move. Price and feasibility are taken from the written tours: linear in
 * their length, and the same few lines for every operator.
 */
export function defineOperator(
  name: string,
  write: (tours: Tours, stop: number, after: number, draft: Draft) => boolean,
): Operator {
  const drafts = new WeakMap<Tours, Draft>()
  const sketch = (tours: Tours, stop: number, after: number) => {
    let draft = drafts.get(tours)
    if (!draft) drafts.set(tours, (draft = new Draft(tours.model.stopCount)))
    draft.first.vehicle = draft.second.vehicle = -1
    return write(tours, stop, after, draft) ? draft : undefined
  }
  return {
    name,
    evaluate(tours, stop, after) {
      const draft = sketch(tours, stop, after)
      if (!draft) return Infinity
      const second = priceStops(tours, draft.second)
      const gain = priceStops(tours, draft.first) + second
      if (!(gain < 0)) return gain
      if (!keepsApart(tours, draft)) return Infinity
      const first = priceChange(tours, draft.first)
      return first + second < 0 ? first + priceChange(tours, draft.second) : first + second
    },
    apply(tours, stop, after) {
      const draft = sketch(tours, stop, after)
      if (!draft) throw new Error(`${name} has no such move`)
      const { first, second } = draft
      // Both before either: assigning changes what runs are made of.
      const [some, more] = [
        first.vehicle >= 0 && first.write(tours),
        second.vehicle >= 0 && second.write(tours),
      ]
      if (some) tours.assign(first.vehicle, some, first.count)
      if (more) tours.assign(second.vehicle, more, second.count)
      tours.commit()
    },
  }
}

/** Whether the repeats of all stops in the draft stay on days far enough apart. */
function keepsApart(tours: Tours, { first, second }: Draft): boolean {
  const { model, tourOf } = tours
  if (!model.repeats) return true
  const moved = new Map<number, number>()
  for (const sequence of [first, second]) {
    if (sequence.vehicle < 0) continue
    const stops = sequence.write(tours)
    for (let i = 0; i < sequence.count; i++) moved.set(stops[i]!, sequence.vehicle)
  }
  const vehicleOf = (stop: number) => moved.get(stop) ?? tourOf[stop]!
  for (const [stop, vehicle] of moved)
    if (!keepsSpacing(model, stop, vehicle, vehicleOf)) return false
  return true
}

/** The least by which the cost could change with the given stops in place of a vehicle's own. */
function priceStops(tours: Tours, sequence: Sequence): number {
  const { vehicle, count } = sequence
  if (vehicle < 0) return 0
  const tour = tours.all[vehicle]!
  const { balance, price } = tours.model
  if (balance > 0 || price) return tour.priceStops(sequence.write(tours), count) - tour.cost
  const { fixed, idle } = tour.vehicle
  return (count === 0 ? idle : fixed + sequence.priceLegs(tours)) - tour.cost
}

/** Difference in cost of a vehicle with the given stops instead of its own; Infinity where they break a rule. */
function priceChange(tours: Tours, sequence: Sequence): number {
  const { vehicle, count } = sequence
  if (vehicle < 0) return 0
  const { allowed, stopCount } = tours.model
  const stops = sequence.write(tours)
  for (let i = 0; i < count; i++)
    if (allowed[vehicle * stopCount + stops[i]!] === 0) return Infinity
  const trial = tours.tryIn(vehicle)
  trial.assign(stops, count)
  return trial.feasible ? trial.cost - tours.all[vehicle]!.cost : Infinity
}

/** Vehicle of a node named by an operator; −1 when it is a stop left out. */
export function vehicleOf(tours: Tours, node: number): number {
  return node < 0 ? -1 - node : tours.tourOf[node]!
}

/** Position of a node named by an operator; a start is at 0. */
export function positionOf(tours: Tours, node: number): number {
  return node < 0 ? 0 : tours.positionOf[node]!
}
