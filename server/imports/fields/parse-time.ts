import { addDays, startOfDay } from '../../../shared/time.ts'
import type { Parse } from './field.ts'
import { readNumber } from './parse-number.ts'

const DAY_MILLIS = 86_400_000

interface WallTime {
  /** YYYY-MM-DD */
  readonly day: string
  readonly millis: number
  /** Minutes east of UTC, when the text says so. */
  readonly offset: number | undefined
}

const dated =
  /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?(?:[T\s]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.(\d{1,9}))?)?[秒分]?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i
const compact = /^(\d{4})(\d{2})(\d{2})$/

/** ISO, 2026/3/1, 2026年3月1日, 20260301, or an Excel serial (days since 1899-12-30). */
export function readWallTime(text: string): WallTime | undefined {
  const match = dated.exec(text) ?? compact.exec(text)
  if (!match) return readSerial(text)
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0))
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  // What runs over (February 30th, 25 o'clock) comes out as something else.
  const read = [
    at.getUTCMonth() + 1,
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  ]
  if (read.join() !== [month, day, hour, minute, second].join()) return undefined
  const fraction = Number(`0.${match[7] ?? '0'}`)
  return {
    day: at.toISOString().slice(0, 10),
    millis: ((hour * 60 + minute) * 60 + second) * 1000 + Math.round(fraction * 1000),
    offset: readOffset(match[8]),
  }
}

/** Serials between 1954 and 2173 only: smaller numbers are no dates, larger ones something else. */
function readSerial(text: string): WallTime | undefined {
  const serial = readNumber(text)
  if (serial === undefined || serial < 20_000 || serial >= 100_000) return undefined
  const days = Math.floor(serial)
  return {
    day: addDays('1899-12-30', days),
    millis: Math.round((serial - days) * 86_400) * 1000,
    offset: undefined,
  }
}

function readOffset(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (text.toUpperCase() === 'Z') return 0
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2))
  return text.startsWith('-') ? -minutes : minutes
}

/** A calendar day, YYYY-MM-DD; a time of day beside it is dropped. */
export const parseDay: Parse = (text) => {
  const wall = readWallTime(text)
  return wall ? { value: wall.day } : { refusal: 'date-invalid' }
}

/** An instant, RFC 3339 in UTC; text without an offset is in the installation's zone. */
export const parseInstant: Parse = (text, { timeZone }) => {
  const wall = readWallTime(text)
  return wall ? { value: instantOf(wall, timeZone).toISOString() } : { refusal: 'date-invalid' }
}

function instantOf({ day, millis, offset }: WallTime, timeZone: string): Date {
  if (offset !== undefined)
    return new Date(Date.parse(`${day}T00:00:00Z`) + millis - offset * 60_000)
  const start = midnight(day, timeZone)
  const length = midnight(addDays(day, 1), timeZone) - start
  const at = start + millis
  // On the day the clocks change, a wall time after the change lies nearer to midnight or farther from it.
  const passed = length !== DAY_MILLIS && wallMillis(at, timeZone) !== millis
  return new Date(passed ? at + (length - DAY_MILLIS) : at)
}

const midnights = new Map<string, number>()

/** Remembered: a file names the same few days thousands of times and zones are slow to ask. */
function midnight(day: string, timeZone: string): number {
  const key = `${timeZone} ${day}`
  let at = midnights.get(key)
  if (at === undefined) {
    if (midnights.size > 20_000) midnights.clear()
    at = startOfDay(day, timeZone).getTime()
    midnights.set(key, at)
  }
  return at
}

function wallMillis(at: number, timeZone: string): number {
  const text = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(at)
  const [hour = 0, minute = 0, second = 0] = text.split(':').map(Number)
  return ((hour * 60 + minute) * 60 + second) * 1000 + (at % 1000)
}

/** A time of day, HH:MM. */
export const parseTimeOfDay: Parse = (text) => {
  const match = /^(\d{1,2})[:时](\d{2})(?:[:分]\d{2})?[秒分]?$/.exec(text)
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])]
  if (!match || hour > 23 || minute > 59) return { refusal: 'date-invalid' }
  return { value: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` }
}
