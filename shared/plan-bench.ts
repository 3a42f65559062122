import { Type, type Static } from 'typebox'
import { TravelSource } from './roads.ts'
import { Nullable } from './schema.ts'
import { Day } from './time.ts'

/** A day's tours as somebody made them, by the codes that both sides know. */
export const GivenTour = Type.Object({
  personCode: Type.String({ minLength: 1 }),
  /** In the order of the visits. */
  retailerCodes: Type.Array(Type.String({ minLength: 1 }), { minLength: 1, maxItems: 500 }),
})
export type GivenTour = Static<typeof GivenTour>

export const PlanBenchRequest = Type.Object({
  /** A published plan; without it and `tours`, the one published last. */
  planId: Type.Optional(Type.Integer()),
  tours: Type.Optional(Type.Array(GivenTour, { minItems: 1, maxItems: 500 })),
  /** Of the given tours; absent = today. */
  day: Type.Optional(Day),
  /** How long ours is searched. */
  seconds: Type.Integer({ minimum: 1, maximum: 300, default: 10 }),
})
export type PlanBenchRequest = Static<typeof PlanBenchRequest>

/** What a day's tours come to. */
export const DayTotals = Type.Object({
  stops: Type.Integer(),
  metres: Type.Integer(),
  travelSeconds: Type.Integer(),
  /** From the beginning of each tour to its end. */
  workSeconds: Type.Integer(),
  /** Stops outside their hours. */
  late: Type.Integer(),
  /** After the ends of shifts. */
  overtimeSeconds: Type.Integer(),
  unplaced: Type.Integer(),
})
export type DayTotals = Static<typeof DayTotals>

/** Two plans of the same stops, people, travel and rules. */
export const PlanBench = Type.Object({
  day: Day,
  planId: Nullable(Type.Integer()),
  people: Type.Integer(),
  travelSource: TravelSource,
  theirs: DayTotals,
  ours: DayTotals,
  /** Ours was searched for so long, by this. */
  seconds: Type.Number(),
  solver: Type.String(),
  machine: Type.String(),
})
export type PlanBench = Static<typeof PlanBench>
