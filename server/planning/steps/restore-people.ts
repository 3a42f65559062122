import type { ShopLock } from '../../../shared/locks.ts'
import type { Plan } from '../../../shared/planning.ts'
import type { Unassigned } from '../queries.ts'
import type { WantedTour } from '../retime-tours.ts'
import { shopsOf, toUnassigned, toWanted, type Edit } from '../wanted-edit.ts'
import type { TourState } from './tour-state.ts'

/** What the plan alone does not say of its shops. */
interface PresentDay {
  readonly locks: ReadonlyMap<number, ShopLock>
  /** Days. */
  readonly overdueOf: ReadonlyMap<number, number>
}

/**
 * Gives some people the tours back that they had in a state of the plan. Every shop stays in one place: those that they get
 * back leave whoever has them now; those that they give back return to whoever had them, behind the stop that came before,
 * or to what was left out. What was visited stays with whoever visited it.
 */
export function restorePeople(
  plan: Plan,
  state: TourState,
  personIds: readonly number[],
  { locks, overdueOf }: PresentDay,
): Edit {
  const chosen = new Set(personIds)
  const visited = visitedShops(plan)
  const back = new Map(
    personIds.map((personId) => [personId, tourBefore(plan, state, personId, visited)]),
  )
  const taken = new Set([...back.values()].flatMap(({ shops }) => shops))
  const given = plan.tours
    .filter(({ personId }) => chosen.has(personId))
    .flatMap(shopsOf)
    .filter((shop) => !taken.has(shop))

  const others = plan.tours.filter(({ personId }) => !chosen.has(personId)).map(toWanted)
  const tours = new Map(
    others.map((tour) => [tour.personId, withShops(tour, without(tour.shops, taken))]),
  )
  const leftOut: Unassigned[] = []
  for (const shop of inOrderOf(state, given)) {
    const before = state.tours.find(({ shops }) => shops.includes(shop))
    if (!before) {
      const known = state.unassigned.find(({ retailerId }) => retailerId === shop)
      leftOut.push(known ?? toRemoved(shop, overdueOf))
      continue
    }
    const tour = tours.get(before.personId) ?? withShops(before, [])
    tours.set(before.personId, withShops(tour, putBehind(tour.shops, before.shops, shop)))
  }
  return {
    tours: [...back.values(), ...[...tours.values()].filter(isChangeOf(plan))],
    unassigned: [
      ...plan.unassigned.filter(({ retailerId }) => !taken.has(retailerId)).map(toUnassigned),
      ...leftOut,
    ],
    locks: locksBefore(state, locks, new Set([...taken, ...given])),
  }
}

/** Who has visited which shop. */
function visitedShops({ tours }: Plan): ReadonlyMap<number, number> {
  return new Map(
    tours.flatMap(({ personId, stops }) =>
      stops
        .filter(({ outcome }) => outcome !== null)
        .map(({ retailerId }) => [retailerId, personId] as const),
    ),
  )
}

function tourBefore(
  plan: Plan,
  state: TourState,
  personId: number,
  visited: ReadonlyMap<number, number>,
): WantedTour {
  const now = plan.tours.find((tour) => tour.personId === personId)
  const before = state.tours.find((tour) => tour.personId === personId)
  const own = [...visited].filter(([, visitor]) => visitor === personId).map(([shop]) => shop)
  const free = (before?.shops ?? []).filter((shop) => !visited.has(shop))
  const tour = before ?? (now && toWanted(now))
  if (!tour) throw new Error('a tour to be restored is in neither version')
  return withShops(tour, [...own, ...free])
}

/** As they come in the state's tours, so that each finds the one before it in place. */
function inOrderOf({ tours }: TourState, shops: readonly number[]): number[] {
  const known = tours.flatMap((tour) => tour.shops).filter((shop) => shops.includes(shop))
  return [...new Set([...known, ...shops])]
}

function putBehind(shops: readonly number[], before: readonly number[], shop: number): number[] {
  const ahead = before.slice(0, before.indexOf(shop))
  const anchor = ahead.findLast((other) => shops.includes(other))
  return shops.toSpliced(anchor === undefined ? 0 : shops.indexOf(anchor) + 1, 0, shop)
}

function locksBefore(
  state: TourState,
  now: ReadonlyMap<number, ShopLock>,
  touched: ReadonlySet<number>,
): ReadonlyMap<number, ShopLock> {
  const kept = [...now].filter(([shop]) => !touched.has(shop))
  return new Map([...kept, ...state.locks.filter(([shop]) => touched.has(shop))])
}

/** Whether a tour is not as the plan has it. */
function isChangeOf({ tours }: Plan) {
  return ({ personId, shops }: WantedTour) => {
    const now = tours.find((tour) => tour.personId === personId)
    return !now || shopsOf(now).join() !== shops.join()
  }
}

const without = (shops: readonly number[], leaving: ReadonlySet<number>) =>
  shops.filter((shop) => !leaving.has(shop))

const withShops = ({ personId, start }: WantedTour, shops: readonly number[]): WantedTour => ({
  personId,
  start,
  shops,
})

const toRemoved = (retailerId: number, overdueOf: ReadonlyMap<number, number>): Unassigned => ({
  retailerId,
  reason: 'REMOVED',
  overdueDays: overdueOf.get(retailerId) ?? 0,
})
