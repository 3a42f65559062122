import type { RepairRequest } from '../../shared/plan-why.ts'
import type { PlanEdit } from '../../shared/plan-edits.ts'
import type { Plan, StopInsert, StopMove, StopRemoval, Tour } from '../../shared/planning.ts'
import type { Db } from '../platform/database/index.ts'
import { Problem } from '../platform/problem.ts'
import { dayClock } from './day-clock.ts'
import { dueOn } from './plan-day.ts'
import { planById, planHead, type PlanHead, type Unassigned } from './queries.ts'
import { retimeTours, type RetimeParts, type WantedTour } from './retime-tours.ts'
import { placedLocks } from './locks/lock-placed.ts'
import { differenceOf, subjectOf } from './proposals/weigh-edit.ts'
import { addProposal } from './proposals/proposal-queries.ts'
import { addStep, addTouch, wasTouched, type StepKind } from './steps/step-queries.ts'
import { stateOf } from './steps/tour-state.ts'
import type { TimedTour } from './time-tour.ts'
import { insertAt, shopsOf, toUnassigned, toWanted, without, type Edit } from './wanted-edit.ts'
import { claimDraft, saveTours, saveUnassigned } from './write-queries.ts'

export interface EditParts extends RetimeParts {
  /** Who makes the change. */
  readonly by?: number | null
  /** Whether what the change puts somewhere is locked there: a search is to go on from it. */
  readonly locksPlaced?: boolean
}

/** 'proposed': it contradicts a change that its author had not seen, and waits until somebody decides. */
export type EditOutcome = 'made' | 'proposed'

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
  const { revision, ...place } = move
  const edit: PlanEdit = { kind: 'move', stopId, ...place }
  return editPlan(parts, planId, revision, edit, (plan) => {
    const to = tourById(plan, move.tourId)
    const found = findStop(plan, stopId, move.retailerId)
    if (!found) {
      const shop = requireLeftOut(plan, move.retailerId)
      return { ...addShop(parts, plan, to, shop, move), isContested: true }
    }
    const { tour: from, shop } = found
    const rest = without(from, shop)
    const target = to.id === from.id ? rest : toWanted(to)
    const changed = insertAt(target, shop, placeIn(plan, target, move))
    const tours = to.id === from.id ? [changed] : [rest, changed]
    return { tours, ...placedLocks(parts, plan, { tour: changed, shop, at: move.at }) }
  })
}

/** Adds a shop that is in no tour of the draft yet. Who may see the shop is the caller's to check. */
export function insertStop(parts: EditParts, planId: number, insert: StopInsert) {
  const { revision, ...place } = insert
  return editPlan(parts, planId, revision, { kind: 'insert', ...place }, (plan) => {
    const { retailerId, tourId } = insert
    if (plan.tours.some((tour) => shopsOf(tour).includes(retailerId)))
      throw new Problem('input-invalid', 'the shop is in a tour already: move its stop')
    return addShop(parts, plan, tourById(plan, tourId), retailerId, insert)
  })
}

