import type { ShopLock } from '../../../shared/locks.ts'
import type { Plan } from '../../../shared/planning.ts'
import { dayClock, type DayClock } from '../day-clock.ts'
import type { WantedTour } from '../retime-tours.ts'
import { locksOfPlan, pinnedTo } from './shop-lock.ts'

interface Placed {
  readonly tour: WantedTour
  readonly shop: number
  /** Its hour, where that is pinned. */
  readonly at?: string | undefined
}

/**
 * The locks of a shop that was put somewhere: by a search that goes on from there, or by whoever pins its hour.
 * @param locksPlaced whether a search is to go on
 */
export function placedLocks(
  { locksPlaced, timeZone }: { readonly locksPlaced?: boolean; readonly timeZone: string },
  plan: Plan,
  { tour, shop, at }: Placed,
): { locks?: ReadonlyMap<number, ShopLock> } {
  if (locksPlaced !== true && at === undefined) return {}
  const clock = dayClock(plan.day, timeZone)
  const locks =
    locksPlaced === true ? locksWithPlaced(plan, clock, tour, shop) : locksOfPlan(plan, clock)
  if (at !== undefined) locks.set(shop, pinnedTo(locks.get(shop), clock.secondsOf(at)))
  return { locks }
}

/** The locks of a plan with those of a shop that somebody has just put into a tour while a search was on: it stays there. */
function locksWithPlaced(
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
