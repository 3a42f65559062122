import type { LngLat } from '../../shared/geo.ts'
import type { VisitPolicy } from '../../shared/planning.ts'
import { secondsOfTime, type DayClock } from './day-clock.ts'
import { prizeOf, type TourPerson, type TourShop, type VisitedStop } from './day-problem.ts'
import type { CarriedVisit, ShopRow, WorkingDay } from './due-queries.ts'
import { policyFor } from './find-due.ts'

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
  }
}

/** A shop as the solver needs it, served as its tier's policy says. */
export function toTourShop(
  { retailerId, door, managerId, tier }: Omit<ShopRow, 'status'>,
  policies: readonly VisitPolicy[],
  overdueDays: number,
): TourShop {
  const policy = policyFor(policies, tier)
  const minutes = policy?.serviceMinutes ?? SERVICE_MINUTES_WITHOUT_POLICY
  return {
    retailerId,
    at: door,
    managerId,
    serviceSeconds: minutes * 60,
    ...windowOf(policy),
    prize: prizeOf(overdueDays, policy?.intervalDays ?? 1, tier),
  }
}

function windowOf(policy: VisitPolicy | undefined): Pick<TourShop, 'window'> {
  if (!policy || (policy.windowStart === null && policy.windowEnd === null)) return {}
  const { windowStart, windowEnd } = policy
  return { window: [secondsOfTime(windowStart ?? '00:00'), secondsOfTime(windowEnd ?? '24:00')] }
}

/** A person's visits so far. One that is under way will take as long as its service is planned for. */
export function toVisitedStops(
  visits: readonly CarriedVisit[],
  personId: number,
  shops: readonly TourShop[],
  clock: DayClock,
): VisitedStop[] {
  return visits
    .filter((visit) => visit.personId === personId)
    .map(({ retailerId, arrivedAt, leftAt, outcome }) => {
      const arrives = Math.round(clock.secondsOf(arrivedAt))
      const planned = shops.find((shop) => shop.retailerId === retailerId)?.serviceSeconds ?? 0
      const stays = outcome === 'open' ? planned : 0
      const leaves = leftAt === null ? arrives + stays : Math.round(clock.secondsOf(leftAt))
      return { retailerId, arrives, leaves }
    })
}

/** The middle of some points (close together: plain means of degrees). */
export function centroidOf(points: readonly LngLat[]): LngLat | undefined {
  if (points.length === 0) return undefined
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length
  return [mean(0), mean(1)]
}
