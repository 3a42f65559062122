import type { LngLat } from '../../shared/geo.ts'
import type { VisitPolicy } from '../../shared/planning.ts'
import { secondsOfTime, type DayClock } from './day-clock.ts'
import { prizeOf, type TourPerson, type TourShop, type VisitedStop } from './day-problem.ts'
import type { CarriedVisit, ShopRow, WorkingDay } from './due-queries.ts'
import { policyFor, stepOf } from './find-due.ts'
import { timeVisit } from './time-visit.ts'
import { weekdayPrice } from './weekday-price.ts'

/** For a shop of a tier without a policy: it is never due, but may be added by hand. */
const SERVICE_MINUTES_WITHOUT_POLICY = 10

/** A person of the day as the solver needs them. */
export function toTourPerson(
  row: WorkingDay,
  start: LngLat,
  visited: readonly VisitedStop[],
): TourPerson {
  const opens = secondsOfTime(row.breakStart)
  const seconds = row.breakMinutes * 60
  const closes = Math.max(opens, secondsOfTime(row.breakEnd) - seconds)
  return {
    personId: row.personId,
    start,
    shift: [secondsOfTime(row.shiftStart), secondsOfTime(row.shiftEnd)],
    // The rest lies between the two times of day; the window is of its beginning.
    ...(seconds > 0 ? { break: { window: [opens, closes] as const, seconds } } : {}),
    visited,
    ...(row.companionId === null ? {} : { companionId: row.companionId }),
  }
}

/**
 * A shop as the solver needs it, served as its policy says.
 * @param weekday on which it would be visited: on one that suits less it is worth less
 */
export function toTourShop(
  shop: Omit<ShopRow, 'status'>,
  policies: readonly VisitPolicy[],
  overdueDays: number,
  weekday?: number,
): TourShop {
  const { retailerId, door, managerId, tier } = shop
  const policy = policyFor(policies, shop)
  const dayPrice = policy && weekday !== undefined ? weekdayPrice(shop, policy, weekday) : 0
  const step = policy ? stepOf(policy) : 1
  const minutes = policy?.serviceMinutes ?? SERVICE_MINUTES_WITHOUT_POLICY
  return {
    retailerId,
    at: door,
    managerId,
    serviceSeconds: minutes * 60,
    ...windowOf(policy),
    ...(policy?.pair ? { pair: true } : {}),
    prize: Math.max(1, prizeOf(overdueDays, step, tier) - dayPrice),
  }
}

function windowOf(policy: VisitPolicy | undefined): Pick<TourShop, 'window'> {
  if (!policy || (policy.windowStart === null && policy.windowEnd === null)) return {}
  const { windowStart, windowEnd } = policy
  return { window: [secondsOfTime(windowStart ?? '00:00'), secondsOfTime(windowEnd ?? '24:00')] }
}

/** A person's visits so far. */
export function toVisitedStops(
  visits: readonly CarriedVisit[],
  personId: number,
  shops: readonly TourShop[],
  clock: DayClock,
): VisitedStop[] {
  return visits
    .filter((visit) => visit.personId === personId)
    .map((visit) => {
      const shop = shops.find(({ retailerId }) => retailerId === visit.retailerId)
      return timeVisit(visit, shop?.serviceSeconds ?? 0, clock)
    })
}

/** The middle of some points (close together: plain means of degrees). */
export function centroidOf(points: readonly LngLat[]): LngLat | undefined {
  if (points.length === 0) return undefined
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length
  return [mean(0), mean(1)]
}
