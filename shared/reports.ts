import { Type, type Static } from 'typebox'
import { LngLat } from './geo.ts'
import { Nullable } from './schema.ts'
import { Instant } from './time.ts'

export const reportStatuses = [
  'submitted',
  'accepted',
  'rejected',
  'duplicate',
  'assigned',
  'on-site',
  'verified',
  'closed',
] as const
export const ReportStatus = Type.Enum(reportStatuses)
export type ReportStatus = (typeof reportStatuses)[number]

export const reportOutcomes = [
  'not-found',
  'licensed-after-all',
  'guided-to-apply',
  'warned',
  'transferred-market-regulation',
  'case-opened',
  'transferred-police',
] as const
export const ReportOutcome = Type.Enum(reportOutcomes)
export type ReportOutcome = (typeof reportOutcomes)[number]

/** What whoever looks on their tour can settle; the rest takes an inspector or the desk. */
export const visitFindings = [
  'not-found',
  'licensed-after-all',
  'guided-to-apply',
  'warned',
] as const satisfies ReportOutcome[]
export type VisitFinding = (typeof visitFindings)[number]

export const reportChannels = [
  'phone-12313',
  'phone-12345',
  'patrol',
  'public',
  'partner',
  'import',
] as const
export const ReportChannel = Type.Enum(reportChannels)

export const reportKinds = [
  'unlicensed-shop',
  'unlicensed-stall',
  'online',
  'counterfeit',
  'other',
] as const
export const ReportKind = Type.Enum(reportKinds)

const next: Record<ReportStatus, readonly ReportStatus[]> = {
  submitted: ['accepted', 'rejected', 'duplicate'],
  accepted: ['assigned', 'rejected', 'duplicate'],
  assigned: ['on-site', 'accepted', 'duplicate'],
  'on-site': ['verified', 'assigned'],
  verified: ['closed', 'on-site'],
  rejected: ['submitted'],
  duplicate: ['submitted'],
  closed: ['submitted'],
}

/** Statuses in which nothing more is expected of anybody. A report in any other is open. */
export const settledStatuses = ['closed', 'rejected', 'duplicate'] as const satisfies ReportStatus[]

/** Statuses in which nobody has looked yet, and somebody may be sent. */
export const visitable = ['submitted', 'accepted', 'assigned'] as const satisfies ReportStatus[]

export const isSettled = (status: ReportStatus): boolean =>
  settledStatuses.some((settled) => settled === status)

/** The statuses a report may move to; back to `submitted` from a settled one means reopened. */
export function nextStatuses(from: ReportStatus): readonly ReportStatus[] {
  return next[from]
}

/** An unlicensed-seller report as the desk sees it. Who reported is never in it. */
export const Report = Type.Object({
  id: Type.String({ format: 'uuid' }),
  code: Type.String(),
  channel: ReportChannel,
  kind: ReportKind,
  at: Nullable(LngLat),
  address: Nullable(Type.String()),
  description: Type.String(),
  quantityCartons: Nullable(Type.Integer()),
  occurredAt: Nullable(Instant),
  reportedAt: Instant,
  status: ReportStatus,
  outcome: Nullable(ReportOutcome),
  duplicateOf: Nullable(Type.String()),
  assigneeId: Nullable(Type.Integer()),
  areaId: Nullable(Type.Integer()),
  /** Raised by every step; a writer names the one it saw. */
  revision: Type.Integer(),
})
export type Report = Static<typeof Report>

/** Whether somebody can still be sent to look: nobody has been there yet, and it says where. */
export const mayBeVisited = ({ status, at }: Pick<Report, 'status' | 'at'>): boolean =>
  at !== null && visitable.some((one) => one === status)

export const ReportEvent = Type.Object({
  id: Type.Integer(),
  at: Instant,
  personId: Nullable(Type.Integer()),
  fromStatus: Nullable(ReportStatus),
  toStatus: ReportStatus,
  reason: Nullable(Type.String()),
  facts: Type.Record(Type.String(), Type.Unknown()),
})
export type ReportEvent = Static<typeof ReportEvent>

export const ReportFile = Type.Object({
  report: Report,
  events: Type.Array(ReportEvent),
  /** The nearest licensed shop, straight line; null without a position or any shop. */
  nearestRetailer: Nullable(
    Type.Object({ id: Type.Integer(), name: Nullable(Type.String()), metres: Type.Number() }),
  ),
  nearestSchoolMetres: Nullable(Type.Number()),
})
export type ReportFile = Static<typeof ReportFile>

export const ReportSearch = Type.Object({
  status: Type.Optional(ReportStatus),
  /** Only those that are not settled. */
  open: Type.Optional(Type.Boolean()),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
})
export type ReportSearch = Static<typeof ReportSearch>

export const NewReport = Type.Object({
  /** Made by the phone, so that a repeated delivery stores nothing twice. */
  id: Type.Optional(Type.String({ format: 'uuid' })),
  channel: ReportChannel,
  kind: ReportKind,
  at: Type.Optional(LngLat),
  address: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  description: Type.String({ maxLength: 2000 }),
  quantityCartons: Type.Optional(Type.Integer({ minimum: 0 })),
  occurredAt: Type.Optional(Instant),
})
export type NewReport = Static<typeof NewReport>

export const ReportMove = Type.Object({
  revision: Type.Integer(),
  status: ReportStatus,
  outcome: Type.Optional(ReportOutcome),
  assigneeId: Type.Optional(Type.Integer()),
  duplicateOf: Type.Optional(Type.String({ format: 'uuid' })),
  reason: Type.Optional(Type.String({ maxLength: 500 })),
})
export type ReportMove = Static<typeof ReportMove>
