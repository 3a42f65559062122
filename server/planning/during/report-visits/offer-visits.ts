import type { LngLat } from '../../../../shared/geo.ts'
import type { Report } from '../../../../shared/reports.ts'
import type { ReportVisitOffer, ReportVisits } from '../../../../shared/report-visits.ts'
import { addDays, dayOf } from '../../../../shared/time.ts'
import { placeOfReport } from '../../../reports/index.ts'
import type { PlanningParts } from '../../plan-day.ts'
import { planById } from '../../queries.ts'
import type { Sighting } from '../next-stop.ts'
import { priceVisit } from './price-visit.ts'
import { plannedVisits, toursNear, type Ahead } from './visit-queries.ts'

/** So many of the tours closest in a straight line are asked for their price, of today and of the days after. */
const NEAR_TOURS = 4
const DAYS_AHEAD = 7

export interface VisitParts extends PlanningParts {
  readonly sightings: (teamId: number) => Promise<readonly Sighting[]>
}

/** Of whom, and when. */
export interface Asked {
  readonly teamIds: readonly number[] | undefined
  readonly now: Date
}

/**
 * Who is on the way to look at a report, or else who could: on tours of today in force and of the days to come.
 * @throws Problem road-engine-unavailable
 */
export async function offerVisits(
  parts: VisitParts,
  report: Pick<Report, 'id'> & { at: LngLat },
  asked: Asked,
): Promise<ReportVisits> {
  const ahead = aheadOf(parts, asked)
  const planned = await visitsPlanned(parts, report.id, asked)
  if (planned.length > 0) return { planned, offers: [] }
  const near = await toursNear(parts.db, report.at, ahead, NEAR_TOURS)
  const planIds = [...new Set(near.map(({ planId }) => planId))]
  const offers: ReportVisitOffer[] = []
  // One after the other: each asks for all ways between its places.
  for (const planId of planIds) {
    const personIds = near.flatMap((tour) => (tour.planId === planId ? [tour.personId] : []))
    offers.push(...(await offersOf(parts, planId, { at: report.at, personIds, now: asked.now })))
  }
  const isLater = ({ day }: ReportVisitOffer) => Number(day > ahead.today)
  return {
    planned,
    offers: offers.toSorted((a, b) => isLater(a) - isLater(b) || a.seconds - b.seconds),
  }
}

/** Who is to look already, of whatever team. */
export async function visitsPlanned(parts: VisitParts, reportId: string, { now }: Asked) {
  const placeId = await placeOfReport(parts.db, reportId)
  if (placeId === undefined) return []
  return plannedVisits(parts.db, placeId, aheadOf(parts, { teamIds: undefined, now }))
}

function aheadOf({ timeZone }: VisitParts, { teamIds, now }: Asked): Ahead {
  const today = dayOf(now, timeZone)
  return { teamIds, today, last: addDays(today, DAYS_AHEAD) }
}

async function offersOf(
  parts: VisitParts,
  planId: number,
  { now, ...asked }: { at: LngLat; personIds: readonly number[]; now: Date },
): Promise<ReportVisitOffer[]> {
  const plan = await planById(parts.db, planId)
  // What is being searched through would be another plan in a second.
  if (!plan || plan.run !== null) return []
  const present = { now, sightings: await parts.sightings(plan.teamId) }
  const { rest, visits } = await priceVisit(parts, plan, { ...asked, present })
  return visits.flatMap(({ after, ...visit }): ReportVisitOffer[] => {
    const stop = after.tour.stops[visit.position]
    if (!stop || after.tour.ends === null) return []
    const { revision, day, status } = plan
    const arrivesAt = rest.clock.instantOf(stop.arrives)
    const endsAt = rest.clock.instantOf(after.tour.ends)
    return [{ planId, revision, day, status, ...visit, arrivesAt, endsAt }]
  })
}
