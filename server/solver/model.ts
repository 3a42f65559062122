/**
 * The problem on typed arrays, as the search reads it. A *node* is a stop (its index) or a place
 * where tours begin or end (indexes from `stopCount` on), one of which may be nowhere: from and to
 * there every leg is nothing. Stops already done are no part of the search: they are left out of it
 * here and put back when the solution is written.
 *
 * Times lie on a grid of 1/1024 s, rounded to the careful side, so that sums are exact and going
 * forwards and backwards agree to the last bit.
 */
export interface Model {
  /**
   * Nothing but one kind of travel, one hard window per stop, deliveries of one dimension and
   * numbers of stops: `Tour` is enough, and fast. Everything else is for `GeneralTour`.
   */
  readonly plain: boolean
  readonly stopCount: number
  readonly vehicleCount: number
  readonly nodeCount: number
  /** Location of each node; −1 = nowhere. */
  readonly place: Int32Array
  /** nodeCount × nodeCount, row = from: seconds, and price, of the first vehicle. */
  readonly time: Float64Array
  readonly cost: Float64Array
  /** Per stop. */
  readonly service: Float64Array
  /** Owed when the place before is another one. */
  readonly setup: Float64Array
  readonly prize: Float64Array
  /** 1 where the stop must be served. */
  readonly isUrgent: Uint8Array
  /** Delivery in the first dimension: all the load there is in a plain model. */
  readonly demand: Float64Array
  /** Per stop: beginning after `lateAfter` costs `latePrice` a second. */
  readonly lateAfter: Float64Array
  readonly latePrice: Float64Array
  /** Stops the search may place. */
  readonly movable: readonly number[]
  /** Windows of stop s are opens[i]…closes[i] for windowFrom[s] ≤ i < windowFrom[s + 1]. */
  readonly windowFrom: Int32Array
  readonly opens: Float64Array
  readonly closes: Float64Array
  /** 1 where a vehicle may serve a stop: [vehicle × stopCount + stop]. */
  readonly allowed: Uint8Array
  /** What that costs on top, laid out alike; absent = nothing ever. */
  readonly price: Float64Array | undefined
  /** Dimensions of load that any vehicle limits. */
  readonly dimensions: number
  /** [stop × dimensions + d]: what rides from the start, and by how much the stop changes the load. */
  readonly unload: Float64Array
  readonly change: Float64Array
  /** NaN = none; absent = nobody has one. */
  readonly rank: Float64Array | undefined
  /** The other movable stop of the pair, −1 = none; absent = no pairs. */
  readonly partner: Int32Array | undefined
  /** 1 = before its partner, −1 = behind it, 0 = either. */
  readonly turn: Int8Array
  /** For each stop the others that must be days away; absent = no repeats. */
  readonly repeats: readonly (readonly Spacing[])[] | undefined
  /** Vehicle that has done a stop, −1 = none. */
  readonly doneBy: Int32Array
  /** Price of a squared second of work. */
  readonly balance: number
  readonly vehicles: readonly VehicleModel[]
}

/** Another stop, and how many days away it must be. */
export interface Spacing {
  readonly stop: number
  readonly days: number
}

export interface VehicleModel {
  readonly index: number
  readonly startNode: number
  readonly endNode: number
  /** As of the model, for this vehicle; shared by all that travel alike. `metres` only where limited. */
  readonly time: Float64Array
  readonly cost: Float64Array
  readonly metres: Float64Array
  readonly departAt: number
  /** When the day ends, when it ends at the latest, and the price of a second between. */
  readonly shiftEnd: number
  readonly latest: number
  readonly overtimePrice: number
  readonly breaks: BreakModel
  /** Whether being later can cost anything. */
  readonly soft: boolean
  /** What is left after the stops already done. */
  readonly maxStops: number
  /** First dimension, less what the stops done carried: all that a plain model needs. */
  readonly capacity: number
  /** Per dimension: what fits in, and of the stops done the deliveries, the highest point and the end of the load. */
  readonly room: Float64Array
  readonly headUnload: Float64Array
  readonly headRise: Float64Array
  readonly headChange: Float64Array
  readonly maxTravel: number
  readonly maxMetres: number
  readonly day: number
  readonly fixed: number
  /** Price of an empty tour: the way home of a day that has begun. */
  readonly idle: number
  /** Vehicles that differ in nothing, itself among them, in one list for all: of several unused ones the first will do. */
  readonly twins: readonly number[]
}

/** Breaks the day has. Windows of break b are opens[i]…closes[i] for from[b] ≤ i < from[b + 1]. */
export interface BreakModel {
  readonly count: number
  readonly seconds: Float64Array
  readonly from: Int32Array
  readonly opens: Float64Array
  readonly closes: Float64Array
  /** Latest end of a day on which so many breaks were taken (count + 1 entries); −Infinity = too few. */
  readonly homeBy: Float64Array
}
