import type { Lock, LockChange, ShopLock } from '../../../shared/locks.ts'
import type { Plan, Stop, Tour } from '../../../shared/planning.ts'
import { Problem } from '../../platform/problem.ts'
import { dayClock, type DayClock } from '../day-clock.ts'
import { editPlan, type EditOutcome, type EditParts } from '../edit-plan.ts'
import { toWanted, type Edit } from '../wanted-edit.ts'
import { shopsById } from '../due-queries.ts'
import { visitPolicies } from '../policy-queries.ts'
import { toTourShop } from '../tour-day.ts'
import { lockOfStop, locksOfPlan } from './shop-lock.ts'

/** Sets locks on stops of a draft, or takes them off, all at once. */
export function lockStops(
  parts: EditParts,
  planId: number,
  { revision, ...change }: LockChange,
): Promise<EditOutcome> {
  return editPlan(parts, planId, revision, { kind: 'lock', ...change }, (plan) =>
    locksAfter(parts, plan, change),
  )
}

/**
 * The tours with locks changed: a visit pinned to an hour changes the times of those that follow.
 * @throws Problem not-found, stop-visited
 */
export async function locksAfter(
  parts: EditParts,
  plan: Plan,
  change: Omit<LockChange, 'revision'>,
): Promise<Edit> {
  const clock = dayClock(plan.day, parts.timeZone)
  const wanted = new Set(change.stopIds)
  const known = plan.tours.flatMap(({ stops }) => stops.map(({ id }) => id))
  if (known.filter((id) => wanted.has(id)).length < wanted.size)
    throw new Problem('not-found', 'no such stop in the plan')
  const tours = plan.tours.filter(({ stops }) => stops.some(({ id }) => wanted.has(id)))
  const locks = locksOfPlan(plan, clock)
  const opening = await openingOf(parts, tours)
  for (const tour of tours) changeLocks(locks, tour, { ...change, opening }, clock)
  return { tours: tours.map(toWanted), locks }
}

/** Second of the day at which shops open: whoever is there earlier waits. */
async function openingOf(
  { db }: EditParts,
  tours: readonly Tour[],
): Promise<ReadonlyMap<number, number>> {
  const ids = tours.flatMap(({ stops }) => stops.map(({ retailerId }) => retailerId))
  const policies = await visitPolicies(db)
  const shops = (await shopsById(db, ids)).map((row) => toTourShop(row, policies, 0))
  return new Map(shops.map(({ retailerId, window }) => [retailerId, window?.[0] ?? 0]))
}

interface LockWish extends Pick<LockChange, 'stopIds' | 'locks' | 'on' | 'at'> {
  readonly opening: ReadonlyMap<number, number>
}

function changeLocks(
  all: Map<number, ShopLock>,
  tour: Tour,
  change: LockWish,
  clock: DayClock,
): void {
  for (const stop of tour.stops) {
    if (!change.stopIds.includes(stop.id)) continue
    if (stop.outcome !== null) throw new Problem('stop-visited')
    const lock = withLocks(lockOfStop(stop, clock), tour, stop, change, clock)
    if (lock) all.set(stop.retailerId, lock)
    else all.delete(stop.retailerId)
  }
  if (change.on && change.locks.includes('order')) rankAnew(all, tour)
}

/** The lock of a stop after a change: what is locked now is as it is now, what was locked before stays as it was. */
export function withLocks(
  before: ShopLock | undefined,
  { personId }: Pick<Tour, 'personId'>,
  stop: Stop,
  change: Omit<LockWish, 'stopIds'>,
  clock: DayClock,
): ShopLock | undefined {
  const others = (before?.locks ?? []).filter((lock) => !change.locks.includes(lock))
  const locks = change.on ? [...others, ...change.locks] : others
  if (locks.length === 0) return undefined
  const isNew = (lock: Lock) => change.on && change.locks.includes(lock)
  /** What the given locks hold to: what there is now when one of them is new, as before when not, nothing without them. */
  const holdTo = (kinds: readonly Lock[], known: number | null | undefined, now: number) => {
    if (!kinds.some((kind) => locks.includes(kind))) return null
    return kinds.some(isNew) ? now : (known ?? now)
  }
  const reached = Math.max(
    clock.secondsOf(stop.arrivesAt),
    change.opening.get(stop.retailerId) ?? 0,
  )
  const begins = Math.round(change.at === undefined ? reached : clock.secondsOf(change.at))
  return {
    locks,
    personId: holdTo(['person', 'order'], before?.personId, personId),
    at: holdTo(['time'], before?.at, begins),
    rank: holdTo(['order'], before?.rank, stop.position),
  }
}

/** Whoever locks a turn sees the tour as it is, and locks all its turns so. */
function rankAnew(all: Map<number, ShopLock>, { stops }: Tour): void {
  for (const { retailerId, position } of stops) {
    const lock = all.get(retailerId)
    if (lock?.locks.includes('order')) all.set(retailerId, { ...lock, rank: position })
  }
}
