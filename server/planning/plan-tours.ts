import type { PlanSearch } from '../../shared/plan-problem.ts'
import type { UnassignedReason } from '../../shared/planning.ts'
import { isPair, type TourDay, type TourShop } from './day-problem.ts'
import type { AbsenceReason, Problem, Solution } from '../solver/index.ts'
import type { SolverPool } from '../optimizer/index.ts'
import type { Unassigned } from './queries.ts'
import { timeTour, type TimedTour } from './time-tour.ts'

export interface PlannedTours {
  /** One per person of the day, in the same order, also when empty. */
  readonly tours: readonly TimedTour[]
  readonly unassigned: readonly Omit<Unassigned, 'overdueDays'>[]
}

/** Those that only other problems give (capacity, limits of the road, repeats, pairs, ranks) stand with the nearest. */
const reasons: Record<AbsenceReason, UnassignedReason> = {
  NO_SKILL: 'NO_SKILL',
  UNREACHABLE: 'UNREACHABLE',
  WINDOW: 'WINDOW',
  MAX_STOPS: 'MAX_STOPS',
  CAPACITY: 'MAX_STOPS',
  TRAVEL_LIMIT: 'SHIFT_FULL',
  SPACING: 'WINDOW',
  PARTNER: 'NO_SKILL',
  ORDER: 'WINDOW',
  SHIFT_FULL: 'SHIFT_FULL',
  LOWER_PRIORITY: 'LOWER_PRIORITY',
  UNTRIED: 'UNTRIED',
}

/** Fixed, and no clock in it, so that the same day always gives the same plan. */
export const SEARCH = { seed: 1, iterations: 20_000 }

/** Plans and times the tours of a day, the search in another thread. */
export async function planTours(
  solver: Pick<SolverPool, 'solve'>,
  day: TourDay,
  problem: Problem,
): Promise<PlannedTours & { readonly search: PlanSearch }> {
  let made = 0
  const solution = await solver.solve(problem, SEARCH, {
    onMade: (iterations) => {
      made = iterations
    },
  })
  return { ...readTours(day, problem, solution), search: { rounds: [{ ...SEARCH, made }] } }
}

/** What the solver found, with its times and in the contract's words. */
export function readTours(
  day: TourDay,
  problem: Problem,
  { tours, unassigned }: Solution,
): PlannedTours {
  return {
    tours: tours.map((tour, vehicle) => timeTour(day, problem, vehicle, tour)),
    unassigned: unassigned.flatMap(({ stop, reason }) => {
      const shop = day.shops[stop]
      if (!shop) return []
      const { retailerId, lock } = shop
      return [
        lock
          ? { retailerId, reason: 'LOCK_CONFLICT', lock }
          : { retailerId, reason: lacksPair(day, shop) ? 'NEEDS_PAIR' : reasons[reason] },
      ]
    }),
  }
}

/** Whoever could go there works, but alone. */
function lacksPair({ people }: TourDay, { pair, managerId, offeredTo }: TourShop): boolean {
  if (!pair) return false
  const able = people.filter(
    ({ personId }) => offeredTo?.includes(personId) ?? personId === managerId,
  )
  return able.length > 0 && !able.some(isPair)
}
