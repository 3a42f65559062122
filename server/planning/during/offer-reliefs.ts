import type { Plan } from '../../../shared/planning.ts'
import type { Relief } from '../../../shared/reliefs.ts'
import type { PlanningParts } from '../plan-day.ts'
import { findReliefs, hand, type FoundRelief } from './find-reliefs.ts'
import { posePresent, type PresentDay } from './pose-present.ts'
import { leftOf, requirePublished, tourOfPerson } from './pose-rest.ts'
import { readRest, type Present } from './read-rest.ts'
import { saveReliefs, type KeptOffer } from './relief-queries.ts'

/**
 * What could be done for somebody who is late, kept so that it can be confirmed.
 * @throws Problem plan-not-published, not-found, road-engine-unavailable
 */
export async function offerReliefs(
  parts: PlanningParts,
  plan: Plan,
  personId: number,
  present: Present,
): Promise<Relief[]> {
  requirePublished(plan)
  const open = leftOf(tourOfPerson(plan, personId))
  const rest = await readRest(parts, plan, present)
  const posed = await posePresent(parts.travel, plan, rest, { open })
  const underway = posed.underway.get(personId)
  const lateNow = underway ? Math.round(hand(posed, underway).lateness) : 0
  const offers = findReliefs(posed, personId).map((found) => ({
    helperId: found.helperId,
    offer: toOffer(posed, found, lateNow),
  }))
  const of = { planId: plan.id, revision: plan.revision, personId, madeAt: present.now }
  const ids = await parts.db.transaction().execute((trx) => saveReliefs(trx, of, offers))
  return offers.map(({ helperId, offer: { order: _, ...told } }, index) => ({
    ...{ id: ids[index] ?? 0, personId, helperId },
    ...told,
  }))
}

function toOffer(posed: PresentDay, found: FoundRelief, lateNow: number): KeptOffer {
  const { plan, rest, day } = posed
  const known = plan.tours.flatMap(({ stops }) => stops)
  const stops = found.moved.flatMap((id) => {
    const stop = known.find(({ retailerId }) => retailerId === id)
    const timed = found.helper.tour.stops.find(({ retailerId }) => retailerId === id)
    if (!stop || !timed) return []
    const { retailerId, name, address } = stop
    return [{ retailerId, name, address, arrivesAt: rest.clock.instantOf(timed.arrives) }]
  })
  return {
    ...{ stops, seconds: Math.round(found.seconds), metres: Math.round(found.metres) },
    lateNow,
    lateThen: Math.round(found.late.lateness),
    helperLate: Math.round(found.helper.lateness),
    order: found.helper.underway.order.flatMap((index) => day.shops[index]?.retailerId ?? []),
  }
}
