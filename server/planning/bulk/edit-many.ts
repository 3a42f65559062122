import { distanceMetres, type LngLat } from '../../../shared/geo.ts'
import type { BulkChange, BulkWish } from '../../../shared/plan-edits.ts'
import type { Plan, Tour } from '../../../shared/planning.ts'
import { locks as allLocks } from '../../../shared/locks.ts'
import { Problem } from '../../platform/problem.ts'
import { shopsById, type ShopRow } from '../due-queries.ts'
import { editPlan, type EditParts } from '../edit-plan.ts'
import { toWanted, type Edit } from '../wanted-edit.ts'
import { locksAfter } from '../locks/lock-stops.ts'
import { dueOn } from '../plan-day.ts'
import type { Unassigned } from '../queries.ts'
import type { WantedTour } from '../retime-tours.ts'

/**
 * Changes many shops of a draft at once: all of it or nothing, one step to take back. Who may see the shops is the caller's
 * to check.
 */
export function editMany(parts: EditParts, planId: number, { revision, ...wish }: BulkChange) {
  return editPlan(
    parts,
    planId,
    revision,
    { kind: 'bulk', ...wish },
    async (plan): Promise<Edit> => {
      refuseVisited(plan, wish.retailerIds)
      if (wish.action === 'exclude') return excludeShops(parts, plan, wish.retailerIds)
      if (wish.action === 'assign' || wish.action === 'add') return placeShops(parts, plan, wish)
      const stops = plan.tours.flatMap((tour) => tour.stops)
      const stopIds = stops
        .filter(({ retailerId }) => wish.retailerIds.includes(retailerId))
        .map(({ id }) => id)
      if (stopIds.length === 0) throw new Problem('input-invalid', 'none of the shops is in a tour')
      const on = wish.action === 'lock'
      return locksAfter(parts, plan, { stopIds, locks: wish.locks ?? [...allLocks], on })
    },
  )
}

function refuseVisited({ tours }: Plan, shops: readonly number[]): void {
  const stops = tours.flatMap((tour) => tour.stops)
  if (stops.some(({ retailerId, outcome }) => outcome !== null && shops.includes(retailerId)))
    throw new Problem('stop-visited')
}

async function excludeShops(parts: EditParts, plan: Plan, shops: readonly number[]): Promise<Edit> {
  const due = await dueOn(parts, plan.teamId, plan.day)
  const overdue = new Map(due.map((visit) => [visit.retailerId, visit.overdueDays]))
  const removed = shops.map((retailerId): Unassigned => ({
    retailerId,
    reason: 'REMOVED',
    overdueDays: overdue.get(retailerId) ?? 0,
  }))
  return {
    tours: plan.tours.filter(hasAny(shops)).map((tour) => without(tour, shops)),
    unassigned: [
      ...plan.unassigned.filter(({ retailerId }) => !shops.includes(retailerId)),
      ...removed,
    ],
  }
}

async function placeShops(
  { db }: EditParts,
  plan: Plan,
  { action, tourId, retailerIds }: BulkWish,
): Promise<Edit> {
  const placed = new Set(plan.tours.flatMap(({ stops }) => stops.map((stop) => stop.retailerId)))
  const moving = action === 'add' ? retailerIds.filter((id) => !placed.has(id)) : retailerIds
  const rows = await shopsById(db, moving)
  const to = plan.tours.find(({ id }) => id === tourId)
  if (action === 'assign' && !to) throw new Problem('not-found', 'no such tour in the plan')
  const wanted = new Map<number, Placing>()
  for (const tour of plan.tours)
    if (tour === to || hasAny(moving)(tour))
      wanted.set(tour.id, toPlacing(tour, without(tour, moving)))
  for (const row of rows) {
    const tour = to ?? tourFor(plan, row)
    const placing = wanted.get(tour.id) ?? toPlacing(tour, toWanted(tour))
    wanted.set(tour.id, passingBy(placing, row))
  }
  return {
    tours: [...wanted.values()].map(({ tour }) => tour),
    unassigned: plan.unassigned.filter(({ retailerId }) => !moving.includes(retailerId)),
  }
}

/** That of its manager; where they have none, the one that begins nearest. */
function tourFor({ tours }: Plan, { managerId, door }: ShopRow): Tour {
  const own = tours.find(({ personId }) => personId === managerId)
  const [nearest] = tours.toSorted(
    (a, b) => distanceMetres(a.start, door) - distanceMetres(b.start, door),
  )
  const tour = own ?? nearest
  if (!tour) throw new Problem('input-invalid', 'the plan has no tour')
  return tour
}

/** A tour that gets shops, with where its shops are. */
interface Placing {
  readonly tour: WantedTour
  readonly at: ReadonlyMap<number, LngLat>
  /** What was visited leads the tour, and nothing comes before it. */
  readonly firstFree: number
}

function toPlacing({ stops }: Tour, tour: WantedTour): Placing {
  return {
    tour,
    at: new Map(stops.map(({ retailerId, at }) => [retailerId, at])),
    firstFree: stops.findLastIndex(({ outcome }) => outcome !== null) + 1,
  }
}

/** The tour with a shop where, in a straight line, the detour is least. */
function passingBy({ tour, at, firstFree }: Placing, { retailerId, door }: ShopRow): Placing {
  const placeOf = (index: number) => at.get(tour.shops[index] ?? -1) ?? tour.start
  const detour = (position: number) => {
    const [before, after] = [placeOf(position - 1), placeOf(position)]
    return (
      distanceMetres(before, door) + distanceMetres(door, after) - distanceMetres(before, after)
    )
  }
  let best = firstFree
  for (let position = firstFree + 1; position <= tour.shops.length; position++)
    if (detour(position) < detour(best)) best = position
  return {
    tour: { ...tour, shops: tour.shops.toSpliced(best, 0, retailerId) },
    at: new Map([...at, [retailerId, door]]),
    firstFree,
  }
}

const hasAny = (shops: readonly number[]) => (tour: Tour) =>
  tour.stops.some(({ retailerId }) => shops.includes(retailerId))

function without(tour: Tour, shops: readonly number[]): WantedTour {
  const wanted = toWanted(tour)
  return { ...wanted, shops: wanted.shops.filter((id) => !shops.includes(id)) }
}
