import type { ShopLock } from '../../shared/locks.ts'
import type { Leg, Violation } from '../../shared/planning.ts'
import { rulesBrokenAt } from './broken-rules.ts'
import type { TourDay, TourPerson } from './day-problem.ts'
import type { Problem } from '../solver/index.ts'
import { schedule } from '../solver/index.ts'
import { bridgeGaps, tourLegs, type TourLeg } from './tour-legs.ts'

/** A tour with its times, in seconds of the day. */
export interface TimedTour {
  readonly personId: number
  /** Who goes along; null: nobody. */
  readonly companionId: number | null
  readonly start: TourPerson['start']
  /** Null without stops. */
  readonly starts: number | null
  readonly ends: number | null
  readonly metres: number
  readonly travelSeconds: number
  readonly stops: readonly TimedStop[]
  readonly home: Leg | null
}

export interface TimedStop {
  readonly retailerId: number
  readonly arrives: number
  readonly leaves: number
  readonly violations: readonly Violation[]
  readonly overSeconds: number
  readonly lock: ShopLock | undefined
  readonly leg: Leg
}

/**
 * The times of one person's tour, its legs without lines. Stops already visited keep the times at which they were;
 * the rest follows from the last of them. Rules a tour breaks are marked on its stops. Where there is no way, the
 * leg is reckoned as an estimate, and that is marked.
 * @param tour indexes of `day.shops` in order, stops already visited first
 */
export function timeTour(
  day: TourDay,
  problem: Problem,
  vehicle: number,
  tour: readonly number[],
): TimedTour {
  const person = day.people[vehicle]
  if (!person) throw new RangeError(`the day has no person ${String(vehicle)}`)
  const legs = tourLegs(day, problem, vehicle, tour)
  const times = schedule(bridgeGaps(problem, legs), vehicle, tour)
  const shops = tour.flatMap((index) => day.shops[index] ?? [])
  const stops = shops.map(({ retailerId, lock }, place): TimedStop => {
    const leg = toLeg(legs[place])
    const visit = person.visited[place]
    if (visit) return { ...visit, violations: [], overSeconds: 0, lock, leg }
    const broken = rulesBrokenAt({ times, person, shops, order: tour }, place)
    return {
      retailerId,
      arrives: times.arrivals[place] ?? Number.NaN,
      leaves: times.departures[place] ?? Number.NaN,
      violations: [...broken.violations, ...gapsAt(legs, place)],
      overSeconds: broken.overSeconds,
      lock,
      leg,
    }
  })
  const { personId, companionId = null, start, shift, visited } = person
  const last = visited.length === tour.length ? visited.at(-1)?.leaves : times.finish
  return {
    personId,
    companionId,
    start,
    starts: tour.length === 0 ? null : Math.min(shift[0], visited[0]?.arrives ?? Infinity),
    ends: tour.length === 0 ? null : (last ?? times.finish),
    metres: legs.reduce((sum, leg) => sum + leg.metres, 0),
    travelSeconds: legs.reduce((sum, leg) => sum + leg.seconds, 0),
    stops,
    home: tour.length === 0 ? null : toLeg(legs.at(-1)),
  }
}

function toLeg(leg: TourLeg | undefined): Leg {
  if (!leg) throw new RangeError('a tour has a leg to each stop and one home')
  return { line: null, seconds: leg.seconds, metres: leg.metres }
}

/** Of a stop that there is no way to, and of the last one when there is none back. */
function gapsAt(legs: readonly TourLeg[], place: number): Violation[] {
  const own = place === legs.length - 2 ? legs.slice(place) : legs.slice(place, place + 1)
  return own.every(({ hasWay }) => hasWay) ? [] : ['UNREACHABLE']
}
