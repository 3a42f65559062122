/** Both ends belong to the window. Seconds since midnight of the planned day. */
export type Window = readonly [opens: number, closes: number]

/** One visit that could be made. */
export interface Stop {
  readonly id: number
  /** Row and column of the matrices. Several stops may share one. */
  readonly location: number
  readonly serviceSeconds: number
  /** When the service may *begin*, seconds since midnight; empty = at any time. */
  readonly windows: readonly Window[]
  /** What leaving the stop out costs, in seconds of travel, > 0; Infinity = must be served. */
  readonly prize: number
  /** Indexes of the vehicles that may serve it; absent = any. */
  readonly vehicles?: readonly number[]
  /** Share of a vehicle's capacity it takes; absent = 0. */
  readonly demand?: number
}

/** A day that has begun: what is done stays done, the rest is planned from here. */
export interface Underway {
  /** Indexes of stops already visited, in that order. They keep their place at the head of the tour. */
  readonly done: readonly number[]
  /** Seconds since midnight; replaces the beginning of the shift. */
  readonly departAt: number
  /** Matrix index of the present place; absent = the last stop done, or the start. */
  readonly from?: number
}

/** One person for one day. */
export interface Vehicle {
  readonly id: number
  /** Matrix indexes of where the day begins and ends. */
  readonly start: number
  readonly end: number
  /** Leaves at the first, is back by the second; overtime is impossible. */
  readonly shift: Window
  /**
   * `window` holds the *beginning* of the break. It is taken standing at a stop: on arriving at the
   * next one if that is early enough, otherwise before leaving the last one. A tour that is back, or
   * that starts only after, the window closes owes none.
   */
  readonly break?: { readonly window: Window; readonly seconds: number }
  /** Counts stops already done. */
  readonly maxStops?: number
  /** Counts stops already done; absent = no limit. */
  readonly capacity?: number
  /** Price of using the vehicle at all, seconds of travel; paid already by a day that has begun. */
  readonly fixed?: number
  readonly underway?: Underway
}

/** What a second and a metre of travel cost. Prizes and fixed prices are in the same unit. */
export interface Weights {
  readonly perSecond: number
  readonly perMetre: number
}

/** A second of travel costs 1; a kilometre as much as 20 s, so that of two equal times the shorter road wins. */
export const DEFAULT_WEIGHTS: Weights = { perSecond: 1, perMetre: 0.02 }

export interface Problem {
  readonly stops: readonly Stop[]
  readonly vehicles: readonly Vehicle[]
  /** Side of both matrices. */
  readonly size: number
  /** size × size seconds, row = from; asymmetric allowed; Infinity = no way. */
  readonly durations: Float64Array | Int32Array
  /** size × size metres. */
  readonly distances: Float64Array | Int32Array
  readonly weights?: Weights
}

/**
 * Why a stop was left out, the first that holds:
 * NO_SKILL nobody is allowed to serve it; UNREACHABLE nobody could even with an empty day and no
 * windows; WINDOW its windows, not the length of the day, stand in the way; MAX_STOPS, CAPACITY all
 * who may serve it have enough; SHIFT_FULL no time is left; LOWER_PRIORITY it would fit, but the
 * detour costs more than its prize.
 */
export type AbsenceReason =
  'NO_SKILL' | 'UNREACHABLE' | 'WINDOW' | 'MAX_STOPS' | 'CAPACITY' | 'SHIFT_FULL' | 'LOWER_PRIORITY'

export interface Absence {
  /** Index of the stop in `Problem.stops`. */
  readonly stop: number
  readonly reason: AbsenceReason
}

export interface Solution {
  /** Stop indexes per vehicle, in order, stops already done first. */
  readonly tours: readonly (readonly number[])[]
  readonly unassigned: readonly Absence[]
  /** Travel ahead, fixed prices and the prizes of what is left out; Infinity if that must be served. */
  readonly cost: number
}
