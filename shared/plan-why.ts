import { Type, type Static } from 'typebox'
import { unassignedReasons, Violation } from './planning.ts'
import { Nullable } from './schema.ts'
import { Day, Instant } from './time.ts'

/** A rule that stands in the way, by how much (seconds, where that can be said), and of whose visit. */
export const BrokenRule = Type.Object({
  rule: Violation,
  seconds: Nullable(Type.Integer()),
  /** The shop that would be visited outside its hours; null for a rule of the whole tour. */
  retailerId: Nullable(Type.Integer()),
})
export type BrokenRule = Static<typeof BrokenRule>

/** Why a stop is where it is. */
export const StopWhy = Type.Object({
  stopId: Type.Integer(),
  retailerId: Type.Integer(),
  /** What its tour is longer by; null where the tour could not be kept without it. */
  marginal: Nullable(Type.Object({ seconds: Type.Integer(), metres: Type.Integer() })),
  /** How much later its visit could begin without a rule being broken that is not. */
  slackSeconds: Type.Integer(),
  /** The cheapest other place, be it a colleague's; null where there is none. */
  nextBest: Nullable(
    Type.Object({
      tourId: Type.Integer(),
      personId: Type.Integer(),
      /** Stops before it there, once it has left its own place. */
      position: Type.Integer(),
      /** More on the way, over both tours. */
      seconds: Type.Integer(),
      metres: Type.Integer(),
      /** NO_SKILL where it is a colleague's. */
      violations: Type.Array(Violation),
    }),
  ),
})
export type StopWhy = Static<typeof StopWhy>

/**
 * FITS: no rule stands in the way. OVERTIME, WINDOW: somebody works longer, a visit lies outside its hours. COLLEAGUE:
 * somebody else than its manager goes. EXCHANGE: another stop makes way. OVERRIDE: several of these.
 */
export const repairKinds = [
  'FITS',
  'OVERTIME',
  'WINDOW',
  'COLLEAGUE',
  'EXCHANGE',
  'OVERRIDE',
] as const

/** Where a visit that was left out could go, at what price. */
export const Repair = Type.Object({
  kind: Type.Enum(repairKinds),
  tourId: Type.Integer(),
  personId: Type.Integer(),
  position: Type.Integer(),
  /** Rules that would then be broken and are not yet. */
  rules: Type.Array(BrokenRule),
  /** The shop that would be left out in its place. */
  insteadOf: Nullable(Type.Integer()),
  /** More on the way. */
  seconds: Type.Integer(),
  metres: Type.Integer(),
  /** When that person would be back. */
  endsAt: Instant,
})
export type Repair = Static<typeof Repair>

export const absenceCodes = [...unassignedReasons, 'NOT_DUE'] as const
export type AbsenceCode = (typeof absenceCodes)[number]

/** Why a visit is in no tour, and what would let it in. */
export const AbsenceWhy = Type.Object({
  retailerId: Type.Integer(),
  reason: Type.Enum(absenceCodes),
  /** For LOWER_PRIORITY: the stop that took its place. */
  displacedBy: Nullable(Type.Integer()),
  /** What stands in the way of each person, where least does; no rules: only the price. */
  bindings: Type.Array(Type.Object({ personId: Type.Integer(), rules: Type.Array(BrokenRule) })),
  /** The cheapest, at most three; null when there was no time to look for them. */
  repairs: Nullable(Type.Array(Repair, { maxItems: 3 })),
})
export type AbsenceWhy = Static<typeof AbsenceWhy>

/** What can be asked about apart. */
export const whyParts = ['stops', 'absences'] as const
export const WhyQuery = Type.Object({
  of: Type.Optional(Type.Enum(whyParts)),
  /** Only this stop, and no absences. */
  stopId: Type.Optional(Type.Integer()),
  /** Of what is left out only these; the parameter may be there many times. */
  retailerId: Type.Optional(Type.Array(Type.Integer(), { maxItems: 50 })),
})

export const PlanWhy = Type.Object({
  /** Of the plan that this is said of. */
  revision: Type.Integer(),
  /** False: time did not suffice for every stop. */
  isWhole: Type.Boolean(),
  stops: Type.Array(StopWhy),
  absences: Type.Array(AbsenceWhy),
})
export type PlanWhy = Static<typeof PlanWhy>

/** The cheapest other day on which a visit that was left out could be made. */
export const OtherDay = Type.Object({
  retailerId: Type.Integer(),
  day: Day,
  personId: Type.Integer(),
  /** The newest plan of that day; null: there is none yet, and only the weekday has a price. */
  planId: Nullable(Type.Integer()),
  /** More on the way there, and of its length; 0 for a visit that is in that plan already. */
  seconds: Type.Integer(),
  metres: Type.Integer(),
  /** What a day of the week that suits less costs on top. */
  weekdaySeconds: Type.Integer(),
})
export type OtherDay = Static<typeof OtherDay>

export const OtherDays = Type.Object({
  /** Of the plan that this is said of. */
  revision: Type.Integer(),
  /** Of each visit that is in no tour and has another day. */
  visits: Type.Array(OtherDay),
})
export type OtherDays = Static<typeof OtherDays>

/** Leaves a visit out of a plan: it is due on another day, and not before. */
export const Postponement = Type.Object({
  revision: Type.Integer(),
  retailerId: Type.Integer(),
  day: Day,
})
export type Postponement = Static<typeof Postponement>

/** Applies a repair, as it was told. */
export const RepairRequest = Type.Object({
  revision: Type.Integer(),
  retailerId: Type.Integer(),
  tourId: Type.Integer(),
  position: Type.Integer({ minimum: 0 }),
  insteadOf: Type.Optional(Type.Integer()),
})
export type RepairRequest = Static<typeof RepairRequest>
