import type { Violation } from '../../shared/planning.ts'
import type { TourDay, TourPerson } from './day-problem.ts'
import type { Problem } from './solver/problem.ts'
import { schedule, type Schedule, type Violation as Broken } from './solver/schedule.ts'

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
}

export interface TimedStop {
  readonly retailerId: number
  readonly arrives: number
  readonly leaves: number
  readonly violations: readonly Violation[]
}

/**
 * The times of one person's tour. Stops already visited keep the times at which they were; the rest
 * follows from the last of them. Rules a tour breaks are marked on its stops.
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
  const times = schedule(problem, vehicle, tour)
  const shops = tour.flatMap((index) => day.shops[index] ?? [])
  const stops = shops.map(({ retailerId }, place): TimedStop => {
    const visit = person.visited[place]
    if (visit) return { ...visit, violations: [] }
    return {
      retailerId,
      arrives: times.arrivals[place] ?? Number.NaN,
      leaves: times.departures[place] ?? Number.NaN,
      violations: violationsAt(times, person, tour, place),
    }
  })
  const { personId, start, shift, visited } = person
  const travelled = travelVisited(problem, vehicle, tour.slice(0, visited.length))
  const last = visited.length === tour.length ? visited.at(-1)?.leaves : times.finish
  return {
    personId,
    start,
    starts: tour.length === 0 ? null : Math.min(shift[0], visited[0]?.arrives ?? Infinity),
    ends: tour.length === 0 ? null : (last ?? times.finish),
    metres: Math.round(times.metres + travelled.metres),
    travelSeconds: Math.round(times.travelSeconds + travelled.seconds),
    stops,
  }
}

/** The solver's words and the contract's. */
const codes: Record<Broken['kind'], Violation> = {
  WINDOW: 'WINDOW',
  SHIFT: 'SHIFT_FULL',
  BREAK: 'BREAK',
  NOT_ALLOWED: 'NO_SKILL',
  MAX_STOPS: 'MAX_STOPS',
  CAPACITY: 'MAX_STOPS',
}

/**
 * The rules broken at a place of the tour. Being back late is marked on the last stop and on every
 * other that is left after the shift, what the whole tour breaks on its last stop.
 */
function violationsAt(
  { violations, departures, break: rest }: Schedule,
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

/** Travel from the start along the stops already visited, which the schedule leaves out. */
function travelVisited(problem: Problem, vehicle: number, visited: readonly number[]) {
  const places = [
    problem.vehicles[vehicle]?.start ?? 0,
    ...visited.flatMap((stop) => problem.stops[stop]?.location ?? []),
  ]
  let [seconds, metres] = [0, 0]
  places.slice(1).forEach((to, leg) => {
    const cell = (places[leg] ?? 0) * problem.size + to
    seconds += problem.durations[cell] ?? 0
    metres += problem.distances[cell] ?? 0
  })
  return { seconds, metres }
}
