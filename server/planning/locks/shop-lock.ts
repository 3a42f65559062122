import { TIME_LOCK_SECONDS, type ShopLock } from '../../../shared/locks.ts'
import type { Plan, Stop } from '../../../shared/planning.ts'
import type { DayClock } from '../day-clock.ts'
import type { Window } from '../../solver/index.ts'

/**
 * What leaving out a locked visit costs, in seconds of travel: more than any others together that could take its place in
 * a day. Not infinite, so that plans without it can still be told apart.
 */
export const LOCKED_PRIZE = 10_000_000

/** As the solver needs it: when the visit may begin. */
export function windowOfLock({ at }: ShopLock): Window | undefined {
  return at === null ? undefined : [at - TIME_LOCK_SECONDS, at + TIME_LOCK_SECONDS]
}

export function lockOfStop(
  { locks, lockedPersonId, lockedAt, lockedRank }: Stop,
  clock: DayClock,
): ShopLock | undefined {
  if (locks.length === 0) return undefined
  const at = lockedAt === null ? null : Math.round(clock.secondsOf(lockedAt))
  return { locks, personId: lockedPersonId, at, rank: lockedRank }
}

/** The lock of a shop once its visit is pinned to an hour: second of the day. What else it is held to stays. */
export function pinnedTo(before: ShopLock | undefined, at: number): ShopLock {
  const others = (before?.locks ?? []).filter((lock) => lock !== 'time')
  return {
    locks: [...others, 'time'],
    personId: before?.personId ?? null,
    at: Math.round(at),
    rank: before?.rank ?? null,
  }
}

/** Of every locked shop of a plan, also of those left out. */
export function locksOfPlan(
  { tours, unassigned }: Pick<Plan, 'tours' | 'unassigned'>,
  clock: DayClock,
): Map<number, ShopLock> {
  const found = new Map<number, ShopLock>()
  for (const { retailerId, lock } of unassigned) if (lock) found.set(retailerId, lock)
  for (const { stops } of tours)
    for (const stop of stops) {
      const lock = lockOfStop(stop, clock)
      if (lock) found.set(stop.retailerId, lock)
    }
  return found
}

export function withLock<Shop extends { readonly retailerId: number }>(
  shop: Shop,
  locks: ReadonlyMap<number, ShopLock>,
): Shop & { readonly lock?: ShopLock } {
  const lock = locks.get(shop.retailerId)
  return lock ? { ...shop, lock } : shop
}

/** Ranks that keep each tour's order around the stops whose turn is locked: what comes before one of them stays before it. */
export function ranksOfTours(
  tours: readonly { readonly stops: readonly Pick<Stop, 'retailerId' | 'locks'>[] }[],
): Map<number, number> {
  const ranks = new Map<number, number>()
  for (const { stops } of tours) {
    if (!stops.some(({ locks }) => locks.includes('order'))) continue
    let rank = 0
    for (const { retailerId, locks } of stops) {
      if (locks.includes('order')) rank += 1
      ranks.set(retailerId, rank)
      if (locks.includes('order')) rank += 1
    }
  }
  return ranks
}
