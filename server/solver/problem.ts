/**
 * Both ends belong to the window. Seconds since midnight of the first planned day (a second day
 * begins at 86,400).
 */
export type Window = readonly [opens: number, closes: number]

/** Travel between all places, by one way of getting about. Asymmetric allowed; Infinity = no way. */
export interface TravelMatrix {
  /** Side of every matrix. */
  readonly size: number
  /** size × size seconds, row = from. */
  readonly durations: Float64Array | Int32Array
  /** size × size metres. */
  readonly distances: Float64Array | Int32Array
  /** What a leg costs, in place of perSecond × seconds + perMetre × metres; not changed by `speed`. */
  readonly costs?: Float64Array | Int32Array
}

/** One visit that could be made. */
export interface Stop {
  readonly id: number
  /** Row and column of the matrices. Several stops may share one. */
  readonly location: number
  readonly serviceSeconds: number
  /**
   * Once per place, before the service: not owed when the place before (a stop, the start, or where
   * a day under way is by now) has the same location. Parking, signing in.
   */
  readonly setupSeconds?: number
  /** When set-up and service may *begin*; empty = at any time. Hard. */
  readonly windows: readonly Window[]
  /** Soft: beginning after `after` costs `perSecond` for each second. */
  readonly late?: { readonly after: number; readonly perSecond: number }
  /** What leaving the stop out costs, in seconds of travel, > 0; Infinity = must be served. */
  readonly prize: number
  /** Indexes of the vehicles that may serve it (skills, locks to a person or day); absent = any. */
  readonly vehicles?: readonly number[]
  /** What being served by a vehicle costs on top, ≥ 0: preferred and usual people and days; absent = 0. */
  readonly prices?: readonly { readonly vehicle: number; readonly price: number }[]
  /** Amounts brought from the start and taken to the end, per dimension of capacity; absent = 0. */
  readonly delivery?: readonly number[]
  readonly pickup?: readonly number[]
  /**
   * Locked order: of two stops ahead in one tour that have ranks, the lower comes first; equal ranks
   * in any order. What is done already binds nobody.
   */
  readonly rank?: number
}

/**
 * Two stops for one tour: served together or left out together (a shipment; a visit and its
 * follow-up). A stop has at most one partner. When one of the two is done already the other may be
 * served by the same vehicle only, or left out; the first of an ordered pair no more once the second
 * is done.
 */
export interface Pair {
  readonly first: number
  readonly second: number
  /** Whether `first` must come before `second`. */
  readonly ordered: boolean
  /** Carried from the first to the second, per dimension of capacity; needs `ordered`. */
  readonly amount?: readonly number[]
}

/**
 * Repeats of a visit, on days at least `minDays` apart: 1 = never twice on a day. Stops done count,
 * but two that are both done may be as near as they are.
 */
export interface Repeat {
  readonly stops: readonly number[]
  readonly minDays: number
}

/**
 * Taken between two stops or on the way, in its turn: the journey may be interrupted anywhere,
 * set-up and service never. Breaks are taken in the order of the list and those that are not owed
 * come last: whoever takes one has taken all before it. A day that begins after the last window of
 * a break has closed does not have that break.
 */
export interface Break {
  /** When it may *begin*; at least one. */
  readonly windows: readonly Window[]
  readonly seconds: number
  /** Taken on every tour that leaves, however short; otherwise not owed when back before its last window closes. */
  readonly always?: boolean
}

/** A day that has begun: what is done stays done, the rest is planned from here. */
export interface Underway {
  /** Indexes of stops already visited, in that order. They keep their place at the head of the tour. */
  readonly done: readonly number[]
  /** Seconds, as of a window; replaces the beginning of the shift. */
  readonly departAt: number
  /** Matrix index of the present place; absent = the last stop done, or the start. */
  readonly from?: number
}

