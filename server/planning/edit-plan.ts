import type { RepairRequest } from '../../shared/plan-why.ts'
import type { ShopLock } from '../../shared/locks.ts'
import type { Plan, StopInsert, StopMove, StopRemoval, Tour } from '../../shared/planning.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { dayClock } from './day-clock.ts'
import { dueOn } from './plan-day.ts'
import { planById, planHead, type PlanHead, type Unassigned } from './queries.ts'
import { retimeTours, type RetimeParts, type WantedTour } from './retime-tours.ts'
import { claimDraft, saveTours, saveUnassigned } from './write-queries.ts'

export type EditParts = RetimeParts

/**
 * Claims a draft for somebody who saw it at a revision.
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

/**
 * A draft as it is now, for somebody who saw it at a revision.
 * @throws Problem not-found, plan-published, plan-changed
 */
export async function readDraft(db: Db, id: number, revision: number): Promise<Plan> {
  const head = await planHead(db, id)
  const plan = await planById(db, id)
  if (head?.status !== 'draft' || plan?.revision !== head.revision) throw refusalOf(head)
  if (revision < head.editedRevision || revision > head.revision) throw refusalOf(head)
  return plan
}

/** Puts a stop of a draft at a place of one of its tours. */
export function moveStop(parts: EditParts, planId: number, stopId: number, move: StopMove) {
  return editPlan(parts, planId, move.revision, (plan) => {
    const to = tourById(plan, move.tourId)
    const found = findStop(plan, stopId, move.retailerId)
    if (!found) return addShop(plan, to, requireLeftOut(plan, move.retailerId), move)
    const { tour: from, shop } = found
    const rest = without(from, shop)
    const target = to.id === from.id ? rest : toWanted(to)
    const changed = insertAt(target, shop, placeIn(plan, target, move))
    return { tours: to.id === from.id ? [changed] : [rest, changed] }
  })
}

/** Adds a shop that is in no tour of the draft yet. Who may see the shop is the caller's to check. */
export function insertStop(parts: EditParts, planId: number, insert: StopInsert) {
  return editPlan(parts, planId, insert.revision, (plan) => {
    const { retailerId, tourId } = insert
    if (plan.tours.some((tour) => shopsOf(tour).includes(retailerId)))
      throw new Problem('input-invalid', 'the shop is in a tour already: move its stop')
    return addShop(plan, tourById(plan, tourId), retailerId, insert)
  })
}

/** Takes a stop out of a draft; the shop is listed as left out by hand. */
export function removeStop(
  parts: EditParts,
  planId: number,
  stopId: number,
  { revision, retailerId }: StopRemoval,
) {
  return editPlan(parts, planId, revision, async (plan) => {
    const found = findStop(plan, stopId, retailerId)
    const shop = found?.shop ?? requireLeftOut(plan, retailerId)
    const removed = await removedShop(parts, plan, shop)
    return {
      tours: found ? [without(found.tour, shop)] : [],
      unassigned: [...plan.unassigned.filter((entry) => entry.retailerId !== shop), removed],
    }
  })
}

/** Puts a shop that is in no tour where a repair says; another may have to make way, and is listed as left out by hand. */
export function applyRepair(parts: EditParts, planId: number, repair: RepairRequest) {
  return editPlan(parts, planId, repair.revision, async (plan) => {
    const { retailerId, tourId, insteadOf } = repair
    const to = tourById(plan, tourId)
    if (plan.tours.some((tour) => shopsOf(tour).includes(retailerId)))
      throw new Problem('plan-changed', 'the shop is in a tour already')
    const leaving = insteadOf === undefined ? undefined : findStop(plan, NaN, insteadOf)
    if (insteadOf !== undefined && leaving?.tour.id !== tourId)
      throw new Problem('plan-changed', 'the stop that was to make way is not in that tour')
    const target = leaving ? without(to, leaving.shop) : toWanted(to)
    const removed = leaving ? [await removedShop(parts, plan, leaving.shop)] : []
    const left = plan.unassigned.filter((entry) => entry.retailerId !== retailerId)
    return {
      tours: [insertAt(target, retailerId, placeIn(plan, target, repair))],
      unassigned: [...left, ...removed],
    }
  })
}

