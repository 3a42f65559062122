import type { NewPolicies, OwedVisits, TierEffect } from '../../../shared/policy-effect.ts'
import type { VisitPolicy } from '../../../shared/planning.ts'
import { addDays } from '../../../shared/time.ts'
import { daysBetween, fallsDue, LOWEST_TIER, policyFor, stepOf } from '../find-due.ts'
import type { AlikeShops } from './rhythm-queries.ts'

export interface Span {
  readonly from: string
  readonly until: string
}

/** What other policies would ask for within some days, tier by tier. */
export function weighPolicies(
  groups: readonly AlikeShops[],
  before: readonly VisitPolicy[],
  { policies }: NewPolicies,
  span: Span,
): TierEffect[] {
  // Of two that fit alike the first counts, as it will when they are saved.
  const after = policies.map((policy, index) => ({ ...policy, id: index }))
  const tiers = [...new Set(groups.map(tierOf))].toSorted((a, b) => b - a)
  return tiers.map((tier) => {
    const own = groups.filter((group) => tierOf(group) === tier)
    return {
      tier,
      shops: own.reduce((sum, { shops }) => sum + shops, 0),
      before: sumOwed(own, before, span),
      after: sumOwed(own, after, span),
    }
  })
}

const tierOf = ({ tier }: AlikeShops) => tier ?? LOWEST_TIER

function sumOwed(
  groups: readonly AlikeShops[],
  policies: readonly VisitPolicy[],
  span: Span,
): OwedVisits {
  const sum = { visits: 0, minutes: 0, uncovered: 0 }
  for (const group of groups) {
    const policy = policyFor(policies, group)
    if (!policy) {
      sum.uncovered += group.shops
      continue
    }
    const visits = group.shops * countOwed(group.lastVisitDay, policy, span)
    sum.visits += visits
    sum.minutes += visits * policy.serviceMinutes
  }
  return sum
}

/** How many visits a shop is owed within some days. */
export function countOwed(
  lastVisitDay: string | null,
  policy: VisitPolicy,
  { from, until }: Span,
): number {
  const due = fallsDue(lastVisitDay, policy, from)
  const gapEnds = lastVisitDay === null ? from : addDays(lastVisitDay, policy.minGapDays)
  const first = [from, due, gapEnds].reduce((a, b) => (a > b ? a : b))
  if (first > until) return 0
  // The nth falls `step × n` days after the first, rounded to a whole day.
  const step = Math.max(stepOf(policy), policy.minGapDays)
  return Math.ceil((daysBetween(first, until) + 0.5) / step)
}
