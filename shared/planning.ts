import { Type, type Static } from 'typebox'
import { LngLat } from './geo.ts'
import { ShopLock, stopLock } from './locks.ts'
import { planHistory } from './plan-edits.ts'
import { ReportKind } from './reports.ts'
import { ProfileName, TravelSource } from './roads.ts'
import { Nullable } from './schema.ts'
import { Day, Instant, TimeOfDay } from './time.ts'
import { dueReason, visitRhythm } from './visit-rhythm.ts'
import { VisitOutcome } from './visits.ts'

/** Why a due visit is in no tour. */
export const unassignedReasons = [
  'NO_COORD',
  'NO_SKILL',
  // A visit for two, and nobody goes along with who could make it.
  'NEEDS_PAIR',
  'WINDOW',
  'SHIFT_FULL',
  'MAX_STOPS',
  'UNREACHABLE',
  'CLOSED_DAY',
  'TOO_SOON',
  'LOWER_PRIORITY',
  // The search was over before its turn came.
  'UNTRIED',
  'LOCK_CONFLICT',
  'REMOVED',
] as const
export const UnassignedReason = Type.Enum(unassignedReasons)
export type UnassignedReason = (typeof unassignedReasons)[number]

/** Rules that a stop or tour may break after a move by hand; shown, never refused. */
export const violations = [
  'WINDOW',
  'SHIFT_FULL',
  'BREAK',
  'MAX_STOPS',
  'UNREACHABLE',
  'NO_SKILL',
  'NEEDS_PAIR',
  'LOCK_CONFLICT',
] as const
export const Violation = Type.Enum(violations)
export type Violation = (typeof violations)[number]

export const VisitPolicy = Type.Object({
  id: Type.Integer(),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  tierFrom: Type.Integer({ minimum: 1, maximum: 30 }),
  tierTo: Type.Integer({ minimum: 1, maximum: 30 }),
  /** `visits` of them, evenly, in so many days. */
  intervalDays: Type.Integer({ minimum: 1, maximum: 366 }),
  minGapDays: Type.Integer({ minimum: 0, maximum: 366 }),
  serviceMinutes: Type.Integer({ minimum: 1, maximum: 240 }),
  windowStart: Nullable(TimeOfDay),
  windowEnd: Nullable(TimeOfDay),
  ...visitRhythm,
})
export type VisitPolicy = Static<typeof VisitPolicy>

/** A shop whose visit is due on a day by its policy. */
export const DueVisit = Type.Object({
  retailerId: Type.Integer(),
  name: Nullable(Type.String()),
  address: Nullable(Type.String()),
  at: LngLat,
  tier: Nullable(Type.Integer()),
  managerId: Nullable(Type.Integer()),
  policyId: Type.Integer(),
  lastVisitAt: Nullable(Instant),
  dueOn: Day,
  /** 0 on the day it falls due; more when late. A shop never visited counts from its policy's interval. */
  overdueDays: Type.Integer(),
  serviceMinutes: Type.Integer(),
  ...dueReason,
})
export type DueVisit = Static<typeof DueVisit>

/** The way to a place from the one before, as it was planned: it stays when the streets known change. */
export const Leg = Type.Object({
  /**
   * Along streets, a polyline of 6 decimals (`LEG_DIGITS`) between the roads beside the two places.
   * Null is an estimate: draw it straight, and dashed.
   */
  line: Nullable(Type.String()),
  /** Until one can begin there: parking at a shop is part of it. */
  seconds: Type.Integer(),
  metres: Type.Integer(),
})
export type Leg = Static<typeof Leg>
export const LEG_DIGITS = 6

export const Stop = Type.Object({
  id: Type.Integer(),
  retailerId: Type.Integer(),
  name: Nullable(Type.String()),
  address: Nullable(Type.String()),
  at: LngLat,
  tier: Nullable(Type.Integer()),
  /** 0, 1, 2 … in the order of the tour. */
  position: Type.Integer(),
  arrivesAt: Instant,
  leavesAt: Instant,
  /** From the stop before, or the start. */
  leg: Leg,
  violations: Type.Array(Violation),
  /** By how much it breaks rules of time: late for its hours, back after the shift, rest too late. */
  overSeconds: Type.Integer(),
  ...stopLock,
  /** What has happened there so far; null before anything has. */
  outcome: Nullable(VisitOutcome),
  visitId: Nullable(Type.String()),
  arrivedAt: Nullable(Instant),
  leftAt: Nullable(Instant),
  /** What is to be looked at there: it is no shop of the register. */
  report: Type.Optional(Type.Object({ id: Type.String(), code: Type.String(), kind: ReportKind })),
})
export type Stop = Static<typeof Stop>

/** One person's ordered visits of one day. */
export const Tour = Type.Object({
  id: Type.Integer(),
  personId: Type.Integer(),
  start: LngLat,
  startsAt: Nullable(Instant),
  endsAt: Nullable(Instant),
  /** Of all legs, the way home too. */
  metres: Type.Integer(),
  travelSeconds: Type.Integer(),
  stops: Type.Array(Stop),
  /** From the last stop back to the start; null without stops. */
  home: Nullable(Leg),
  /** When the person's phone first showed it, once it is published; null before. */
  seenAt: Nullable(Instant),
  /** Who goes along, and the same of their phone. */
  companion: Nullable(Type.Object({ personId: Type.Integer(), seenAt: Nullable(Instant) })),
})
export type Tour = Static<typeof Tour>

