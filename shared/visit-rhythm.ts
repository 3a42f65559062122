import { Type } from 'typebox'
import { conducts, Format } from './retailers.ts'
import { Nullable } from './schema.ts'
import { Weekday } from './time.ts'

export const orderTimes = ['before-order', 'after-order', 'after-delivery'] as const

/** What a visit policy says beyond tiers, interval, gap and hours. Left out of a request, each is as its default. */
export const visitRhythm = {
  /** Only for shops of this format, or of this conduct class. */
  format: Type.Union([Format, Type.Null()], { default: null }),
  conduct: Type.Union([Type.Enum(conducts), Type.Null()], { default: null }),
  visits: Type.Integer({ minimum: 1, maximum: 31, default: 1 }),
  /** Days that suit best; none: all alike. A shop's fixed line goes before. */
  weekdays: Type.Array(Weekday, { maxItems: 7, uniqueItems: true, default: [] }),
  /** A shop without a fixed line keeps the weekday of its last visit. */
  sameWeekday: Type.Boolean({ default: false }),
  /** What a visit on another than the usual weekday must save at least, in minutes. */
  continuityMinutes: Type.Integer({ minimum: 0, maximum: 240, default: 20 }),
  /** Best on the two days before the shop's order day, after it, or after its delivery. */
  around: Type.Union([Type.Enum(orderTimes), Type.Null()], { default: null }),
  /** For two: only whoever has a companion on the day can make the visit. */
  pair: Type.Boolean({ default: false }),
}

/** What makes a visit due, for those who ask why. */
export const dueReason = {
  intervalDays: Type.Integer(),
  visits: Type.Integer(),
  /** Days since the last visit; null: never. */
  sinceDays: Nullable(Type.Integer()),
  /** The fixed line's days; none: no fixed line. */
  usualWeekdays: Type.Array(Type.Integer()),
  orderWeekday: Nullable(Weekday),
  deliveryWeekday: Nullable(Weekday),
  /** What the day must save, in minutes, as another suits the shop better; 0: it suits. */
  dayMinutes: Type.Integer(),
  /** The shop is closed on that day of the week. */
  closed: Type.Boolean(),
  /** Not when absent, on a holiday or a day off. */
  managerWorks: Type.Boolean(),
}
