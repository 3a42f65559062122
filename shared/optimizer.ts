import { Type, type Static } from 'typebox'
import { LngLat } from './geo.ts'
import { stepTypes, TaskRef, taskTypes } from './optimizer-input.ts'
import { travelSources } from './roads.ts'
import { Nullable } from './schema.ts'

/** What `POST /api/v1/optimize` answers: VROOM's JSON, and ours under `beatline`. */

export const violationCauses = [
  'delay',
  'lead_time',
  'load',
  'max_tasks',
  'skills',
  'precedence',
  'missing_break',
  'max_travel_time',
  'max_load',
  'max_distance',
] as const
export const VroomViolation = Type.Object({
  cause: Type.Enum(violationCauses),
  /** Seconds too early (`lead_time`) or too late (`delay`). */
  duration: Type.Optional(Type.Integer()),
})
export type VroomViolation = Static<typeof VroomViolation>

const Sums = {
  cost: Type.Integer(),
  setup: Type.Integer(),
  service: Type.Integer(),
  /** Travel. */
  duration: Type.Integer(),
  waiting_time: Type.Integer(),
  priority: Type.Integer(),
  /** Metres, where distances are known. */
  distance: Type.Optional(Type.Integer()),
  delivery: Type.Optional(Type.Array(Type.Integer())),
  pickup: Type.Optional(Type.Array(Type.Integer())),
  violations: Type.Array(VroomViolation),
}

/** A rule that would be broken: by how many seconds, or by how much; at which task. */
export const BrokenRule = Type.Object({
  kind: Type.String(),
  seconds: Type.Optional(Type.Number()),
  excess: Type.Optional(Type.Number()),
  task: Type.Optional(TaskRef),
})
export type BrokenRule = Static<typeof BrokenRule>

/** Why a task stands where it does. */
export const StepReasons = Type.Object({
  /** What its route would cost less without it (and its partner); null where the route needs it. */
  marginal_cost: Nullable(Type.Number()),
  /** Seconds by which it could begin later, the order kept and no rule broken; null = any. */
  slack: Nullable(Type.Number()),
  /** The cheapest other place that breaks no rule: behind so many tasks, at that much more; null = none. */
  next_best: Nullable(
    Type.Object({ vehicle: Type.Integer(), position: Type.Integer(), price: Type.Number() }),
  ),
})
export type StepReasons = Static<typeof StepReasons>

/** What keeps a task out, and the cheapest ways to have it in. */
export const AbsenceReasons = Type.Object({
  reason: Type.String(),
  bindings: Type.Optional(
    Type.Array(Type.Object({ vehicle: Type.Integer(), rules: Type.Array(BrokenRule) })),
  ),
  repairs: Type.Optional(
    Type.Array(
      Type.Object({
        vehicle: Type.Integer(),
        position: Type.Integer(),
        rules: Type.Array(BrokenRule),
        instead: Type.Optional(TaskRef),
        price: Type.Number(),
      }),
    ),
  ),
})
export type AbsenceReasons = Static<typeof AbsenceReasons>

export const VroomStep = Type.Object({
  type: Type.Enum(stepTypes),
  description: Type.Optional(Type.String()),
  location: Type.Optional(LngLat),
  location_index: Type.Optional(Type.Integer()),
  id: Type.Optional(Type.Integer()),
  /** Deprecated by VROOM: `id` of a job. */
  job: Type.Optional(Type.Integer()),
  setup: Type.Integer(),
  service: Type.Integer(),
  waiting_time: Type.Integer(),
  load: Type.Optional(Type.Array(Type.Integer())),
  arrival: Type.Integer(),
  /** Travelled so far. */
  duration: Type.Integer(),
  distance: Type.Optional(Type.Integer()),
  violations: Type.Array(VroomViolation),
  beatline: Type.Optional(StepReasons),
})
export type VroomStep = Static<typeof VroomStep>

/** What a route costs, term by term; they add up to its `cost` before rounding. */
export const CostTerms = Type.Object({
  fixed: Type.Number(),
  travel: Type.Number(),
  task: Type.Number(),
  preference: Type.Number(),
  lateness: Type.Number(),
  overtime: Type.Number(),
  balance: Type.Number(),
})
export type CostTerms = Static<typeof CostTerms>

export const VroomRoute = Type.Object({
  vehicle: Type.Integer(),
  ...Sums,
  description: Type.Optional(Type.String()),
  geometry: Type.Optional(Type.String()),
  steps: Type.Array(VroomStep),
  beatline: Type.Optional(Type.Object({ cost_terms: CostTerms })),
})
export type VroomRoute = Static<typeof VroomRoute>

/** Why a task is in no route: a rule of the problem, or `NOT_IN_STEPS` in plan mode. */
export const VroomUnassigned = Type.Object({
  id: Type.Integer(),
  type: Type.Enum(taskTypes),
  location: Type.Optional(LngLat),
  location_index: Type.Optional(Type.Integer()),
  description: Type.Optional(Type.String()),
  beatline: AbsenceReasons,
})
export type VroomUnassigned = Static<typeof VroomUnassigned>

/** How the search went: enough to repeat it. */
export const SearchReport = Type.Object({
  /** Where times come from: given in the problem, along roads, estimated, or some of each. */
  travel: Type.Enum(['given', ...travelSources]),
  seed: Type.Integer(),
  threads: Type.Integer(),
  /** The limits in force, after the server's own. */
  seconds: Type.Number(),
  iterations: Type.Optional(Type.Integer()),
  /** With `explain`: whether there was time to explain every task; those without reasons were not reached. */
  explained: Type.Optional(Type.Boolean()),
  /** Keys that have no meaning in this mode, as JSON pointers; VROOM does not use them either. */
  unused: Type.Array(Type.String()),
})
export type SearchReport = Static<typeof SearchReport>

export const VroomSolution = Type.Object({
  code: Type.Literal(0),
  summary: Type.Object({
    ...Sums,
    routes: Type.Integer(),
    unassigned: Type.Integer(),
    /** Milliseconds. */
    computing_times: Type.Object({
      loading: Type.Integer(),
      solving: Type.Integer(),
      routing: Type.Integer(),
    }),
  }),
  unassigned: Type.Array(VroomUnassigned),
  routes: Type.Array(VroomRoute),
  beatline: SearchReport,
})
export type VroomSolution = Static<typeof VroomSolution>

/** VROOM's codes: 1 internal, 2 input, 3 routing. */
export const VroomError = Type.Object({
  code: Type.Enum([1, 2, 3]),
  error: Type.String(),
  /** A code of `problems`, stable for ever. */
  problem: Type.String(),
  /** JSON pointer of the place in the request, where one is to blame. */
  pointer: Type.Optional(Type.String()),
})
export type VroomError = Static<typeof VroomError>

/** A better plan, while the search goes on. */
export const SearchImprovement = Type.Object({
  type: Type.Literal('improvement'),
  /** Milliseconds since the search began. */
  elapsed: Type.Integer(),
  cost: Type.Number(),
  unassigned: Type.Integer(),
  /** Vehicles whose routes differ from the last improvement told. */
  changed: Type.Array(Type.Integer()),
})
export type SearchImprovement = Static<typeof SearchImprovement>

/** One line of a streamed answer; the last is a solution or an error. */
export const OptimizeEvent = Type.Union([
  SearchImprovement,
  Type.Object({ type: Type.Literal('solution'), solution: VroomSolution }),
  Type.Object({ type: Type.Literal('error'), error: VroomError }),
])
export type OptimizeEvent = Static<typeof OptimizeEvent>
