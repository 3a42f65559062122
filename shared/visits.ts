import { Type, type Static } from 'typebox'
import { LngLat } from './geo.ts'
import { visitFindings } from './reports.ts'
import { Nullable } from './schema.ts'
import { Instant } from './time.ts'

export const visitOutcomes = ['open', 'done', 'skipped'] as const
export const VisitOutcome = Type.Enum(visitOutcomes)
export type VisitOutcome = (typeof visitOutcomes)[number]

export const skipReasons = ['closed', 'absent', 'refused', 'no-time', 'other'] as const

/** What happened at a shop: check-in, check-out, or a skip with its reason. */
export const Visit = Type.Object({
  id: Type.String({ format: 'uuid' }),
  retailerId: Type.Integer(),
  personId: Type.Integer(),
  stopId: Nullable(Type.Integer()),
  arrivedAt: Instant,
  leftAt: Nullable(Instant),
  outcome: VisitOutcome,
  skipReason: Nullable(Type.String()),
  /** From the phone to the shop at check-in; null when the phone had no fix. */
  distanceMetres: Nullable(Type.Number()),
  observations: Type.Record(Type.String(), Type.Unknown()),
})
export type Visit = Static<typeof Visit>

/** The phone makes the id, so that a repeated delivery stores nothing twice. */
export const CheckIn = Type.Object({
  id: Type.String({ format: 'uuid' }),
  retailerId: Type.Integer(),
  stopId: Type.Optional(Type.Integer()),
  arrivedAt: Instant,
  at: Type.Optional(LngLat),
  accuracyMetres: Type.Optional(Type.Number({ minimum: 0 })),
})
export type CheckIn = Static<typeof CheckIn>

export const CheckOut = Type.Object({
  leftAt: Instant,
  /** At a place that a report is about. Without it the desk decides. */
  finding: Type.Optional(Type.Enum(visitFindings)),
  observations: Type.Optional(
    Type.Object({
      stockCartons: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
      satisfaction: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
      note: Type.Optional(Type.String({ maxLength: 500 })),
    }),
  ),
})
export type CheckOut = Static<typeof CheckOut>

export const Skip = Type.Object({
  id: Type.String({ format: 'uuid' }),
  retailerId: Type.Integer(),
  stopId: Type.Optional(Type.Integer()),
  at: Instant,
  reason: Type.Enum(skipReasons),
})
export type Skip = Static<typeof Skip>
