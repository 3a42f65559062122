import type { FieldTime } from '../../shared/simulation.ts'

/**
 * The clock the field lives by: what "now", "today" and "stale" mean for plans, visits and positions.
 * Real time, until a simulated day sets it. Sessions, logs and audits use the machine's clock instead.
 */
export interface Clock {
  now(): Date
  read(): FieldTime
  /** Sets the field time; `rate` is how many field seconds pass in one real second. */
  set(at: Date, rate: number): void
  /** Back to the machine's time. */
  reset(): void
}

/** @param onChange is told after every `set` and `reset` */
export function createClock(onChange: (time: FieldTime) => void = () => undefined): Clock {
  let base: { at: number; readAt: number; rate: number } | undefined
  const now = () => new Date(base ? base.at + (Date.now() - base.readAt) * base.rate : Date.now())
  const read = (): FieldTime => ({
    at: now().toISOString(),
    readAt: new Date().toISOString(),
    rate: base?.rate ?? 1,
  })
  return {
    now,
    read,
    set(at, rate) {
      base = { at: at.getTime(), readAt: Date.now(), rate }
      onChange(read())
    },
    reset() {
      base = undefined
      onChange(read())
    },
  }
}
