import { Type, type Static } from 'typebox'
import { LngLat } from './geo.ts'
import { ProfileName } from './roads.ts'

/** Both ends belong to it: seconds of the day (0 is 24 hours before the day's end). */
const DayWindow = Type.Tuple([Type.Number(), Type.Number()])

/** A person of a plan, as far as the times of their tour depend on them. */
export const TravelPerson = Type.Object({
  personId: Type.Integer(),
  /** Where the tour begins and ends. */
  start: LngLat,
  shift: DayWindow,
  /** The window is of its beginning. */
  break: Type.Optional(Type.Object({ window: DayWindow, seconds: Type.Number() })),
  /** Who goes along. */
  companionId: Type.Optional(Type.Integer()),
})
export type TravelPerson = Static<typeof TravelPerson>

/** A shop that is in a plan, was left out of it, or is due on its day. */
export const TravelShop = Type.Object({
  retailerId: Type.Integer(),
  /** Its main door. */
  at: LngLat,
  /** The only person whom no rule forbids to go there; null is nobody. */
  managerId: Type.Union([Type.Integer(), Type.Null()]),
  /** Instead of its manager, who is absent, any of these may go. */
  offeredTo: Type.Optional(Type.Array(Type.Integer())),
  serviceSeconds: Type.Number(),
  window: Type.Optional(DayWindow),
  /** A visit for two. */
  pair: Type.Optional(Type.Boolean()),
  /** What leaving it out costs, in seconds of travel. */
  prize: Type.Number(),
})
export type TravelShop = Static<typeof TravelShop>

/** Whole numbers, so many bytes each, little-endian, in base64. All bits set is "no way". */
export const WholeNumbers = Type.Object({
  bytes: Type.Union([Type.Literal(2), Type.Literal(4)]),
  base64: Type.String(),
})
export type WholeNumbers = Static<typeof WholeNumbers>

/** What the times of a plan's tours are made of, whatever their order: who and what there is, and all ways between. */
export const PlanTravel = Type.Object({
  profile: ProfileName,
  /** The places of the matrices: first where each person starts, then the shops. */
  people: Type.Array(TravelPerson),
  shops: Type.Array(TravelShop),
  /** From each place to each, row by row; parking at a shop is part of the way there. */
  seconds: WholeNumbers,
  metres: WholeNumbers,
})
export type PlanTravel = Static<typeof PlanTravel>
