import { Type, type Static, type TProperties } from 'typebox'
import { LngLat } from './geo.ts'

/** What `POST /api/v1/optimize` takes: VROOM's JSON (docs/API.md of VROOM 1.15) and ours under `beatline`. */

/** Keys nobody knows are refused, so that none is ignored in silence. */
const closed = { additionalProperties: false }
const optional = Type.Optional
const description = optional(Type.String())

/** VROOM holds times and amounts in 32 bits. */
const MOST = 4_294_967_295
/** Seconds, of the caller's own zero: since midnight, or timestamps. */
const Seconds = Type.Integer({ minimum: 0, maximum: MOST })
const Whole = Type.Integer({ minimum: 0, maximum: MOST })
const Id = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const Price = Type.Number({ minimum: 0, maximum: 1e12 })
const TimeWindow = Type.Tuple([Seconds, Seconds])
const TimeWindows = Type.Array(TimeWindow, { minItems: 1, maxItems: 100 })
const Amounts = Type.Array(Whole, { maxItems: 20 })
const Skills = Type.Array(Whole, { maxItems: 1000 })
const Priority = Type.Integer({ minimum: 0, maximum: 100 })

export const taskTypes = ['job', 'pickup', 'delivery'] as const
export type TaskType = (typeof taskTypes)[number]
/** Job ids, pickup ids and delivery ids are three series of their own. */
export const TaskRef = Type.Object({ type: Type.Enum(taskTypes), id: Id }, closed)
export type TaskRef = Static<typeof TaskRef>

/** Who may and who should: of a job or a whole shipment. */
const choice = {
  /** Leaving it out costs this much; without a price it is served whenever it can be. */
  price: optional(Type.Number({ exclusiveMinimum: 0, maximum: 1e12 })),
  /** Only these vehicles may serve it. */
  vehicles: optional(Type.Array(Id, { minItems: 1 })),
  /** What being served by these costs on top. */
  prefer: optional(Type.Array(Type.Object({ vehicle: Id, price: Price }, closed))),
}
const timing = {
  /** Beginning after `after` costs `per_second` for each second. */
  late: optional(Type.Object({ after: Seconds, per_second: Price }, closed)),
  /** Of two tasks of one vehicle that have ranks, the lower comes first. */
  rank: optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
}
const place = {
  location: optional(LngLat),
  location_index: optional(Whole),
  setup: optional(Seconds),
  service: optional(Seconds),
  time_windows: optional(TimeWindows),
  description,
}
const extended = <T extends TProperties>(keys: T) => optional(Type.Object(keys, closed))

export const VroomJob = Type.Object(
  {
    id: Id,
    ...place,
    delivery: optional(Amounts),
    /** Deprecated by VROOM: the same as `delivery`. */
    amount: optional(Amounts),
    pickup: optional(Amounts),
    skills: optional(Skills),
    priority: optional(Priority),
    beatline: optional(Type.Object({ ...choice, ...timing }, closed)),
  },
  closed,
)
export type VroomJob = Static<typeof VroomJob>

export const VroomShipmentStep = Type.Object(
  { id: Id, ...place, beatline: optional(Type.Object(timing, closed)) },
  closed,
)
export type VroomShipmentStep = Static<typeof VroomShipmentStep>

export const VroomShipment = Type.Object(
  {
    pickup: VroomShipmentStep,
    delivery: VroomShipmentStep,
    amount: optional(Amounts),
    skills: optional(Skills),
    priority: optional(Priority),
    description,
    beatline: optional(Type.Object(choice, closed)),
  },
  closed,
)
export type VroomShipment = Static<typeof VroomShipment>

export const VroomBreak = Type.Object(
  {
    id: Id,
    time_windows: optional(TimeWindows),
    service: optional(Seconds),
    description,
    max_load: optional(Amounts),
  },
  closed,
)
export type VroomBreak = Static<typeof VroomBreak>

export const stepTypes = ['start', 'job', 'pickup', 'delivery', 'break', 'end'] as const
export const VroomVehicleStep = Type.Object(
  {
    type: Type.Enum(stepTypes),
    id: optional(Id),
    service_at: optional(Seconds),
    service_after: optional(Seconds),
    service_before: optional(Seconds),
    description,
  },
  closed,
)
export type VroomVehicleStep = Static<typeof VroomVehicleStep>

