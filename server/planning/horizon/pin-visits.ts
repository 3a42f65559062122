import type { ShopLock } from '../../../shared/locks.ts'
import { dayClock } from '../day-clock.ts'
import { readLocks } from '../decisions.ts'
import { daysBetween } from '../find-due.ts'
import type { PlanningParts } from '../plan-day.ts'
import { plansById } from '../queries.ts'
import { lockedPlans } from './lock-queries.ts'
import type { OwedVisit } from './spread-visits.ts'

/** What somebody decided about a shop in the newest version of a day. */
export interface Placed {
  readonly day: string
  /** Keeps the visit on the day, whatever else it holds it to. */
  readonly lock: ShopLock | undefined
  /** Its turn, in a tour in which somebody locked one. */
  readonly rank: number | undefined
}

/** Of each shop, first day first. */
export type Decided = ReadonlyMap<number, readonly Placed[]>

/**
 * The locks that planning some days anew keeps.
 * @param made visits that stay on their days anyway
 */
export async function readPlaced(
  { db, timeZone }: Pick<PlanningParts, 'db' | 'timeZone'>,
  teamId: number,
  days: readonly string[],
  made: readonly { readonly retailerId: number; readonly day: string }[],
): Promise<Decided> {
  const isMade = (shop: number, on: string) =>
    made.some(({ retailerId, day }) => retailerId === shop && day === on)
  const found = new Map<number, Placed[]>()
  for (const plan of await plansById(db, await lockedPlans(db, teamId, days))) {
    const { day } = plan
    const { lockOf, rankOf } = readLocks(plan, dayClock(day, timeZone))
    for (const shop of new Set([...lockOf.keys(), ...rankOf.keys()])) {
      if (isMade(shop, day)) continue
      const placed = { day, lock: lockOf.get(shop), rank: rankOf.get(shop) }
      found.set(shop, [...(found.get(shop) ?? []), placed])
    }
  }
  return found
}

/**
 * A shop's visits as somebody decided. A locked one is on its day, also when the shop is not due or closed then; it is the
 * nearest of those owed, or one more. The others keep their distance from it.
 * @param gapDays of a shop that is owed nothing
 */
export function pinVisits(
  retailerId: number,
  owed: readonly OwedVisit[],
  placed: readonly Placed[],
  gapDays: number,
): OwedVisit[] {
  const free = [...owed]
  const takeNearest = (day: string): OwedVisit | undefined => {
    const apart = ({ dueOn }: OwedVisit) => Math.abs(daysBetween(day, dueOn))
    const [nearest] = free.toSorted((a, b) => apart(a) - apart(b))
    if (nearest) free.splice(free.indexOf(nearest), 1)
    return nearest
  }
  const pinned: OwedVisit[] = []
  for (const { day, lock, rank } of placed) {
    if (!lock) continue
    const unowed = { retailerId, dueOn: day, overdueDays: 0, prize: 0, gapDays }
    const visit = takeNearest(day) ?? unowed
    const days = [{ day, price: 0 }]
    pinned.push({ ...visit, ...turn(rank), days, reason: undefined, pin: { day, lock } })
  }
  const ranked = placed.flatMap(({ day, lock, rank }) => {
    const visit = lock || rank === undefined ? undefined : takeNearest(day)
    return visit ? [{ ...visit, ...turn(rank) }] : []
  })
  const others = [...ranked, ...free].map((visit) => keepAway(visit, pinned))
  return [...pinned, ...others].sort((a, b) => daysBetween(b.dueOn, a.dueOn))
}

const turn = (rank: number | undefined) => (rank === undefined ? {} : { rank })

function keepAway(visit: OwedVisit, pinned: readonly OwedVisit[]): OwedVisit {
  const days = visit.days.filter(({ day }) =>
    pinned.every(({ pin }) => !pin || Math.abs(daysBetween(pin.day, day)) >= visit.gapDays),
  )
  if (days.length === visit.days.length) return visit
  return { ...visit, days, reason: days.length === 0 ? 'TOO_SOON' : undefined }
}
