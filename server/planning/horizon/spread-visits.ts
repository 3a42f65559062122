import type { ShopLock } from '../../../shared/locks.ts'
import type { VisitPolicy } from '../../../shared/planning.ts'
import { addDays, isoWeekday } from '../../../shared/time.ts'
import type { ShopRow } from '../due-queries.ts'
import { prizeOf } from '../day-problem.ts'
import { daysBetween, fallsDue, stepOf } from '../find-due.ts'
import { weekdayPrice } from '../weekday-price.ts'

/** A shop with what decides when it is due. */
export interface RhythmShop extends ShopRow {
  /** Before the horizon, made or on its way under a published plan; or made on a day of the horizon. */
  readonly lastVisitDay: string | null
}

/** One visit that the horizon owes a shop. */
export interface OwedVisit {
  readonly retailerId: number
  /** On which it falls due, or the first day of the horizon when that is past. */
  readonly dueOn: string
  /** Days late on the first day of the horizon; 0 when it falls due later. */
  readonly overdueDays: number
  /** What leaving it out costs, and what each day that is possible costs on top, in seconds of travel. */
  readonly prize: number
  readonly days: readonly { readonly day: string; readonly price: number }[]
  /** Why there is no day. */
  readonly reason:
    'NO_SKILL' | 'NEEDS_PAIR' | 'CLOSED_DAY' | 'TOO_SOON' | 'LOCK_CONFLICT' | undefined
  /** Days at least between this visit and others of the shop. */
  readonly gapDays: number
  /** The day on which somebody locked it in a draft, and to what. */
  readonly pin?: { readonly day: string; readonly lock: ShopLock }
  /** Its turn among those of a day in which somebody locked one. */
  readonly rank?: number
}

/** A whole step late costs so much, a step early half of it: which day a visit falls on is worth a detour, and no more. */
const STEP_LATE_SECONDS = 3600
const STEP_EARLY_SECONDS = 1800
/**
 * Visits that are late when the days begin are late on any of them: within a step they may be spread evenly. Who has waited
 * longer comes earlier: a step costs so much, and as much again for each step that they are late.
 */
const STEP_WAITED_SECONDS = 300
const MOST_STEPS_LATE = 4
/** Where the first visit may be anywhere in its step, the next one keeps this part of a step from it. */
const LEAST_STEP = 0.7

/**
 * The visits that fall due on a shop within some days.
 * @param working days of its customer manager among those of the horizon, in order
 * @param paired those of them on which somebody goes along
 */
export function owedVisits(
  shop: RhythmShop,
  policy: VisitPolicy,
  first: string,
  last: string,
  working: readonly string[],
  paired: readonly string[],
): OwedVisit[] {
  const { retailerId, tier, lastVisitDay, closedWeekdays } = shop
  const dueOn = fallsDue(lastVisitDay, policy, first)
  const begins = dueOn < first ? first : dueOn
  const gapDays = Math.max(1, policy.minGapDays)
  const step = stepOf(policy)
  const lateDays = Math.max(0, daysBetween(dueOn, first))
  const lateSteps = lateDays / step
  const between = lateSteps > 0 ? Math.max(gapDays, Math.floor(LEAST_STEP * step)) : gapDays
  const able = policy.pair ? paired : working
  const open = able.filter((day) => !closedWeekdays.includes(isoWeekday(day)))
  const earliest = lastVisitDay === null ? first : addDays(lastVisitDay, gapDays)
  const possible = open.filter((day) => day >= earliest)
  const owed: OwedVisit[] = []
  for (let nth = 0; ; nth++) {
    const due = addDays(begins, Math.round(nth * step))
    if (due > last) return owed
    owed.push({
      retailerId,
      dueOn: due,
      overdueDays: nth === 0 ? lateDays : 0,
      prize: prizeOf(daysBetween(nth === 0 ? dueOn : due, last), step, tier),
      days: possible.map((day) => {
        const timing = timingPrice(daysBetween(due, day) / step, lateSteps)
        return { day, price: Math.round(timing + weekdayPrice(shop, policy, isoWeekday(day))) }
      }),
      reason: reasonOf(working, able, open, possible),
      gapDays: between,
    })
  }
}

function reasonOf(
  working: readonly string[],
  able: readonly string[],
  open: readonly string[],
  possible: readonly string[],
): OwedVisit['reason'] {
  if (possible.length > 0) return undefined
  if (open.length > 0) return 'TOO_SOON'
  if (able.length > 0) return 'CLOSED_DAY'
  return working.length > 0 ? 'NEEDS_PAIR' : 'NO_SKILL'
}

/**
 * @param late steps after the day on which the visit falls due; negative when it is before
 * @param lateBefore steps that the shop's first visit is late when the days begin
 */
function timingPrice(late: number, lateBefore: number): number {
  if (late <= 0) return -late * STEP_EARLY_SECONDS
  if (lateBefore === 0) return late * STEP_LATE_SECONDS
  const waited = Math.min(late, 1) * (1 + Math.min(lateBefore, MOST_STEPS_LATE))
  return waited * STEP_WAITED_SECONDS + Math.max(0, late - 1) * STEP_LATE_SECONDS
}
