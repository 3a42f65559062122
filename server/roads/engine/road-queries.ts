import type { LngLat } from '../../../shared/geo.ts'
import type { ProfileName } from '../../../shared/roads.ts'

/**
 * What can be asked of the roads of a data set. Seconds, metres and `[lng, lat]` outside, whatever is inside. Plain
 * values both ways, so that a question can be put to another thread.
 */
export interface RoadQueries {
  matrix(query: MatrixQuery): RoadMatrix
  path(query: PathQuery): RoadPath
  guide(query: GuideQuery): RoadGuide
  reach(query: ReachQuery): RoadReach
  nearest(query: NearestQuery): RoadPoint[]
}

/** The same questions, answered elsewhere. */
export type RemoteRoadQueries = {
  [Name in keyof RoadQueries]: (
    ...asked: Parameters<RoadQueries[Name]>
  ) => Promise<ReturnType<RoadQueries[Name]>>
}

interface Query {
  readonly profile: ProfileName
  /** Hour of the day, 0 to 23; the mean of a working day when absent. */
  readonly hour?: number
}

export interface MatrixQuery extends Query {
  readonly sources: readonly LngLat[]
  readonly targets: readonly LngLat[]
}

export interface PathQuery extends Query {
  readonly points: readonly LngLat[]
}

export interface ReachQuery extends Query {
  readonly point: LngLat
  readonly limit: number
  readonly by: 'seconds' | 'metres'
}

export interface NearestQuery extends Query {
  readonly point: LngLat
  /** How many points on different streets are wanted at most. */
  readonly count: number
}

/** Where a point meets the streets. */
export interface RoadPoint {
  /** On the street. */
  readonly at: LngLat
  /** From the point asked for. */
  readonly metres: number
  /** Of the street; empty when it has none. */
  readonly name: string
}

/** Null in place of a road point: no street of the profile within reach. Then, or when there is no way: Infinity. */
export interface RoadMatrix {
  /** Sources × targets seconds, row = from. */
  readonly durations: Float64Array
  /** Sources × targets metres. */
  readonly distances: Float64Array
  readonly sources: readonly (RoadPoint | null)[]
  readonly targets: readonly (RoadPoint | null)[]
}

export interface RoadPath {
  readonly points: readonly (RoadPoint | null)[]
  /** One fewer than points. */
  readonly legs: readonly RoadLeg[]
}

export interface RoadLeg {
  /** Why there is none: an end off the road, or streets that do not lead there. */
  readonly missing: 'off-road' | 'no-way' | null
  /** Infinity when the leg is missing; the line is empty then. */
  readonly seconds: number
  readonly metres: number
  /** From where the first point meets the streets to where the second does. */
  readonly line: readonly LngLat[]
}

/** The same as a path, with all that directions are written from. */
export interface GuideQuery extends PathQuery {
  /** At points in between go on in the direction of arrival where that leads on. */
  readonly straight: boolean
}

export interface RoadGuide {
  readonly points: readonly (RoadPoint | null)[]
  /** Null where there is no way, or no street. */
  readonly legs: readonly (GuideLeg | null)[]
}

export interface GuideLeg {
  readonly seconds: number
  readonly metres: number
  /** What was minimised: seconds and whatever else makes a way unwelcome. */
  readonly weight: number
  readonly line: readonly LngLat[]
  readonly arcs: readonly GuideArc[]
}

/** A street segment in the direction of travel, or the part of it that is travelled. */
export interface GuideArc {
  readonly segment: number
  readonly name: string
  /** Part of a roundabout. */
  readonly isRound: boolean
  /** With the turn into it. */
  readonly seconds: number
  readonly metres: number
  /** Index in the leg's line of its first point. */
  readonly begin: number
  /** Where it begins; null at the beginning of the leg. */
  readonly junction: Junction | null
}

/** All roads that meet, clockwise from north. */
export interface Junction {
  /** Degrees, 0 to 359, as seen from the junction. */
  readonly bearings: readonly number[]
  /** Whether each may be turned into. */
  readonly entries: readonly boolean[]
  /** Indexes of the road that the trip comes by and the one it takes. */
  readonly in: number
  readonly out: number
}

export interface RoadReach {
  readonly origin: RoadPoint | null
  readonly streets: readonly ReachedStreet[]
}

/** A piece of street that is reached, in the direction of travel. */
export interface ReachedStreet {
  readonly line: readonly LngLat[]
  /** Seconds or metres, as asked, at the first and the last point of the line. */
  readonly from: number
  readonly to: number
}
