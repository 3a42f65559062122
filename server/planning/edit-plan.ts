import type { Plan, StopInsert, StopMove, Tour } from '../../shared/planning.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { dayClock } from './day-clock.ts'
import { dueOn } from './plan-day.ts'
import { planById, planHead, type PlanHead, type Unassigned } from './queries.ts'
import { retimeTours, type RetimeParts, type WantedTour } from './retime-tours.ts'
import { claimDraft, saveTours, saveUnassigned } from './write-queries.ts'

export type EditParts = RetimeParts

/**
 * Claims a draft at the revision the caller saw.
 * @throws Problem not-found, plan-published, plan-changed
 */
export async function requireDraft(db: Db, id: number, revision: number): Promise<PlanHead> {
  const claimed = await claimDraft(db, id, revision)
  if (claimed) return claimed
  throw refusalOf(await planHead(db, id))
}

function refusalOf(found: Pick<PlanHead, 'status'> | undefined): Problem {
  if (!found) return new Problem('not-found', 'no such plan')
  return new Problem(found.status === 'draft' ? 'plan-changed' : 'plan-published')
}

/** Puts a stop of a draft at a place of one of its tours. */
export function moveStop(parts: EditParts, planId: number, stopId: number, move: StopMove) {
  return editPlan(parts, planId, move.revision, (plan) => {
    const from = tourWith(plan, stopId)
    const shop = unvisitedShop(from, stopId)
    const to = tourById(plan, move.tourId)
    const rest = toWanted(from, without(from, shop))
    const target = to.id === from.id ? rest : toWanted(to, shopsOf(to))
    const changed = insertAt(target, shop, move.position)
    return { tours: to.id === from.id ? [changed] : [rest, changed] }
  })
}

/** Adds a shop that is in no tour of the draft yet. Who may see the shop is the caller's to check. */
export function insertStop(parts: EditParts, planId: number, insert: StopInsert) {
  return editPlan(parts, planId, insert.revision, (plan) => {
    const { retailerId, position } = insert
    if (plan.tours.some((tour) => shopsOf(tour).includes(retailerId)))
      throw new Problem('input-invalid', 'the shop is in a tour already: move its stop')
    const tour = tourById(plan, insert.tourId)
    return {
      tours: [insertAt(toWanted(tour, shopsOf(tour)), retailerId, position)],
      unassigned: plan.unassigned.filter((entry) => entry.retailerId !== retailerId),
    }
  })
}

/** Takes a stop out of a draft; the shop is listed as left out by hand. */
export function removeStop(parts: EditParts, planId: number, stopId: number, revision: number) {
  return editPlan(parts, planId, revision, async (plan) => {
    const tour = tourWith(plan, stopId)
    const shop = unvisitedShop(tour, stopId)
    const [due] = await dueOn(parts, plan.teamId, plan.day, shop)
    const removed: Unassigned = {
      retailerId: shop,
      reason: 'REMOVED',
      overdueDays: due?.overdueDays ?? 0,
    }
    return {
      tours: [toWanted(tour, without(tour, shop))],
      unassigned: [...plan.unassigned, removed],
    }
  })
}

interface Edit {
  readonly tours: readonly WantedTour[]
  readonly unassigned?: readonly Unassigned[]
}

/**
 * One change of a draft by hand: all of it or nothing. The road engine is asked before the transaction, so that nobody
 * else waits for it; the revision says that nothing was changed meanwhile.
 */
async function editPlan(
  parts: EditParts,
  planId: number,
  revision: number,
  change: (plan: Plan) => Edit | Promise<Edit>,
): Promise<void> {
  const { db, timeZone } = parts
  const plan = await planById(db, planId)
  if (plan?.status !== 'draft' || plan.revision !== revision) throw refusalOf(plan)
  const { tours, unassigned } = await change(plan)
  const timed = await retimeTours(parts, plan, tours)
  await db.transaction().execute(async (trx) => {
    await requireDraft(trx, planId, revision)
    await saveTours(trx, planId, timed, dayClock(plan.day, timeZone))
    if (unassigned) await saveUnassigned(trx, planId, unassigned.map(toUnassigned))
  })
}

/** Only what is kept: names and places are the shop's own. */
function toUnassigned({ retailerId, reason, overdueDays }: Unassigned): Unassigned {
  return { retailerId, reason, overdueDays }
}

function tourById(plan: Plan, id: number): Tour {
  const tour = plan.tours.find((one) => one.id === id)
  if (!tour) throw new Problem('not-found', 'no such tour in the plan')
  return tour
}

function tourWith(plan: Plan, stopId: number): Tour {
  const tour = plan.tours.find(({ stops }) => stops.some(({ id }) => id === stopId))
  if (!tour) throw new Problem('not-found', 'no such stop in the plan')
  return tour
}

function unvisitedShop(tour: Tour, stopId: number): number {
  const stop = tour.stops.find(({ id }) => id === stopId)
  if (!stop) throw new Problem('not-found', 'no such stop in the plan')
  if (stop.outcome !== null) throw new Problem('stop-visited')
  return stop.retailerId
}

const shopsOf = ({ stops }: Tour) => stops.map(({ retailerId }) => retailerId)
const without = (tour: Tour, shop: number) => shopsOf(tour).filter((id) => id !== shop)

function toWanted({ personId, start }: Tour, shops: readonly number[]): WantedTour {
  return { personId, start, shops }
}

function insertAt(tour: WantedTour, shop: number, position: number): WantedTour {
  if (position > tour.shops.length)
    throw new Problem('input-invalid', `the tour has no place ${String(position)}`)
  return { ...tour, shops: tour.shops.toSpliced(position, 0, shop) }
}
