import type { Leg, Violation } from '../../shared/planning.ts'
import type { TourDay, TourPerson } from './day-problem.ts'
import type { Problem } from '../solver/index.ts'
import { schedule, type Schedule, type Violation as Broken } from '../solver/index.ts'
import { bridgeGaps, tourLegs, type TourLeg } from './tour-legs.ts'

/** A tour with its times, in seconds of the day. */
export interface TimedTour {
  readonly personId: number
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
  const stops = shops.map(({ retailerId }, place): TimedStop => {
    const leg = toLeg(legs[place])
    const visit = person.visited[place]
    if (visit) return { ...visit, violations: [], leg }
    return {
      retailerId,
      arrives: times.arrivals[place] ?? Number.NaN,
      leaves: times.departures[place] ?? Number.NaN,
      violations: [...violationsAt(times, person, tour, place), ...gapsAt(legs, place)],
      leg,
    }
  })
  const { personId, start, shift, visited } = person
  const last = visited.length === tour.length ? visited.at(-1)?.leaves : times.finish
  return {
    personId,
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

/** The solver's words and the contract's; planning poses no problem in which those behind MAX_STOPS arise. */
const codes: Record<Broken['kind'], Violation> = {
  WINDOW: 'WINDOW',
  SHIFT: 'SHIFT_FULL',
  BREAK: 'BREAK',
  NOT_ALLOWED: 'NO_SKILL',
  MAX_STOPS: 'MAX_STOPS',
  CAPACITY: 'MAX_STOPS',
  TRAVEL: 'SHIFT_FULL',
  DISTANCE: 'SHIFT_FULL',
  ORDER: 'WINDOW',
  PARTNER: 'NO_SKILL',
  SPACING: 'WINDOW',
}

/**
 * The rules broken at a place of the tour. Being back late is marked on the last stop and on every
 * other that is left after the shift, what the whole tour breaks on its last stop.
 */
function violationsAt(
  { violations, departures, breaks: [rest] }: Schedule,
  { shift }: TourPerson,
  tour: readonly number[],
  place: number,
): Violation[] {
  const isLast = place === tour.length - 1
  const restsHere = rest ? Math.min(rest.afterStops, tour.length - 1) === place : isLast
  const isHere = (broken: Broken) => {
    if ('stop' in broken) return broken.stop === tour[place]
    if (broken.kind === 'SHIFT') return isLast || (departures[place] ?? 0) > shift[1]
    return broken.kind === 'BREAK' ? restsHere : isLast
  }
  return violations.filter(isHere).map(({ kind }) => codes[kind])
}
