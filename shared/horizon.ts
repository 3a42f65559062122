import { Type, type Static } from 'typebox'
import { planStatuses, RunPoint } from './planning.ts'
import { Nullable } from './schema.ts'
import { Day } from './time.ts'

/** The most calendar days that are looked at as one. */
export const MOST_SPAN_DAYS = 70

/** Plans the next so many days on which anybody of the team works, as one. */
export const HorizonRequest = Type.Object({
  teamId: Type.Integer(),
  from: Day,
  days: Type.Integer({ minimum: 1, maximum: 40 }),
  /** How long it is improved at most; absent = 50. */
  seconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 600 })),
})
export type HorizonRequest = Static<typeof HorizonRequest>

/** Days being improved: the tours so far are in their drafts. */
export const HorizonRun = Type.Object({
  /** Milliseconds since it was asked for, when this was answered, and after which it ends at the latest. */
  elapsed: Type.Integer(),
  budget: Type.Integer(),
  /** Whose days are planned, and of how many of them the search has ended. */
  people: Type.Integer(),
  done: Type.Integer(),
})
export type HorizonRun = Static<typeof HorizonRun>

/** Several days of a team planned as one: which day a visit falls on is part of it. */
export const Horizon = Type.Object({
  id: Type.Integer(),
  teamId: Type.Integer(),
  /** Those that are planned and not removed since, first to last. */
  days: Type.Array(Type.Object({ day: Day, planId: Type.Integer() })),
  /** Null: nobody is improving it. */
  run: Nullable(HorizonRun),
  /** The first is what was found first, the last what is in the drafts now. */
  best: Type.Array(RunPoint),
})
export type Horizon = Static<typeof Horizon>

export const SpanQuery = Type.Object({ teamId: Type.Integer(), from: Day, until: Day })
export type SpanQuery = Static<typeof SpanQuery>

/** A day of a team in an overview. */
export const SpanDay = Type.Object({
  day: Day,
  /** Whether anybody of the team works. */
  working: Type.Boolean(),
  /** Of the calendar's entry: a holiday, or a working weekend. */
  name: Nullable(Type.String()),
  /** The version that a desk shows first: the newest draft, else what is published. */
  plan: Nullable(
    Type.Object({
      id: Type.Integer(),
      version: Type.Integer(),
      status: Type.Enum(planStatuses),
      revision: Type.Integer(),
      unassigned: Type.Integer(),
    }),
  ),
})
export type SpanDay = Static<typeof SpanDay>

/** One person's day in an overview. */
export const SpanCell = Type.Object({
  personId: Type.Integer(),
  day: Day,
  works: Type.Boolean(),
  /** Why they do not, when they are absent. */
  absence: Nullable(Type.String()),
  stops: Type.Integer(),
  /** Of the stops: visits that come after the day on which they fell due. */
  overdue: Type.Integer(),
  /** Of the stops: not on a usual weekday of theirs. */
  moved: Type.Integer(),
  metres: Type.Integer(),
  travelSeconds: Type.Integer(),
  /** At shops, with waits and the rest that is taken there. */
  serviceSeconds: Type.Integer(),
  /** Of the shift, with the rest. */
  shiftSeconds: Type.Integer(),
})
export type SpanCell = Static<typeof SpanCell>

/** Why a stop is on another than its usual weekday; the first that holds. */
export const moveReasons = ['HOLIDAY', 'ABSENT', 'CLOSED_DAY', 'TOO_SOON', 'PRICED'] as const

export const MovedStop = Type.Object({
  planId: Type.Integer(),
  day: Day,
  personId: Type.Integer(),
  retailerId: Type.Integer(),
  name: Nullable(Type.String()),
  usualWeekdays: Type.Array(Type.Integer()),
  reason: Type.Enum(moveReasons),
  /** PRICED: what the move had to save at least, in minutes. */
  continuityMinutes: Type.Integer(),
})
export type MovedStop = Static<typeof MovedStop>

/** The days of a team, people against days. */
export const Span = Type.Object({
  days: Type.Array(SpanDay),
  people: Type.Array(Type.Integer()),
  cells: Type.Array(SpanCell),
  moved: Type.Array(MovedStop),
  /** The one that is being improved now and has a day among these. */
  horizon: Nullable(Horizon),
})
export type Span = Static<typeof Span>