const Costs = Type.Object(
  {
    fixed: optional(Whole),
    per_hour: optional(Whole),
    per_km: optional(Whole),
    per_task_hour: optional(Whole),
  },
  closed,
)

/** A day that has begun: what is done stays done, the rest is planned from here. */
const Underway = Type.Object(
  {
    done: Type.Array(TaskRef),
    depart_at: Seconds,
    location: optional(LngLat),
    location_index: optional(Whole),
  },
  closed,
)

export const VroomVehicle = Type.Object(
  {
    id: Id,
    profile: optional(Type.String({ minLength: 1, maxLength: 100 })),
    description,
    /** A label: nothing depends on it while times per type are not supported. */
    type: optional(Type.String()),
    start: optional(LngLat),
    start_index: optional(Whole),
    end: optional(LngLat),
    end_index: optional(Whole),
    capacity: optional(Amounts),
    costs: optional(Costs),
    skills: optional(Skills),
    time_window: optional(TimeWindow),
    breaks: optional(Type.Array(VroomBreak, { maxItems: 20 })),
    speed_factor: optional(Type.Number({ exclusiveMinimum: 0, maximum: 5 })),
    max_tasks: optional(Whole),
    max_travel_time: optional(Seconds),
    max_distance: optional(Whole),
    steps: optional(Type.Array(VroomVehicleStep)),
    beatline: extended({
      /** Being back up to `seconds` late is allowed at a price for each. */
      overtime: optional(Type.Object({ seconds: Seconds, per_second: Price }, closed)),
      /** For `repeats`. */
      day: optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
      underway: optional(Underway),
    }),
  },
  closed,
)
export type VroomVehicle = Static<typeof VroomVehicle>

const Cells = Type.Array(Type.Array(Whole))
export const VroomMatrices = Type.Record(
  Type.String(),
  Type.Object({ durations: Cells, distances: optional(Cells), costs: optional(Cells) }, closed),
)
export type VroomMatrices = Static<typeof VroomMatrices>

/** How long and how hard to search. Callers are capped: see `searchCaps`. */
export const SearchLimits = Type.Object(
  {
    seconds: optional(Type.Number({ minimum: 0, maximum: 86_400 })),
    iterations: optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
    /** Ends when nothing better was found for so many seconds. */
    patience: optional(Type.Number({ exclusiveMinimum: 0, maximum: 86_400 })),
    /** Independent searches, of which the best is answered. */
    threads: optional(Type.Integer({ minimum: 1, maximum: 64 })),
    seed: optional(Type.Integer({ minimum: 0, maximum: MOST })),
    /** Adds the terms of every cost to the answer. */
    explain: optional(Type.Boolean()),
  },
  closed,
)
export type SearchLimits = Static<typeof SearchLimits>

export const VroomInput = Type.Object(
  {
    jobs: optional(Type.Array(VroomJob)),
    shipments: optional(Type.Array(VroomShipment)),
    vehicles: Type.Array(VroomVehicle, { minItems: 1 }),
    matrices: optional(VroomMatrices),
    /** Deprecated by VROOM: durations of the profile `car`. */
    matrix: optional(Cells),
    description,
    options: optional(
      Type.Object(
        {
          /** Geometry of routes, and distances. */
          g: optional(Type.Boolean()),
          /** Plan mode: times and broken rules of the given `steps`. */
          c: optional(Type.Boolean()),
          beatline: optional(SearchLimits),
        },
        closed,
      ),
    ),
    beatline: extended({
      /** Served together by one vehicle, or left out together; `ordered`: the first one first. */
      pairs: optional(
        Type.Array(
          Type.Object(
            { first: TaskRef, second: TaskRef, ordered: optional(Type.Boolean()) },
            closed,
          ),
        ),
      ),
      /** Visits of one place on days at least `min_days` apart. */
      repeats: optional(
        Type.Array(
          Type.Object(
            {
              tasks: Type.Array(TaskRef, { minItems: 2 }),
              min_days: Type.Integer({ minimum: 1, maximum: 10_000 }),
            },
            closed,
          ),
        ),
      ),
      /** A route of w hours of travel and service costs balance × w² on top. */
      balance: optional(Price),
    }),
  },
  closed,
)
export type VroomInput = Static<typeof VroomInput>
