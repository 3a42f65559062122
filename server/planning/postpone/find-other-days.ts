import type { OtherDay } from '../../../shared/plan-why.ts'
import type { Plan, VisitPolicy } from '../../../shared/planning.ts'
import { addDays, isoWeekday } from '../../../shared/time.ts'
import { dayClock, secondsOfTime } from '../day-clock.ts'
import { shopsById, type ShopRow } from '../due-queries.ts'
import { policyFor, stepOf } from '../find-due.ts'
import { peopleWorkingBetween, type PersonDay } from '../horizon/working-queries.ts'
import { visitPolicies } from '../policy-queries.ts'
import { plansById } from '../queries.ts'
import type { RetimeParts } from '../retime-tours.ts'
import { weekdayPrice } from '../weekday-price.ts'
import { newestPlans } from './postpone-queries.ts'
import { nearestPlace, priceBetween, type Between } from './price-in-tour.ts'

/** No visit is moved further, whatever its interval. */
const MOST_DAYS = 14

interface Candidate {
  readonly day: string
  readonly plan: Plan | undefined
  /** None where nothing is to be driven: no plan yet, or it is in its tour already. */
  readonly place: Between | undefined
  readonly weekdaySeconds: number
}

/**
 * The cheapest other day of each visit that a plan leaves out: within its interval, by its usual person, in that day's newest
 * plan where there is one. Days are compared by straight lines, and the best is priced along streets.
 * @throws Problem road-engine-unavailable
 */
export async function findOtherDays(
  { db, timeZone, travel }: RetimeParts,
  { teamId, day, profile, unassigned }: Plan,
): Promise<OtherDay[]> {
  const days = Array.from({ length: MOST_DAYS }, (_, index) => addDays(day, index + 1))
  const ids = unassigned.map(({ retailerId }) => retailerId)
  const shops = await shopsById(db, ids)
  const policies = await visitPolicies(db)
  const working = await peopleWorkingBetween(db, teamId, addDays(day, 1), addDays(day, MOST_DAYS))
  const plans = await plansById(db, await newestPlans(db, teamId, days))
  const found: OtherDay[] = []

  for (const shop of shops) {
    const lock = unassigned.find(({ retailerId }) => retailerId === shop.retailerId)?.lock
    const personId = lock?.personId ?? shop.managerId
    const policy = policyFor(policies, shop)
    if (!policy || lock?.locks.includes('day')) continue
    const last = addDays(day, Math.round(stepOf(policy)))
    const mine = working.filter((one) => one.personId === personId && one.day <= last)
    const [best] = mine
      .flatMap((work) => toCandidate(shop, policy, work, plans, timeZone) ?? [])
      .sort((a, b) => roughly(a) - roughly(b) || a.day.localeCompare(b.day))
    const price = best && (await priceOf(travel, profile, shop, best))
    if (price && personId !== null) found.push({ retailerId: shop.retailerId, personId, ...price })
  }
  return found
}

async function priceOf(
  travel: RetimeParts['travel'],
  profile: Plan['profile'],
  { door }: ShopRow,
  { day, plan, place, weekdaySeconds }: Candidate,
): Promise<Omit<OtherDay, 'retailerId' | 'personId'> | undefined> {
  const nothing = { seconds: 0, metres: 0 }
  const way = place ? await priceBetween(travel, profile, door, place) : nothing
  return way && { day, planId: plan?.id ?? null, ...way, weekdaySeconds }
}

const roughly = ({ place, weekdaySeconds }: Candidate) => (place?.seconds ?? 0) + weekdaySeconds

/** A day on which somebody works, for a shop; undefined where it is closed or the shift has no room for it. */
function toCandidate(
  shop: ShopRow,
  policy: VisitPolicy,
  { day, personId, shiftEnd }: PersonDay,
  plans: readonly Plan[],
  timeZone: string,
): Candidate | undefined {
  const weekday = isoWeekday(day)
  if (shop.closedWeekdays.includes(weekday)) return undefined
  const plan = plans.find((one) => one.day === day)
  const weekdaySeconds = weekdayPrice(shop, policy, weekday)
  const priced = { day, plan, weekdaySeconds, place: undefined }
  const all = plan?.tours ?? []
  const isThere = all.some(({ stops }) => stops.some((s) => s.retailerId === shop.retailerId))
  if (!plan || isThere) return priced
  const tour = all.find((one) => one.personId === personId)
  if (!tour) return undefined
  const place = nearestPlace(tour, shop.door, plan.profile)
  const clock = dayClock(day, timeZone)
  const ends = tour.endsAt === null ? 0 : clock.secondsOf(tour.endsAt)
  const back = ends + place.seconds + policy.serviceMinutes * 60
  return back > secondsOfTime(shiftEnd) ? undefined : { ...priced, place }
}
