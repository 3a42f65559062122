import { Type, type Static } from 'typebox'
import { Nullable } from './schema.ts'
import { Instant } from './time.ts'

/** Who is late in a published plan. */
export const ReliefRequest = Type.Object({ personId: Type.Integer() })

/** A colleague takes over stops of somebody who is late. */
export const Relief = Type.Object({
  id: Type.Integer(),
  personId: Type.Integer(),
  helperId: Type.Integer(),
  /** What the colleague takes over, and when they are there. */
  stops: Type.Array(
    Type.Object({
      retailerId: Type.Integer(),
      name: Nullable(Type.String()),
      address: Nullable(Type.String()),
      arrivesAt: Instant,
    }),
  ),
  /** More on the road for both together. */
  seconds: Type.Integer(),
  metres: Type.Integer(),
  /** How late each reaches a stop at worst, then; without it, in `lateNow`. */
  lateNow: Type.Integer(),
  lateThen: Type.Integer(),
  helperLate: Type.Integer(),
})
export type Relief = Static<typeof Relief>
