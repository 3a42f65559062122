import type { LngLat } from '../../shared/geo.ts'
import type { ShopLock } from '../../shared/locks.ts'
import type { Plan } from '../../shared/planning.ts'
import type { DayClock } from './day-clock.ts'
import type { TourDay, TourShop } from './day-problem.ts'
import type { WorkingDay } from './due-queries.ts'
import { locksOfPlan, ranksOfTours } from './locks/shop-lock.ts'
import type { Unassigned } from './queries.ts'

/** What a draft says that going on from it keeps: who goes where, from which start, the locks, and what somebody took out. */
export interface Decisions {
  /** Of each shop in a tour. */
  readonly personOf: ReadonlyMap<number, number>
  readonly startOf: ReadonlyMap<number, LngLat>
  readonly removed: readonly Unassigned[]
  /** Also of shops that were left out although they are locked. */
  readonly lockOf: ReadonlyMap<number, ShopLock>
  /** Of every shop of a tour in which somebody locked a turn. */
  readonly rankOf: ReadonlyMap<number, number>
}

export const undecided: Decisions = {
  personOf: new Map(),
  startOf: new Map(),
  removed: [],
  lockOf: new Map(),
  rankOf: new Map(),
}

/** Of what was decided only the locks: for a plan made anew. */
export function readLocks(plan: Plan, clock: DayClock): Decisions {
  return { ...undecided, lockOf: locksOfPlan(plan, clock), rankOf: ranksOfTours(plan.tours) }
}

export function readDecisions(plan: Plan, clock: DayClock): Decisions {
  const { tours, unassigned } = plan
  return {
    ...readLocks(plan, clock),
    personOf: new Map(
      tours.flatMap(({ personId, stops }) =>
        stops.map(({ retailerId }) => [retailerId, personId] as const),
      ),
    ),
    startOf: new Map(tours.map(({ personId, start }) => [personId, start])),
    removed: unassigned
      .filter(({ reason }) => reason === 'REMOVED')
      .map(({ retailerId, reason, overdueDays, movedTo }) => ({
        ...{ retailerId, reason, overdueDays },
        ...(movedTo === undefined ? {} : { movedTo }),
      })),
  }
}

/** The shop with what was decided about it; who goes there only if they work. */
export function withDecided(
  shop: TourShop,
  { personOf, lockOf, rankOf }: Decisions,
  working: readonly WorkingDay[],
): TourShop {
  const personId = personOf.get(shop.retailerId)
  const lock = lockOf.get(shop.retailerId)
  const rank = rankOf.get(shop.retailerId)
  const works = working.some((person) => person.personId === personId)
  return {
    ...shop,
    ...(personId !== undefined && works ? { visitorId: personId } : {}),
    ...(lock ? { lock } : {}),
    ...(rank === undefined ? {} : { rank }),
  }
}

/** The tours of a draft as the solver knows them. */
export function toWarmStart({ people, shops }: TourDay, { tours }: Plan): number[][] {
  const indexOf = new Map(shops.map(({ retailerId }, index) => [retailerId, index]))
  return people.map(({ personId }) => {
    const tour = tours.find((one) => one.personId === personId)
    return (tour?.stops ?? []).flatMap(({ retailerId }) => indexOf.get(retailerId) ?? [])
  })
}
