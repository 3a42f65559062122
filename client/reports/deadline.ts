import { addDays, dayOf, isoWeekday, startOfDay } from '../../shared/time.ts'
import type { Report, ReportStatus } from '../../shared/reports.ts'

const DAY_MILLIS = 86_400_000
/** Working days from the report until the next step is expected: triage, first visit, decision. */
const DAYS: Partial<Record<ReportStatus, number>> = {
  submitted: 1,
  accepted: 3,
  assigned: 3,
  'on-site': 7,
  verified: 7,
}
/** Counterfeits are looked at within a day of the clock. */
const COUNTERFEIT_DAYS = 1

export type Urgency = 'fresh' | 'soon' | 'late' | 'settled'

export interface Deadline {
  /** Milliseconds since 1970; undefined once nothing more is expected. */
  readonly due: number | undefined
  /** How much of the time is used up; above 1 when late. */
  readonly used: number
  readonly urgency: Urgency
}

/** When the next step is due. Weekends do not count; public holidays are not known here and do. */
export function deadlineOf(
  { reportedAt, status, kind }: Pick<Report, 'reportedAt' | 'status' | 'kind'>,
  now: number,
  timeZone: string,
): Deadline {
  const days = DAYS[status]
  if (days === undefined) return { due: undefined, used: 0, urgency: 'settled' }
  const from = Date.parse(reportedAt)
  const first = status === 'accepted' || status === 'assigned'
  const due =
    kind === 'counterfeit' && first
      ? from + COUNTERFEIT_DAYS * DAY_MILLIS
      : addWorkingDays(from, days, timeZone)
  const used = Math.max(0, (now - from) / (due - from))
  return { due, used, urgency: used >= 1 ? 'late' : used >= 0.6 ? 'soon' : 'fresh' }
}

/** The same time of day so many working days later; what comes in at a weekend counts from Monday's beginning. */
export function addWorkingDays(at: number, days: number, timeZone: string): number {
  let day = dayOf(at, timeZone)
  let time = at - startOfDay(day, timeZone).getTime()
  if (isoWeekday(day) > 5) time = 0
  while (isoWeekday(day) > 5) day = addDays(day, 1)
  for (let left = days; left > 0;) {
    day = addDays(day, 1)
    if (isoWeekday(day) <= 5) left--
  }
  return startOfDay(day, timeZone).getTime() + time
}
