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

/** Stops in an order, for a vehicle; vehicle −1 = not in use. */
export class Sequence {
  readonly stops: Int32Array
  vehicle = -1
  count = 0

  constructor(size: number) {
    this.stops = new Int32Array(size)
  }

  has(stop: number): boolean {
    if (this.vehicle < 0) return false
    for (let i = 0; i < this.count; i++) if (this.stops[i] === stop) return true
    return false
  }

  begin(vehicle: number): this {
    this.vehicle = vehicle
    this.count = 0
    return this
  }

  add(stop: number): this {
    this.stops[this.count++] = stop
    return this
  }

  /** Adds positions `from`…`to` of a tour, both inclusive. */
  addRun(tours: Tours, vehicle: number, from: number, to: number): this {
    const { nodes } = tours.all[vehicle]!
    for (let i = from; i <= to; i++) this.stops[this.count++] = nodes[i]!
    return this
  }

  /** Adds positions `from` down to `to`, both inclusive. */
  addRunReversed(tours: Tours, vehicle: number, from: number, to: number): this {
    const { nodes } = tours.all[vehicle]!
    for (let i = from; i >= to; i--) this.stops[this.count++] = nodes[i]!
    return this
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
      const gain = priceStops(tours, draft.first) + priceStops(tours, draft.second)
      if (!(gain < 0)) return gain
      if (!keepsApart(tours, draft)) return Infinity
      return priceChange(tours, draft.first) + priceChange(tours, draft.second)
    },
    apply(tours, stop, after) {
      const draft = sketch(tours, stop, after)
      if (!draft) throw new Error(`${name} has no such move`)
      for (const { vehicle, stops, count } of [draft.first, draft.second])
        if (vehicle >= 0) tours.assign(vehicle, stops, count)
      tours.commit()
    },
  }
}

/** Whether the repeats of all stops in the draft stay on days far enough apart. */
function keepsApart({ model, tourOf }: Tours, { first, second }: Draft): boolean {
  if (!model.repeats) return true
  const find = (stop: number) => (first.has(stop) ? first : second.has(stop) ? second : undefined)
  const vehicleOf = (stop: number) => find(stop)?.vehicle ?? tourOf[stop]!
  for (const { vehicle, stops, count } of [first, second])
    for (let i = 0; i < (vehicle < 0 ? 0 : count); i++)
      if (!keepsSpacing(model, stops[i]!, vehicle, vehicleOf)) return false
  return true
}

/** The least by which the cost could change with the given stops in place of a vehicle's own. */
function priceStops(tours: Tours, { vehicle, stops, count }: Sequence): number {
  if (vehicle < 0) return 0
  const tour = tours.all[vehicle]!
  return tour.priceStops(stops, count) - tour.cost
}

/** Difference in cost of a vehicle with the given stops instead of its own; Infinity where they break a rule. */
function priceChange(tours: Tours, { vehicle, stops, count }: Sequence): number {
  if (vehicle < 0) return 0
  const { model } = tours
  for (let i = 0; i < count; i++)
    if (model.allowed[vehicle * model.stopCount + stops[i]!] === 0) return Infinity
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
