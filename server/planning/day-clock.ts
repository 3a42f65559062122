import { addDays, startOfDay } from '../../shared/time.ts'

const DAY_SECONDS = 86_400

/** Between seconds of a planned day, in which the solver thinks, and instants. */
export interface DayClock {
  instantOf(seconds: number): string
  secondsOf(instant: string | Date): number
}

/**
 * @param day of the installation's zone
 * Zero is 24 hours before the day's *end*: where clocks change in the night, a shift that begins at
 * 08:30 still begins at 08:30 on the wall.
 */
export function dayClock(day: string, timeZone: string): DayClock {
  const zero = startOfDay(addDays(day, 1), timeZone).getTime() - DAY_SECONDS * 1000
  return {
    instantOf: (seconds) => new Date(zero + Math.round(seconds) * 1000).toISOString(),
    secondsOf: (instant) => (new Date(instant).getTime() - zero) / 1000,
  }
}

/** Seconds since midnight of a time of day, `HH:MM` or `HH:MM:SS`. */
export function secondsOfTime(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return hours * 3600 + minutes * 60 + seconds
}