/** One person for one day. */
export interface Vehicle {
  readonly id: number
  /** Matrix indexes; absent = the day begins at its first stop, or ends at its last. At least one is given. */
  readonly start?: number
  readonly end?: number
  /** Leaves at the first at the earliest, is back by the second. */
  readonly shift: Window
  /** Being back up to `seconds` after the shift is allowed, at a price for each. */
  readonly overtime?: { readonly seconds: number; readonly perSecond: number }
  /** In the order in which they are taken. */
  readonly breaks?: readonly Break[]
  /** Counts stops already done. */
  readonly maxStops?: number
  /**
   * What fits in at any moment, per dimension; absent = no limit. At a stop everything is set down
   * before anything is taken up. Counts stops already done: the load of the whole tour, from its
   * true beginning, stays below.
   */
  readonly capacity?: readonly number[]
  /** Limits of the road ahead, in seconds of travel (after `speed`) and metres. */
  readonly maxTravelSeconds?: number
  readonly maxMetres?: number
  /** Price of using the vehicle at all, seconds of travel; paid already by a day that has begun. */
  readonly fixed?: number
  /** What a second and a metre of travel cost; absent = DEFAULT_WEIGHTS. */
  readonly weights?: Weights
  /** How many times as fast as the matrix says (durations ÷ speed); absent = 1. Service is not affected. */
  readonly speed?: number
  /** Index of the matrix; absent = 0. */
  readonly matrix?: number
  /** The day, for `Repeat`; absent = 0. */
  readonly day?: number
  readonly underway?: Underway
}

/** What a second and a metre of travel cost. All other prices are in the same unit. */
export interface Weights {
  readonly perSecond: number
  readonly perMetre: number
}

/** A second of travel costs 1; a kilometre as much as 20 s, so that of two equal times the shorter road wins. */
export const DEFAULT_WEIGHTS: Weights = { perSecond: 1, perMetre: 0.02 }

export interface Problem {
  readonly stops: readonly Stop[]
  readonly vehicles: readonly Vehicle[]
  /** At least one, all of one size. */
  readonly matrices: readonly TravelMatrix[]
  readonly pairs?: readonly Pair[]
  readonly repeats?: readonly Repeat[]
  /**
   * A tour of w hours of work ahead (travel after `speed`, and service; set-up, waiting and breaks
   * not counted) costs balance × w². Equal tours are cheapest.
   */
  readonly balance?: number
}

/**
 * Why a stop was left out, the first that holds:
 * NO_SKILL nobody is allowed to serve it; UNREACHABLE nobody could even with an empty day and no
 * windows; WINDOW its windows, not the length of the day, stand in the way; TRAVEL_LIMIT
 * maxTravelSeconds or maxMetres do; SPACING its repeats are on days too near; PARTNER the other of
 * its pair cannot be served with it; MAX_STOPS, CAPACITY all who may serve it have enough; ORDER its
 * rank fits nowhere; SHIFT_FULL no time is left; LOWER_PRIORITY it would fit, but costs more than
 * its prize. UNTRIED: the search was ended before the stop was tried, or before its reason was found.
 */
export type AbsenceReason =
  | 'NO_SKILL'
  | 'UNREACHABLE'
  | 'WINDOW'
  | 'TRAVEL_LIMIT'
  | 'SPACING'
  | 'PARTNER'
  | 'MAX_STOPS'
  | 'CAPACITY'
  | 'ORDER'
  | 'SHIFT_FULL'
  | 'LOWER_PRIORITY'
  | 'UNTRIED'

export interface Absence {
  /** Index of the stop in `Problem.stops`. */
  readonly stop: number
  readonly reason: AbsenceReason
}

export interface Solution {
  /** Stop indexes per vehicle, in order, stops already done first. */
  readonly tours: readonly (readonly number[])[]
  readonly unassigned: readonly Absence[]
  /**
   * Of what lies ahead: travel, fixed prices, prices of vehicles, lateness, overtime, balance, and
   * the prizes of what is left out; Infinity if that must be served. Each tour is timed in the
   * cheapest way to take its breaks. A tour with no stop ahead costs nothing, or, once begun, its
   * way home (where there is one) with what that adds to the balance.
   */
  readonly cost: number
}
