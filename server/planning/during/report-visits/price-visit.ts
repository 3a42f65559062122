import type { LngLat } from '../../../../shared/geo.ts'
import type { Plan } from '../../../../shared/planning.ts'
import type { TourShop } from '../../day-problem.ts'
import type { PlanningParts } from '../../plan-day.ts'
import { toTourShop } from '../../tour-day.ts'
import { hand, type Handed } from '../find-reliefs.ts'
import { countBroken, withStopPlaced } from '../place-stop.ts'
import { posePresent, type PresentDay } from '../pose-present.ts'
import { readRest, type Present, type RestOfDay } from '../read-rest.ts'

/** Stands for the place of a report while it has no row yet. */
export const NEW_PLACE = -1

/** The place in somebody's tour where looking costs least, and the tour then. */
export interface PricedVisit {
  readonly personId: number
  readonly position: number
  readonly seconds: number
  readonly metres: number
  readonly after: Handed
}

/** The present day of some people, with what it costs each to look at a report on the way. */
export interface PricedDay {
  readonly posed: PresentDay
  readonly rest: RestOfDay
  readonly visits: readonly PricedVisit[]
}

/**
 * Prices a visit at a point in tours of a plan, from where their people are now, by road. Nobody looks for whom that
 * would break a rule which the tour keeps so far, nor who does not work.
 * @throws Problem road-engine-unavailable
 */
export async function priceVisit(
  parts: PlanningParts,
  plan: Plan,
  { at, personIds, present }: { at: LngLat; personIds: readonly number[]; present: Present },
): Promise<PricedDay> {
  const all = await readRest(parts, plan, present)
  const isAsked = ({ personId }: { personId: number }) => personIds.includes(personId)
  const rest = { ...all, people: all.people.filter(isAsked) }
  const posed = await posePresent(parts.travel, plan, rest, { more: [placeAt(at, personIds)] })
  const place = posed.day.shops.length - 1
  const visits = [...posed.underway].flatMap(([personId, underway]): PricedVisit[] => {
    const placed = withStopPlaced(posed, underway, place)
    if (!placed) return []
    const [before, after] = [hand(posed, underway), hand(posed, placed)]
    if (countBroken(after.tour) > countBroken(before.tour)) return []
    const position = placed.order.indexOf(place)
    const seconds = Math.round(after.tour.travelSeconds - before.tour.travelSeconds)
    const metres = Math.round(after.tour.metres - before.tour.metres)
    return [{ personId, position, seconds, metres, after }]
  })
  return { posed, rest, visits }
}

/** As a shop of which no policy says anything. */
function placeAt(at: LngLat, offeredTo: readonly number[]): TourShop {
  const rhythm = {
    orderWeekday: null,
    deliveryWeekday: null,
    usualWeekdays: [],
    closedWeekdays: [],
  }
  const kind = { tier: null, format: 'other', conduct: null } as const
  const row = { retailerId: NEW_PLACE, door: at, managerId: null, ...kind, ...rhythm }
  return { ...toTourShop(row, [], 0), offeredTo }
}
