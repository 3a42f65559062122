import { Type, type Static } from 'typebox'
import { Lock } from './locks.ts'
import { Nullable } from './schema.ts'
import { Instant } from './time.ts'

/** What may be done at once to shops chosen together, whether or not they are in a tour. */
export const bulkActions = ['assign', 'add', 'exclude', 'lock', 'unlock'] as const

const shops = Type.Array(Type.Integer(), { minItems: 1, maxItems: 2000, uniqueItems: true })

/**
 * 'assign': all of them to the tour `tourId`, each where the detour is least; 'add': those in no tour to the tour of their
 * manager; 'exclude': out of the plan; 'lock' and 'unlock': the stops among them. All of it is one step, or nothing.
 */
export const BulkWish = Type.Object({
  action: Type.Enum(bulkActions),
  retailerIds: shops,
  tourId: Type.Optional(Type.Integer()),
  locks: Type.Optional(Type.Array(Lock, { minItems: 1, uniqueItems: true })),
})
export type BulkWish = Static<typeof BulkWish>
export const BulkChange = Type.Object({ revision: Type.Integer(), ...BulkWish.properties })
export type BulkChange = Static<typeof BulkChange>

/** One change of a draft by hand, as it can be kept. */
export type PlanEdit =
  | {
      readonly kind: 'move'
      readonly stopId: number
      readonly tourId: number
      readonly position: number
      readonly retailerId?: number
      readonly at?: string
    }
  | {
      readonly kind: 'insert'
      readonly retailerId: number
      readonly tourId: number
      readonly position: number
    }
  | { readonly kind: 'remove'; readonly stopId: number; readonly retailerId?: number }
  | {
      readonly kind: 'lock'
      readonly stopIds: readonly number[]
      readonly locks: readonly Lock[]
      readonly on: boolean
      readonly at?: string
    }
  | ({ readonly kind: 'bulk' } & BulkWish)

export const editKinds = ['move', 'insert', 'remove', 'lock', 'bulk'] as const

/**
 * A change by somebody who had not seen that the same tours were changed meanwhile. It neither wins nor gets lost: it waits
 * with the plan until somebody accepts or dismisses it.
 */
export const Proposal = Type.Object({
  id: Type.Integer(),
  madeBy: Nullable(Type.Integer()),
  madeAt: Instant,
  kind: Type.Enum(editKinds),
  /** What it is about. */
  retailerIds: Type.Array(Type.Integer()),
  /** To whose tour, where it names one. */
  personId: Nullable(Type.Integer()),
  /** What it would have changed when it was made: travel, and rules broken. */
  seconds: Type.Integer(),
  metres: Type.Integer(),
  violations: Type.Integer(),
})
export type Proposal = Static<typeof Proposal>

/** Where a plan stands between its changes, and what waits to be decided. */
export const planHistory = {
  name: Nullable(Type.String()),
  /** So many changes can be taken back, and so many made again. */
  undoable: Type.Integer(),
  redoable: Type.Integer(),
  proposals: Type.Array(Proposal),
}

export const PlanName = Type.Object({
  name: Nullable(Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' })),
})

/**
 * Takes over the tours of another version of the same day, as one step. `fromId` may be the plan itself: as it was before it
 * was last searched on.
 */
export const PlanRestore = Type.Object({
  revision: Type.Integer(),
  fromId: Type.Integer(),
  /** Only their tours; those of others change by the stops that go to and fro between them. */
  personIds: Type.Optional(Type.Array(Type.Integer(), { minItems: 1, uniqueItems: true })),
})
export type PlanRestore = Static<typeof PlanRestore>

/** Somebody at a desk has this plan before them. */
export interface PlanPresence {
  readonly planId: number
  readonly personId: number
  /** Whose tour they are at. */
  readonly tourOf: number | null
  /** False: they have left. */
  readonly here: boolean
}

export const PlanAttendance = Type.Object({
  planId: Type.Integer(),
  tourOf: Nullable(Type.Integer()),
  here: Type.Boolean(),
})
export type PlanAttendance = Static<typeof PlanAttendance>
