import type { ShopLock } from '../../../shared/locks.ts'
import type { Plan, Tour } from '../../../shared/planning.ts'
import { Problem } from '../../platform/problem.ts'
import type { TourPerson, TourShop } from '../day-problem.ts'
import { LOCKED_PRIZE, windowOfLock } from '../locks/shop-lock.ts'
import type { TimedTour } from '../time-tour.ts'
import type { RestOfDay } from './read-rest.ts'

/** What leaving out a stop promised to its own person costs: never worth any number of others, locked ones too. */
export const KEPT_PRIZE = 10 * LOCKED_PRIZE

/** Shops of a tour where nothing has happened yet. */
export const leftOf = ({ stops }: Pick<Tour, 'stops'>): number[] =>
  stops.filter(({ outcome }) => outcome === null).map(({ retailerId }) => retailerId)

/** @throws Problem plan-not-published */
export function requirePublished({ status }: Pick<Plan, 'status'>): void {
  if (status !== 'published') throw new Problem('plan-not-published')
}

/** @throws Problem not-found */
export function tourOfPerson({ tours }: Plan, personId: number): Tour {
  const tour = tours.find((one) => one.personId === personId)
  if (!tour) throw new Problem('not-found', 'the person has no tour in the plan')
  return tour
}

/** The shops of somebody's day in order: where they were or are heading for, and what is ahead of them then. */
export function ownOrder(
  plan: Plan,
  { personId, visited }: Pick<TourPerson, 'personId' | 'visited'>,
): { readonly been: number[]; readonly ahead: number[] } {
  const tour = plan.tours.find((one) => one.personId === personId)
  const been = visited.map(({ retailerId }) => retailerId)
  return { been, ahead: tour ? leftOf(tour).filter((id) => !been.includes(id)) : [] }
}

/** A shop that stays with whoever has it, at its hour when that is locked. */
export function toKept(shop: TourShop, personId: number, lock: ShopLock | undefined): TourShop {
  const window = (lock && windowOfLock(lock)) ?? shop.window
  return {
    ...{ ...shop, offeredTo: [personId], prize: KEPT_PRIZE },
    ...(window ? { window } : {}),
  }
}

/** With the locks of the published plan, and the marks of stops that were with somebody else's manager before. */
export function asPublished(tour: TimedTour, plan: Plan, { locks }: RestOfDay): TimedTour {
  const before = plan.tours.find(({ personId }) => personId === tour.personId)
  return {
    ...tour,
    stops: tour.stops.map((stop) => {
      const old = before?.stops.find(({ retailerId }) => retailerId === stop.retailerId)
      if (!old) return stop
      const marks = old.violations.filter((violation) => violation === 'NO_SKILL')
      return {
        ...stop,
        lock: locks.get(stop.retailerId),
        violations: [...new Set([...stop.violations, ...marks])],
      }
    }),
  }
}
