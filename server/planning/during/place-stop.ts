import { matrixOf, type Problem } from '../../solver/index.ts'
import type { TourDay } from '../day-problem.ts'
import { timeTour, type TimedTour } from '../time-tour.ts'

/** A day's problem with everything in it that is asked about. */
export interface PosedDay {
  readonly day: TourDay
  readonly problem: Problem
}

/** The tour of a person, as indexes of `day.shops`: where they were or are heading for, and what is ahead. */
export interface Underway {
  readonly vehicle: number
  readonly order: readonly number[]
  /** Nothing is put before this place. */
  readonly firstFree: number
}

/**
 * The tour with a stop where the way round is shortest, by the same travel that the search for tours goes by.
 * Undefined where there is no way.
 */
export function withStopPlaced(
  { problem }: PosedDay,
  { vehicle, order, firstFree }: Underway,
  stop: number,
): Underway | undefined {
  const { size, durations } = matrixOf(problem, vehicle)
  const { start = vehicle, end = vehicle } = problem.vehicles[vehicle] ?? {}
  const locationAt = (index: number, home: number) =>
    problem.stops[order[index] ?? -1]?.location ?? home
  const way = (from: number, to: number) => durations[from * size + to] ?? Infinity
  const there = problem.stops[stop]?.location ?? -1
  let best = Infinity
  let place = -1
  for (let position = firstFree; position <= order.length; position++) {
    const before = locationAt(position - 1, start)
    const after = locationAt(position, end)
    const detour = way(before, there) + way(there, after) - way(before, after)
    if (detour < best) [best, place] = [detour, position]
  }
  return place < 0 ? undefined : { vehicle, firstFree, order: order.toSpliced(place, 0, stop) }
}

export function timeUnderway({ day, problem }: PosedDay, { vehicle, order }: Underway): TimedTour {
  return timeTour(day, problem, vehicle, order)
}

export const countBroken = ({ stops }: Pick<TimedTour, 'stops'>): number =>
  stops.reduce((sum, { violations }) => sum + violations.length, 0)
