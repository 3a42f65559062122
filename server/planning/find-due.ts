import type { LngLat } from '../../shared/geo.ts'
import type { DueVisit, VisitPolicy } from '../../shared/planning.ts'
import { addDays } from '../../shared/time.ts'

/** An active shop of the team with what decides whether it is due. */
export interface Candidate {
  readonly retailerId: number
  readonly name: string | null
  readonly address: string | null
  readonly at: LngLat
  readonly tier: number | null
  readonly managerId: number
  readonly lastVisitAt: string | null
  /** The day `lastVisitAt` falls on in the installation's zone. */
  readonly lastVisitDay: string | null
}

/** A shop without a tier is visited like the lowest one. */
const LOWEST_TIER = 1

/** The policy of a tier: the one that covers the fewest tiers, then the one with the lowest id. */
export function policyFor(
  policies: readonly VisitPolicy[],
  tier: number | null,
): VisitPolicy | undefined {
  const wanted = tier ?? LOWEST_TIER
  const width = ({ tierFrom, tierTo }: VisitPolicy) => tierTo - tierFrom
  return policies
    .filter(({ tierFrom, tierTo }) => tierFrom <= wanted && wanted <= tierTo)
    .reduce<VisitPolicy | undefined>((best, policy) => {
      const order = best ? width(policy) - width(best) || policy.id - best.id : -1
      return order < 0 ? policy : best
    }, undefined)
}

/**
 * The shops due on a day, the most overdue for their interval first, then the highest tier.
 * A visit falls due `intervalDays` after the last one that took place, and never before
 * `minGapDays` have passed. A shop never visited is late by one interval.
 */
export function findDue(
  candidates: readonly Candidate[],
  policies: readonly VisitPolicy[],
  day: string,
): DueVisit[] {
  const due = candidates.flatMap((candidate) => {
    const policy = policyFor(policies, candidate.tier)
    if (!policy) return []
    const visit = dueVisit(candidate, policy, day)
    return visit ? [{ visit, lateness: visit.overdueDays / policy.intervalDays }] : []
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
  { lastVisitDay, ...shop }: Candidate,
  { id: policyId, intervalDays, minGapDays, serviceMinutes }: VisitPolicy,
  day: string,
): DueVisit | undefined {
  const countsFrom = lastVisitDay ?? addDays(day, -2 * intervalDays)
  const dueOn = addDays(countsFrom, intervalDays)
  const overdueDays = daysBetween(dueOn, day)
  const gap = lastVisitDay === null ? Infinity : daysBetween(lastVisitDay, day)
  if (overdueDays < 0 || gap < minGapDays) return undefined
  return { ...shop, policyId, dueOn, overdueDays, serviceMinutes }
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