export interface Edit {
  readonly tours: readonly WantedTour[]
  readonly unassigned?: readonly Unassigned[]
  /** Of all shops, where they change. */
  readonly locks?: ReadonlyMap<number, ShopLock>
}

/**
 * One change of a draft by hand: all of it or nothing. The road engine is asked before the transaction, so that nobody
 * else waits for it; the revision says that nothing was changed meanwhile.
 */
export async function editPlan(
  parts: EditParts,
  planId: number,
  revision: number,
  change: (plan: Plan) => Edit | Promise<Edit>,
): Promise<void> {
  const { db, timeZone } = parts
  const plan = await readDraft(db, planId, revision)
  const { tours, unassigned, locks } = await change(plan)
  const timed = await retimeTours(parts, plan, tours, locks)
  await db.transaction().execute(async (trx) => {
    const claimed = await requireDraft(trx, planId, revision)
    // A run that began meanwhile has moved what was read.
    if (claimed.revision !== plan.revision + 1) throw new Problem('plan-changed')
    await saveTours(trx, planId, timed, dayClock(plan.day, timeZone))
    if (unassigned) await saveUnassigned(trx, planId, unassigned.map(toUnassigned))
  })
}

async function removedShop(
  parts: EditParts,
  { teamId, day }: Plan,
  retailerId: number,
): Promise<Unassigned> {
  const [due] = await dueOn(parts, teamId, day, retailerId)
  return { retailerId, reason: 'REMOVED', overdueDays: due?.overdueDays ?? 0 }
}

function addShop(plan: Plan, to: Tour, shop: number, wanted: WantedPlace): Edit {
  const target = toWanted(to)
  return {
    tours: [insertAt(target, shop, placeIn(plan, target, wanted))],
    unassigned: plan.unassigned.filter(({ retailerId }) => retailerId !== shop),
  }
}

/** Only what is kept: names and places are the shop's own. */
export function toUnassigned({ retailerId, reason, overdueDays, lock }: Unassigned): Unassigned {
  return { retailerId, reason, overdueDays, ...(lock ? { lock } : {}) }
}

function tourById(plan: Plan, id: number): Tour {
  const tour = plan.tours.find((one) => one.id === id)
  if (!tour) throw new Problem('not-found', 'no such tour in the plan')
  return tour
}

/**
 * The tour and shop of a stop, also of one that a run left out and put in again.
 * @throws Problem stop-visited
 */
function findStop(
  { tours }: Plan,
  stopId: number,
  shop: number | undefined,
): { tour: Tour; shop: number } | undefined {
  for (const tour of tours)
    for (const { id, retailerId, outcome } of tour.stops)
      if (id === stopId || retailerId === shop) {
        if (outcome !== null) throw new Problem('stop-visited')
        return { tour, shop: retailerId }
      }
  return undefined
}

/** The shop of a stop that a run has left out since it was seen. */
function requireLeftOut({ unassigned }: Plan, shop: number | undefined): number {
  if (shop === undefined || !unassigned.some(({ retailerId }) => retailerId === shop))
    throw new Problem('not-found', 'no such stop in the plan')
  return shop
}

const shopsOf = ({ stops }: Tour) => stops.map(({ retailerId }) => retailerId)

export function toWanted(tour: Tour): WantedTour {
  return { personId: tour.personId, start: tour.start, shops: shopsOf(tour) }
}

function without(tour: Tour, shop: number): WantedTour {
  return { ...toWanted(tour), shops: shopsOf(tour).filter((id) => id !== shop) }
}

interface WantedPlace {
  readonly revision: number
  readonly position: number
}

/** The place in a tour that somebody means: what a run saved since they saw it may have shortened the tour. */
function placeIn(plan: Plan, { shops }: WantedTour, { revision, position }: WantedPlace): number {
  if (revision < plan.revision) return Math.min(position, shops.length)
  if (position <= shops.length) return position
  throw new Problem('input-invalid', `the tour has no place ${String(position)}`)
}

function insertAt(tour: WantedTour, shop: number, position: number): WantedTour {
  return { ...tour, shops: tour.shops.toSpliced(position, 0, shop) }
}
