import { Type, type Static } from 'typebox'
import { planStatuses } from './planning.ts'
import { Day, Instant } from './time.ts'

const inTour = {
  planId: Type.Integer(),
  personId: Type.Integer(),
  day: Day,
  /** 'draft': of a day to come, which nobody was told of yet. */
  status: Type.Enum(planStatuses),
  arrivesAt: Instant,
}

/** Where somebody could look at what a report is about on their way. */
export const ReportVisitOffer = Type.Object({
  ...inTour,
  /** Of the plan. */
  revision: Type.Integer(),
  position: Type.Integer(),
  /** More on the way. */
  seconds: Type.Integer(),
  metres: Type.Integer(),
  endsAt: Instant,
})
export type ReportVisitOffer = Static<typeof ReportVisitOffer>

export const PlannedReportVisit = Type.Object(inTour)
export type PlannedReportVisit = Static<typeof PlannedReportVisit>

/** Who is to look, today or on a day to come; as long as nobody is, who could. */
export const ReportVisits = Type.Object({
  planned: Type.Array(PlannedReportVisit),
  /** Those of today first, each group with the least way first. */
  offers: Type.Array(ReportVisitOffer),
})
export type ReportVisits = Static<typeof ReportVisits>

/** An offer, as it was made. */
export const ReportVisitChoice = Type.Pick(ReportVisitOffer, [
  'planId',
  'revision',
  'personId',
  'position',
  'seconds',
])
export type ReportVisitChoice = Static<typeof ReportVisitChoice>
