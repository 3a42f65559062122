import { Type, type Static } from 'typebox'
import { LngLat } from './geo.ts'
import { Instant } from './time.ts'

/** One GPS reading of the sender's own phone. */
export const Fix = Type.Object({
  at: LngLat,
  fixAt: Instant,
  accuracyMetres: Type.Optional(Type.Number({ minimum: 0 })),
  speedMps: Type.Optional(Type.Number({ minimum: 0 })),
  /** Degrees clockwise from north. */
  heading: Type.Optional(Type.Number({ minimum: 0, maximum: 360 })),
  /** 0…1 */
  battery: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
})
export type Fix = Static<typeof Fix>

export const Fixes = Type.Object({ fixes: Type.Array(Fix, { minItems: 1, maxItems: 1000 }) })
export type Fixes = Static<typeof Fixes>

/** Sent only after the commit. The three add up to what was sent; quarantined ones are kept with their reason. */
export const Acceptance = Type.Object({
  stored: Type.Integer(),
  duplicate: Type.Integer(),
  quarantined: Type.Integer(),
})
export type Acceptance = Static<typeof Acceptance>

export const quarantineReasons = ['future', 'ancient', 'impossible-speed'] as const
export type QuarantineReason = (typeof quarantineReasons)[number]

/** The latest known fix of a person, as HTTP gives it. */
export const LatestPosition = Type.Object({
  personId: Type.Integer(),
  at: LngLat,
  fixAt: Instant,
  accuracyMetres: Type.Union([Type.Number(), Type.Null()]),
  speedMps: Type.Union([Type.Number(), Type.Null()]),
  heading: Type.Union([Type.Number(), Type.Null()]),
  battery: Type.Union([Type.Number(), Type.Null()]),
})
export type LatestPosition = Static<typeof LatestPosition>

/** Without a fix for this long a person is shown as stale, and after the second limit as lost. */
export const staleAfterSeconds = 120
export const lostAfterSeconds = 600

/** So far behind the published plan somebody is late. */
export const lateAfterSeconds = 15 * 60
