import { Type } from 'typebox'

/** An instant, RFC 3339 in UTC. */
export const Instant = Type.String({ format: 'date-time' })
/** A calendar day of the installation's time zone, `YYYY-MM-DD`. */
export const Day = Type.String({ format: 'date' })
/** A time of day, `HH:MM`. */
export const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })
/** 1 = Monday … 7 = Sunday, as ISO 8601 has it. */
export const Weekday = Type.Integer({ minimum: 1, maximum: 7 })
export const Weekdays = Type.Array(Weekday, { maxItems: 7, uniqueItems: true })

/** The day that an instant falls on in a time zone. */
export function dayOf(at: Date | number | string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(at))
}

/** The day `days` later (or earlier, when negative). */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function isoWeekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** The instant of midnight that begins `day` in a time zone. */
export function startOfDay(day: string, timeZone: string): Date {
  const guess = Date.parse(`${day}T00:00:00Z`)
  // One correction reaches the offset in force there; a second settles days on which it changes.
  const once = guess - offsetMillis(guess, timeZone)
  return new Date(guess - offsetMillis(once, timeZone))
}

function offsetMillis(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at)
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  )
  return wall - Math.floor(at / 1000) * 1000
}
