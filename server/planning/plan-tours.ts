import type { UnassignedReason } from '../../shared/planning.ts'
import { dayProblem, type TourDay } from './day-problem.ts'
import type { AbsenceReason } from './solver/problem.ts'
import { solve } from './solver/solve.ts'
import { timeTour, type TimedTour } from './time-tour.ts'

export interface PlannedTours {
  /** One per person of the day, in the same order, also when empty. */
  readonly tours: readonly TimedTour[]
  readonly unassigned: readonly { readonly retailerId: number; readonly reason: UnassignedReason }[]
}

/** Fixed, and no clock in it, so that the same day always gives the same plan. */
const SEARCH = { seed: 1, iterations: 20_000 }

/** Nobody's capacity is limited here, so that the solver never gives that reason. */
const reasons: Record<AbsenceReason, UnassignedReason> = {
  NO_SKILL: 'NO_SKILL',
  UNREACHABLE: 'UNREACHABLE',
  WINDOW: 'WINDOW',
  MAX_STOPS: 'MAX_STOPS',
  CAPACITY: 'MAX_STOPS',
  SHIFT_FULL: 'SHIFT_FULL',
  LOWER_PRIORITY: 'LOWER_PRIORITY',
}

/** Plans and times the tours of a day. Takes up to seconds: call it through `SolverPool`. */
export function planTours(day: TourDay): PlannedTours {
  const problem = dayProblem(day)
  const { tours, unassigned } = solve(problem, SEARCH)
  return {
    tours: tours.map((tour, vehicle) => timeTour(day, problem, vehicle, tour)),
    unassigned: unassigned.flatMap(({ stop, reason }) => {
      const shop = day.shops[stop]
      return shop ? [{ retailerId: shop.retailerId, reason: reasons[reason] }] : []
    }),
  }
}
