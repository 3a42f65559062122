import type { LngLat } from '../../shared/geo.ts'
import type { ProfileName, TravelSource } from '../../shared/roads.ts'

/** Everybody's way to ask for times and distances, whichever engine answers. */
export interface Travel {
  /** What people of this installation travel by. */
  profile(): Promise<ProfileName>
  /** The streets that answers are made from; others, other answers. Null: none, or an engine elsewhere, which does not say. */
  dataId(): string | null
  /**
   * Times and distances between all points.
   * @throws Problem road-engine-unavailable when the engine asked does not answer: never estimates in silence
   */
  matrix(points: readonly LngLat[], options: TravelOptions): Promise<TravelMatrix>
  /**
   * The way through all points in their order.
   * @throws Problem road-engine-unavailable
   */
  route(points: readonly LngLat[], options: TravelOptions): Promise<TravelRoute>
}

export interface TravelOptions {
  readonly profile: ProfileName
  /** Hour of the day, 0 to 23, for traffic; the mean of a working day when absent. */
  readonly hour?: number
}

export interface TravelMatrix {
  /** Points asked for: side of both matrices. */
  readonly size: number
  /** size × size seconds, row = from; Infinity = no way. */
  readonly durations: Float64Array
  /** size × size metres; Infinity = no way. */
  readonly distances: Float64Array
  /** 'mixed' when some points have no road near: their cells are estimates. */
  readonly source: TravelSource
  /** Indexes of the points without a road near. */
  readonly offRoad: readonly number[]
}

export interface TravelRoute {
  readonly source: TravelSource
  /** One fewer than points. `line` begins and ends on the road near its points; straight for an estimate. */
  readonly legs: readonly TravelLeg[]
}

export interface TravelLeg {
  /** Infinity when there is no way; the line is empty then. */
  readonly seconds: number
  readonly metres: number
  readonly line: readonly LngLat[]
}
