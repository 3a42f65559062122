import { Type, type Static } from 'typebox'
import { Nullable } from './schema.ts'
import { Instant } from './time.ts'

/**
 * What somebody may decide about a stop. Any of them keeps it in the plan; 'person' with whoever has it, 'day' on its day,
 * 'time' within `TIME_LOCK_SECONDS` of its hour, 'order' in its turn: what comes before it stays before it.
 */
export const locks = ['person', 'day', 'time', 'order'] as const
export const Lock = Type.Enum(locks)
export type Lock = (typeof locks)[number]

/** A visit pinned to an hour begins so many seconds earlier or later at most. */
export const TIME_LOCK_SECONDS = 600

/** The locks of a stop, and what they hold it to also after somebody moved it against them. */
export const stopLock = {
  locks: Type.Array(Lock),
  lockedPersonId: Nullable(Type.Integer()),
  /** When the visit begins. */
  lockedAt: Nullable(Instant),
  /** Of two stops of a tour that have one, the lower comes first. */
  lockedRank: Nullable(Type.Integer()),
}

/** The same of a visit that is in no tour. */
export const ShopLock = Type.Object({
  locks: Type.Array(Lock),
  personId: Nullable(Type.Integer()),
  /** Second of the day at which the visit begins. */
  at: Nullable(Type.Number()),
  rank: Nullable(Type.Integer()),
})
export type ShopLock = Static<typeof ShopLock>

/** Sets locks on stops, or takes them off. All four is to lock it wholly. */
export const LockChange = Type.Object({
  revision: Type.Integer(),
  stopIds: Type.Array(Type.Integer(), { minItems: 1, maxItems: 2000 }),
  locks: Type.Array(Lock, { minItems: 1, uniqueItems: true }),
  on: Type.Boolean(),
  /** The hour of a time lock; without it each stop keeps the one it has. */
  at: Type.Optional(Instant),
})
export type LockChange = Static<typeof LockChange>
