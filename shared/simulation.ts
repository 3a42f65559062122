import { Type, type Static } from 'typebox'
import { Nullable } from './schema.ts'
import { Day, Instant } from './time.ts'

/**
 * The field's clock. In a real installation it is the machine's; while a day is simulated it starts in
 * that day's morning and runs `rate` times as fast: `at + (now − readAt) × rate`.
 */
export const FieldTime = Type.Object({
  /** Field time when it was read. */
  at: Instant,
  /** The machine's time when it was read. */
  readAt: Instant,
  rate: Type.Number(),
})
export type FieldTime = Static<typeof FieldTime>

export const SimulationRequest = Type.Object({
  day: Type.Optional(Day),
  /** Times as fast as the machine's clock. */
  speed: Type.Optional(Type.Number({ minimum: 1, maximum: 60 })),
  seed: Type.Optional(Type.Integer()),
})
export type SimulationRequest = Static<typeof SimulationRequest>

export const Simulation = Type.Object({
  running: Type.Boolean(),
  day: Nullable(Day),
  speed: Type.Number(),
  people: Type.Integer(),
  sent: Type.Integer(),
})
export type Simulation = Static<typeof Simulation>
