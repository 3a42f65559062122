import type { UnassignedReason } from '../../shared/planning.ts'
import { dayProblem, type DayTravel, type TourDay } from './day-problem.ts'
import type { AbsenceReason } from './solver/problem.ts'
import type { SolverPool } from './solver-pool.ts'
import { timeTour, type TimedTour } from './time-tour.ts'

export interface PlannedTours {
  /** One per person of the day, in the same order, also when empty. */
  readonly tours: readonly TimedTour[]
  readonly unassigned: readonly { readonly retailerId: number; readonly reason: UnassignedReason }[]
}

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

/** Plans and times the tours of a day, the search in another thread. */
export async function planTours(
  solver: Pick<SolverPool, 'solve'>,
  day: TourDay,
  travel: DayTravel,
): Promise<PlannedTours> {
  const problem = dayProblem(day, travel)
  const { tours, unassigned } = await solver.solve(problem)
  return {
    tours: tours.map((tour, vehicle) => timeTour(day, problem, vehicle, tour)),
    unassigned: unassigned.flatMap(({ stop, reason }) => {
      const shop = day.shops[stop]
      return shop ? [{ retailerId: shop.retailerId, reason: reasons[reason] }] : []
    }),
  }
}
