import type { Plan } from '../../../shared/planning.ts'
import { Problem } from '../../platform/problem.ts'
import type { PlanningParts } from '../plan-day.ts'
import { publishDraft, type Publication } from '../publish-plan.ts'
import { toUnassigned } from '../wanted-edit.ts'
import { addRestDraft, type Doer } from './add-rest-draft.ts'
import { hand, isFine, type Handed } from './find-reliefs.ts'
import { posePresent, type PresentDay } from './pose-present.ts'
import { asPublished, requirePublished } from './pose-rest.ts'
import { readRest, type Present } from './read-rest.ts'
import { reliefOf, type KeptRelief } from './relief-queries.ts'

/** By so much may the price have changed since it was told. */
export const SAME_PRICE_SECONDS = 300

/**
 * Puts what was offered to somebody late in force, as the next version of the plan.
 * @throws Problem relief-stale when people have come further, or the price is another by now; plan-not-published,
 * road-engine-unavailable
 */
export async function acceptRelief(
  parts: PlanningParts,
  plan: Plan,
  reliefId: number,
  { present, by }: { readonly present: Present; readonly by: Doer },
): Promise<Publication> {
  const { db, travel } = parts
  requirePublished(plan)
  const relief = await reliefOf(db, plan.id, reliefId)
  if (relief?.revision !== plan.revision) throw new Problem('relief-stale')
  const moved = relief.offer.stops.map(({ retailerId }) => retailerId)
  const rest = await readRest(parts, plan, present)
  const posed = await posePresent(travel, plan, rest, { open: moved })
  const { late, helper } = handOver(posed, relief, moved)
  const drawn = await posed.draw([late.tour, helper.tour])
  const changedDay = {
    ...{ plan, clock: rest.clock, by, action: 'plan:relieve' },
    tours: drawn.map((tour) => asPublished(tour, plan, rest)),
    unassigned: plan.unassigned.map(toUnassigned),
    facts: { personId: relief.personId, helperId: relief.helperId, stops: moved },
  }
  return db.transaction().execute(async (trx) => {
    const id = await addRestDraft(trx, changedDay)
    return publishDraft(trx, { id, revision: 1, instead: plan.id, by })
  })
}

/** Both tours as they become, at the present prices. */
function handOver(
  present: PresentDay,
  { personId, helperId, offer }: KeptRelief,
  moved: readonly number[],
): { late: Handed; helper: Handed } {
  const { underway, day } = present
  const [late, helper] = [underway.get(personId), underway.get(helperId)]
  if (!late || !helper) throw new Problem('relief-stale')
  const idOf = (index: number) => day.shops[index]?.retailerId ?? -1
  const isMoved = (index: number) => moved.includes(idOf(index))
  if (late.order.slice(late.firstFree).filter(isMoved).length < moved.length)
    throw new Problem('relief-stale', 'somebody was at, or is on the way to, one of the stops')
  const order = withMoved(helper.order.map(idOf), helper.firstFree, offer.order, moved)
  const indexOf = new Map(day.shops.map(({ retailerId }, index) => [retailerId, index]))
  const before = hand(present, late).tour.travelSeconds + hand(present, helper).tour.travelSeconds
  const after = {
    late: hand(present, { ...late, order: late.order.filter((index) => !isMoved(index)) }),
    helper: hand(present, { ...helper, order: order.flatMap((id) => indexOf.get(id) ?? []) }),
  }
  const seconds = after.late.tour.travelSeconds + after.helper.tour.travelSeconds - before
  if (!isFine(after.helper) || Math.abs(seconds - offer.seconds) > SAME_PRICE_SECONDS)
    throw new Problem('relief-stale', 'it would cost more by now')
  return after
}

/** The helper's shops with those moved where they were offered, provided that nobody is past that place. */
function withMoved(
  order: readonly number[],
  firstFree: number,
  offered: readonly number[],
  moved: readonly number[],
): number[] {
  const been = order.slice(0, firstFree)
  const ahead = offered.filter((id) => !been.includes(id))
  const first = offered.findIndex((id) => moved.includes(id))
  const isPast = been.some((id) => offered.indexOf(id) > first)
  const known = new Set([...order.slice(firstFree), ...moved])
  const isSame = ahead.length === known.size && ahead.every((id) => known.has(id))
  if (isPast || !isSame) throw new Problem('relief-stale', 'the colleague has come further')
  return [...been, ...ahead]
}
