import type { LngLat } from '../../shared/geo.ts'
import type { DueVisit, VisitPolicy } from '../../shared/planning.ts'
import type { Conduct, Format } from '../../shared/retailers.ts'
import { addDays, isoWeekday } from '../../shared/time.ts'
import { weekdayPrice } from './weekday-price.ts'

/** An active shop of the team with what decides whether it is due. */
export interface Candidate {
  readonly retailerId: number
  readonly name: string | null
  readonly address: string | null
  readonly at: LngLat
  readonly tier: number | null
  readonly format: Format
  readonly conduct: Conduct | null
  readonly managerId: number
  readonly lastVisitAt: string | null
  /** The day `lastVisitAt` falls on in the installation's zone. */
  readonly lastVisitDay: string | null
  /** Days of the week, 1 = Monday: of its fixed line, on which it is closed, orders and is delivered to. */
  readonly usualWeekdays: readonly number[]
  readonly closedWeekdays: readonly number[]
  readonly orderWeekday: number | null
  readonly deliveryWeekday: number | null
}

/** A visit that is due, whoever works. */
export type OpenVisit = Omit<DueVisit, 'managerWorks'>

/** What decides which policy is a shop's. */
export type ShopClass = Pick<Candidate, 'tier' | 'format' | 'conduct'>

/** A shop without a tier is visited like the lowest one. */
export const LOWEST_TIER = 1

/**
 * The policy of a shop: of those that cover its tier and class the one that names most of its class, then the one that
 * covers the fewest tiers, then the one with the lowest id.
 */
export function policyFor(
  policies: readonly VisitPolicy[],
  { tier, format, conduct }: ShopClass,
): VisitPolicy | undefined {
  const wanted = tier ?? LOWEST_TIER
  const [first] = policies
    .filter(
      (policy) =>
        policy.tierFrom <= wanted &&
        wanted <= policy.tierTo &&
        (policy.format === null || policy.format === format) &&
        (policy.conduct === null || policy.conduct === conduct),
    )
    .toSorted((a, b) => named(b) - named(a) || width(a) - width(b) || a.id - b.id)
  return first
}

const named = ({ format, conduct }: VisitPolicy) =>
  Number(format !== null) + Number(conduct !== null)
const width = ({ tierFrom, tierTo }: VisitPolicy) => tierTo - tierFrom

/** Days from one visit to the next, not rounded. */
export const stepOf = ({ intervalDays, visits }: VisitPolicy) => intervalDays / visits

/**
 * The shops due on a day, the most overdue for their interval first, then the highest tier.
 * A visit falls due `intervalDays` ÷ `visits` after the last one that took place, and never before
 * `minGapDays` have passed. A shop never visited is late by one interval.
 */
export function findDue(
  candidates: readonly Candidate[],
  policies: readonly VisitPolicy[],
  day: string,
): OpenVisit[] {
  const due = candidates.flatMap((candidate) => {
    const policy = policyFor(policies, candidate)
    if (!policy) return []
    const visit = dueVisit(candidate, policy, day)
    return visit ? [{ visit, lateness: visit.overdueDays / stepOf(policy) }] : []
  })
  return due
    .sort(
      (a, b) =>
        b.lateness - a.lateness ||
        (b.visit.tier ?? 0) - (a.visit.tier ?? 0) ||
        a.visit.retailerId - b.visit.retailerId,
    )
    .map(({ visit }) => visit)
}

function dueVisit(
  { lastVisitDay, closedWeekdays, usualWeekdays, ...shop }: Candidate,
  policy: VisitPolicy,
  day: string,
): OpenVisit | undefined {
  const { id: policyId, intervalDays, visits, minGapDays, serviceMinutes } = policy
  const dueOn = fallsDue(lastVisitDay, policy, day)
  const overdueDays = daysBetween(dueOn, day)
  const sinceDays = lastVisitDay === null ? null : daysBetween(lastVisitDay, day)
  if (overdueDays < 0 || (sinceDays ?? Infinity) < minGapDays) return undefined
  const { retailerId, name, address, at, tier, managerId, lastVisitAt } = shop
  const { orderWeekday, deliveryWeekday } = shop
  const weekday = isoWeekday(day)
  const dayPrice = weekdayPrice({ ...shop, usualWeekdays }, policy, weekday)
  return {
    ...{ retailerId, name, address, at, tier, managerId, lastVisitAt },
    ...{ policyId, dueOn, overdueDays, serviceMinutes, intervalDays, visits, sinceDays },
    usualWeekdays: [...usualWeekdays],
    ...{ orderWeekday, deliveryWeekday, dayMinutes: Math.round(dayPrice / 60) },
    closed: closedWeekdays.includes(weekday),
  }
}

/** @param day on which somebody asks: a shop never visited is late by one interval then */
export function fallsDue(lastVisitDay: string | null, policy: VisitPolicy, day: string): string {
  const step = Math.round(stepOf(policy))
  return addDays(lastVisitDay ?? addDays(day, -2 * step), step)
}

export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
