import { Type, type Static } from 'typebox'
import { VisitPolicy } from './planning.ts'
import { Day } from './time.ts'

/** All policies of the installation, to be. */
export const NewPolicies = Type.Object({
  policies: Type.Array(Type.Omit(VisitPolicy, ['id']), { minItems: 1, maxItems: 100 }),
})
export type NewPolicies = Static<typeof NewPolicies>

/** What policies ask for within some days. */
export const OwedVisits = Type.Object({
  /** Those overdue at the beginning included. */
  visits: Type.Integer(),
  /** That they take at the shops. */
  minutes: Type.Integer(),
  /** Shops that no policy speaks of: they never fall due. */
  uncovered: Type.Integer(),
})
export type OwedVisits = Static<typeof OwedVisits>

export const TierEffect = Type.Object({
  tier: Type.Integer(),
  shops: Type.Integer(),
  before: OwedVisits,
  after: OwedVisits,
})
export type TierEffect = Static<typeof TierEffect>

/** What changed policies would make due, beside those that hold, before anything is saved. */
export const PolicyEffect = Type.Object({
  from: Day,
  until: Day,
  /** Those that have a shop, the highest first; shops without a tier are visited like the lowest. */
  tiers: Type.Array(TierEffect),
})
export type PolicyEffect = Static<typeof PolicyEffect>
