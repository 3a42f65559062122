import type { ShopLock } from '../../../shared/locks.ts'
import type { Plan } from '../../../shared/planning.ts'
import type { DayClock } from '../day-clock.ts'
import type { WantedTour } from '../retime-tours.ts'
import { locksOfPlan } from './shop-lock.ts'

/** The locks of a plan with those of a shop that somebody has just put into a tour while a search was on: it stays there. */
export function locksWithPlaced(
  plan: Plan,
  clock: DayClock,
  { personId, shops }: WantedTour,
  shop: number,
): Map<number, ShopLock> {
  const all = locksOfPlan(plan, clock)
  const before = all.get(shop)
  const others = (before?.locks ?? []).filter((lock) => lock !== 'person' && lock !== 'order')
  all.set(shop, {
    locks: ['person', ...others, 'order'],
    personId,
    at: before?.at ?? null,
    rank: 0,
  })
  shops.forEach((id, rank) => {
    const lock = all.get(id)
    if (lock?.locks.includes('order')) all.set(id, { ...lock, rank })
  })
  return all
}
