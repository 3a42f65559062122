import type { VisitPolicy } from '../../shared/planning.ts'
import { isoWeekday } from '../../shared/time.ts'

/** A shop's week; days of the week, 1 = Monday. */
export interface ShopWeek {
  /** Of its fixed line; none: no fixed day. */
  readonly usualWeekdays: readonly number[]
  readonly orderWeekday: number | null
  readonly deliveryWeekday: number | null
  /** Where a policy keeps the weekday of the last visit. */
  readonly lastVisitDay?: string | null
}

/** A day of the week that suits less, where no fixed line says more. */
const OTHER_WEEKDAY_SECONDS = 600
/** How many days before or after its order or delivery a shop is best visited. */
const AROUND_DAYS = 2

/**
 * What a visit on a day of the week costs on top, in seconds of travel: 0 where the day suits. A fixed line goes before
 * the weekday of the last visit, and that before what the policy prefers.
 */
export function weekdayPrice(shop: ShopWeek, policy: VisitPolicy, weekday: number): number {
  const continuity = policy.continuityMinutes * 60
  const usual = usualWeekdays(shop, policy)
  const stays = usual.length === 0 || usual.includes(weekday)
  if (shop.usualWeekdays.length > 0) return stays ? 0 : continuity
  const suits = policy.weekdays.length === 0 || policy.weekdays.includes(weekday)
  return (
    (stays ? 0 : continuity) +
    (suits ? 0 : OTHER_WEEKDAY_SECONDS) +
    (isAround(shop, policy, weekday) ? 0 : OTHER_WEEKDAY_SECONDS)
  )
}

/** When a shop is usually visited; none: on any day. */
function usualWeekdays(
  { usualWeekdays, lastVisitDay }: ShopWeek,
  { sameWeekday }: VisitPolicy,
): readonly number[] {
  if (usualWeekdays.length > 0 || !sameWeekday || !lastVisitDay) return usualWeekdays
  return [isoWeekday(lastVisitDay)]
}

/** Whether a weekday is near the shop's order or delivery, on the side the policy says; a shop without either has no say. */
function isAround(shop: ShopWeek, { around }: VisitPolicy, weekday: number): boolean {
  const anchor = around === 'after-delivery' ? shop.deliveryWeekday : shop.orderWeekday
  if (around === null || anchor === null) return true
  const [from, to] = around === 'before-order' ? [weekday, anchor] : [anchor, weekday]
  const days = (to - from + 7) % 7
  return days >= 1 && days <= AROUND_DAYS
}
