import type { LockChange, ShopLock } from '../../../shared/locks.ts'
import type { Plan, Stop, Tour } from '../../../shared/planning.ts'
import { Problem } from '../../platform/problem.ts'
import { dayClock, type DayClock } from '../day-clock.ts'
import { editPlan, toWanted, type EditParts } from '../edit-plan.ts'
import { lockOfStop, locksOfPlan } from './shop-lock.ts'

/** Sets locks on stops of a draft, or takes them off, all at once. */
export function lockStops(parts: EditParts, planId: number, change: LockChange): Promise<void> {
  return editPlan(parts, planId, change.revision, (plan) => {
    const clock = dayClock(plan.day, parts.timeZone)
    const wanted = new Set(change.stopIds)
    const known = plan.tours.flatMap(({ stops }) => stops.map(({ id }) => id))
    if (known.filter((id) => wanted.has(id)).length < wanted.size)
      throw new Problem('not-found', 'no such stop in the plan')
    const tours = plan.tours.filter(({ stops }) => stops.some(({ id }) => wanted.has(id)))
    const locks = locksOfPlan(plan, clock)
    for (const tour of tours) changeLocks(locks, tour, change, clock)
    return { tours: tours.map(toWanted), locks }
  })
}

function changeLocks(
  all: Map<number, ShopLock>,
  tour: Tour,
  change: LockChange,
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
  { locks: changed, on, at }: Pick<LockChange, 'locks' | 'on' | 'at'>,
  clock: DayClock,
): ShopLock | undefined {
  const others = (before?.locks ?? []).filter((lock) => !changed.includes(lock))
  const locks = on ? [...others, ...changed] : others
  if (locks.length === 0) return undefined
  const isNew = (lock: LockChange['locks'][number]) => on && changed.includes(lock)
  const bindsPerson = locks.includes('person') || locks.includes('order')
  const begins = Math.round(clock.secondsOf(at ?? stop.arrivesAt))
  return {
    locks,
    personId: bindsPerson
      ? isNew('person') || isNew('order')
        ? personId
        : (before?.personId ?? personId)
      : null,
    at: locks.includes('time') ? (isNew('time') ? begins : (before?.at ?? begins)) : null,
    rank: locks.includes('order') ? (before?.rank ?? stop.position) : null,
  }
}

/** Whoever locks a turn sees the tour as it is, and locks all its turns so. */
function rankAnew(all: Map<number, ShopLock>, { stops }: Tour): void {
  for (const { retailerId, position } of stops) {
    const lock = all.get(retailerId)
    if (lock?.locks.includes('order')) all.set(retailerId, { ...lock, rank: position })
  }
}