/** Takes a stop out of a draft; the shop is listed as left out by hand. */
export function removeStop(
  parts: EditParts,
  planId: number,
  stopId: number,
  { revision, retailerId }: StopRemoval,
) {
  const edit: PlanEdit = {
    kind: 'remove',
    stopId,
    ...(retailerId === undefined ? {} : { retailerId }),
  }
  return editPlan(parts, planId, revision, edit, async (plan) => {
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
  return editPlan(parts, planId, repair.revision, 'repair', async (plan) => {
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

/** No person: a proposal changes no tour. */
const NOBODY = 0

/** So often is a change made anew on what another change, or a run, has just left. */
const ATTEMPTS = 5

/**
 * One change of a draft by hand: all of it or nothing, and one step to take back. The road engine is asked before the
 * transaction, so that nobody else waits for it; the revision says whether anything was changed meanwhile. Whoever saw an
 * older plan changes the present one where nobody touched the same tours, and else makes a proposal.
 * @param edit the change as it can be kept, or only its kind: that is refused when the plan has changed
 */
export async function editPlan(
  parts: EditParts,
  planId: number,
  revision: number,
  edit: PlanEdit | StepKind,
  change: (plan: Plan) => Edit | Promise<Edit>,
): Promise<EditOutcome> {
  for (let attempt = 1; ; attempt++) {
    const { plan, lastEdit } = await readEdited(parts.db, planId, revision)
    const wish = await change(plan)
    const timed = await retimeTours(parts, plan, wish.tours, wish.locks)
    const outcome = await parts.db
      .transaction()
      .execute((trx) =>
        saveEdit(trx, parts, { plan, seen: { revision, lastEdit }, edit, wish, timed }),
      )
    if (outcome !== 'overtaken') return outcome
    if (attempt === ATTEMPTS) throw new Problem('plan-changed')
  }
}

async function removedShop(
  parts: EditParts,
  { teamId, day }: Plan,
  retailerId: number,
): Promise<Unassigned> {
  const [due] = await dueOn(parts, teamId, day, retailerId)
  return { retailerId, reason: 'REMOVED', overdueDays: due?.overdueDays ?? 0 }
}

interface TimedEdit {
  readonly plan: Plan
  /** What its author saw, and the revision that the last change left. */
  readonly seen: { readonly revision: number; readonly lastEdit: number }
  readonly edit: PlanEdit | StepKind
  readonly wish: Edit
  readonly timed: readonly TimedTour[]
}

async function saveEdit(
  trx: Db,
  { by = null, timeZone }: EditParts,
  { plan, seen, edit, wish, timed }: TimedEdit,
): Promise<EditOutcome | 'overtaken'> {
  const { id } = plan
  const claimed = await claimDraft(trx, id, plan.revision)
  if (claimed?.revision !== plan.revision + 1) {
    const head = await planHead(trx, id)
    if (head?.status !== 'draft') throw refusalOf(head)
    return 'overtaken'
  }
  const personIds = wish.tours.map(({ personId }) => personId)
  if (seen.revision < seen.lastEdit) {
    if (typeof edit === 'string') throw new Problem('plan-changed')
    if (wish.isContested === true || (await wasTouched(trx, id, seen, personIds))) {
      const about = subjectOf(plan, edit)
      await addProposal(trx, id, by, { edit, ...about }, differenceOf(plan, timed))
      await addTouch(trx, id, claimed.revision, [NOBODY])
      return 'proposed'
    }
  }
  const kind = typeof edit === 'string' ? edit : edit.kind
  await addStep(trx, id, stateOf(plan, timeZone), { kind, by })
  await addTouch(trx, id, claimed.revision, personIds)
  await saveTours(trx, id, timed, dayClock(plan.day, timeZone))
  if (wish.unassigned) await saveUnassigned(trx, id, wish.unassigned.map(toUnassigned))
  return 'made'
}

/** A draft as it is now, for a change by somebody who saw it then or before. */
async function readEdited(
  db: Db,
  id: number,
  revision: number,
): Promise<{ plan: Plan; lastEdit: number }> {
  const head = await planHead(db, id)
  if (head?.status !== 'draft' || revision > head.revision) throw refusalOf(head)
  const plan = await planById(db, id)
  if (plan?.revision !== head.revision) return readEdited(db, id, revision)
  return { plan, lastEdit: head.editedRevision }
}

function addShop(parts: EditParts, plan: Plan, to: Tour, shop: number, wanted: WantedPlace): Edit {
  const target = toWanted(to)
  const changed = insertAt(target, shop, placeIn(plan, target, wanted))
  return {
    tours: [changed],
    unassigned: plan.unassigned.filter(({ retailerId }) => retailerId !== shop),
    ...placedLocks(parts, plan, { tour: changed, shop, at: wanted.at }),
  }
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

interface WantedPlace {
  readonly revision: number
  readonly position: number
  readonly at?: string
}

/** The place in a tour that somebody means: what a run saved since they saw it may have shortened the tour. */
function placeIn(plan: Plan, { shops }: WantedTour, { revision, position }: WantedPlace): number {
  if (revision < plan.revision) return Math.min(position, shops.length)
  if (position <= shops.length) return position
  throw new Problem('input-invalid', `the tour has no place ${String(position)}`)
}