export const planStatuses = ['draft', 'published', 'replaced'] as const

/** What a run had found and shown at a moment. */
export const RunPoint = Type.Object({
  /** Milliseconds since the search began. */
  elapsed: Type.Integer(),
  /** What the optimiser makes small: seconds of travel, a little of its length, the price of each shop left out. */
  cost: Type.Number(),
  metres: Type.Integer(),
  travelSeconds: Type.Integer(),
  unassigned: Type.Integer(),
})
export type RunPoint = Static<typeof RunPoint>

/** A draft being improved: the tours so far are in it. */
export const PlanRun = Type.Object({
  /** Milliseconds since the search began, when this was answered, and after which it ends at the latest. */
  elapsed: Type.Integer(),
  budget: Type.Integer(),
  /** Whether it goes on from a draft that was there; otherwise the draft began with it. */
  resumed: Type.Boolean(),
  /** The first is what there was at the beginning, the last what is in the draft now. */
  best: Type.Array(RunPoint),
})
export type PlanRun = Static<typeof PlanRun>

/** All tours of a team on a day. Times are of the installation's zone, given as instants. */
export const Plan = Type.Object({
  id: Type.Integer(),
  teamId: Type.Integer(),
  day: Day,
  version: Type.Integer(),
  status: Type.Enum(planStatuses),
  revision: Type.Integer(),
  /** What people travel by. */
  profile: ProfileName,
  /** Of the legs. 'estimate' and 'mixed': say so wherever times are shown. */
  travelSource: TravelSource,
  /** Metres reckoned for each metre of the great circle, where a leg is an estimate. */
  detourFactor: Nullable(Type.Number()),
  publishedAt: Nullable(Instant),
  ...planHistory,
  /** Null: nobody is improving it. */
  run: Nullable(PlanRun),
  tours: Type.Array(Tour),
  unassigned: Type.Array(
    Type.Object({
      retailerId: Type.Integer(),
      name: Nullable(Type.String()),
      address: Nullable(Type.String()),
      at: LngLat,
      reason: UnassignedReason,
      overdueDays: Type.Integer(),
      lock: Type.Optional(ShopLock),
      /** It was taken out because it is to be made that day; not due before. */
      movedTo: Type.Optional(Day),
    }),
  ),
})
export type Plan = Static<typeof Plan>

export const PlanSummary = Type.Object({
  id: Type.Integer(),
  version: Type.Integer(),
  status: Type.Enum(planStatuses),
  revision: Type.Integer(),
  stops: Type.Integer(),
  publishedAt: Nullable(Instant),
  name: Nullable(Type.String()),
})
export type PlanSummary = Static<typeof PlanSummary>

export const PlanRequest = Type.Object({
  teamId: Type.Integer(),
  day: Day,
  /** The version of that day whose locks are kept; absent = the newest. */
  fromId: Type.Optional(Type.Integer()),
})
export type PlanRequest = Static<typeof PlanRequest>

/**
 * Puts a stop at a place of a tour of the same plan. `position` counts after the stop was taken out; what a run saved since
 * that revision may have shortened the tour: then it is the end.
 */
export const StopMove = Type.Object({
  revision: Type.Integer(),
  tourId: Type.Integer(),
  position: Type.Integer({ minimum: 0 }),
  /** Of the stop, for the case that a run has just left it out. */
  retailerId: Type.Optional(Type.Integer()),
  /** Pins the visit to that hour as well. */
  at: Type.Optional(Instant),
})
export type StopMove = Static<typeof StopMove>

/** Adds an unplaced or any other shop of the scope to a tour. */
export const StopInsert = Type.Object({
  revision: Type.Integer(),
  tourId: Type.Integer(),
  retailerId: Type.Integer(),
  position: Type.Integer({ minimum: 0 }),
})
export type StopInsert = Static<typeof StopInsert>

/**
 * Every change names a revision that the caller has seen. It is refused when somebody changed the plan since;
 * what a run saved since does not count.
 */
export const RevisionSeen = Type.Object({ revision: Type.Integer() })

/** As `StopMove` names it. */
export const StopRemoval = Type.Object({
  revision: Type.Integer(),
  retailerId: Type.Optional(Type.Integer()),
})
export type StopRemoval = Static<typeof StopRemoval>

/** Goes on improving a draft from what is there. */
export const RunRequest = Type.Object({
  revision: Type.Integer(),
  seconds: Type.Integer({ minimum: 1, maximum: 600 }),
})
export type RunRequest = Static<typeof RunRequest>

/** The signed-in person's own published tour of a day, for the phone. */
export const MyDay = Type.Object({
  day: Day,
  planId: Nullable(Type.Integer()),
  tour: Nullable(Tour),
  /** With whom the person goes: who goes along, or leads. */
  partner: Nullable(Type.Object({ name: Type.String(), nameEn: Nullable(Type.String()) })),
})
export type MyDay = Static<typeof MyDay>

/** Where the signed-in person's calendar is read, below this server's address. It is told once, and is the key itself. */
export const CalendarAddress = Type.Object({ path: Type.String() })
