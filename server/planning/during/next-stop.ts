import { lostAfterSeconds, type LatestPosition } from '../../../shared/positions.ts'
import type { Stop, Tour } from '../../../shared/planning.ts'
import type { ProfileName } from '../../../shared/roads.ts'
import type { Travel } from '../../roads/index.ts'
import type { DayClock } from '../day-clock.ts'
import type { VisitedStop } from '../day-problem.ts'
import type { CarriedVisit } from '../due-queries.ts'
import { PARKING_SECONDS } from '../parking.ts'

/** Where somebody's phone was seen last. */
export type Sighting = Pick<LatestPosition, 'personId' | 'at' | 'fixAt'>

/** Somebody's published day at a moment. */
export interface DayUnderway {
  readonly tour: Pick<Tour, 'stops' | 'startsAt'>
  readonly been: readonly CarriedVisit[]
  readonly visited: readonly VisitedStop[]
  readonly sighting: Sighting | undefined
  readonly profile: ProfileName
  readonly clock: DayClock
  readonly now: Date
}

/**
 * The stop that somebody is on the way to, which stays their next: it counts as visited, from when they will be there. That
 * is by the way from where they are; where they were not seen lately, at the planned pace, and not before now.
 * @throws Problem road-engine-unavailable
 */
export async function findNextStop(
  travel: Travel,
  underway: DayUnderway,
): Promise<VisitedStop | undefined> {
  const { tour, been, clock, now } = underway
  const second = clock.secondsOf(now)
  const isThere = been.some(({ outcome, leftAt }) => outcome === 'open' && leftAt === null)
  const hasBegun =
    been.length > 0 || (tour.startsAt !== null && clock.secondsOf(tour.startsAt) <= second)
  const next = tour.stops.find(({ outcome }) => outcome === null)
  if (isThere || !hasBegun || !next) return undefined
  const way = await secondsAway(travel, underway, next)
  const arrives = Math.round(way === undefined ? atPlannedPace(underway, next) : second + way)
  return { retailerId: next.retailerId, arrives, leaves: arrives + stayOf(next) }
}

/** By road from where they were seen, parking included; undefined when that was too long ago, or there is no way. */
async function secondsAway(
  travel: Travel,
  { sighting, profile, now }: DayUnderway,
  next: Stop,
): Promise<number | undefined> {
  const age = sighting && (now.getTime() - Date.parse(sighting.fixAt)) / 1000
  if (!sighting || age === undefined || age < 0 || age > lostAfterSeconds) return undefined
  const { legs } = await travel.route([sighting.at, next.at], { profile })
  const seconds = legs[0]?.seconds ?? Infinity
  return seconds === Infinity ? undefined : seconds + PARKING_SECONDS
}

function atPlannedPace({ tour, visited, clock, now }: DayUnderway, next: Stop): number {
  const planned = clock.secondsOf(next.arrivesAt)
  const last = visited.at(-1)
  const before = last && tour.stops.find(({ retailerId }) => retailerId === last.retailerId)
  const away = before ? Math.max(0, planned - clock.secondsOf(before.leavesAt)) : 0
  return Math.max(clock.secondsOf(now), last ? last.leaves + away : planned)
}

const stayOf = ({ arrivesAt, leavesAt }: Stop) =>
  Math.round((Date.parse(leavesAt) - Date.parse(arrivesAt)) / 1000)
