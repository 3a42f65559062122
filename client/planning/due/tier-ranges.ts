import type { DueVisit, VisitPolicy } from '../../../shared/planning.ts'

/** Tiers that some policy speaks of together. */
export interface TierRange {
  /** `21–30`, or `30`. */
  readonly name: string
  readonly from: number
  readonly to: number
}

/** The ranges of all policies, each once, the highest first. */
export function rangesOf(
  policies: readonly Pick<VisitPolicy, 'tierFrom' | 'tierTo'>[],
): TierRange[] {
  const ranges = new Map<string, TierRange>()
  for (const { tierFrom: from, tierTo: to } of policies) {
    const name = from === to ? String(from) : `${String(from)}–${String(to)}`
    ranges.set(name, { name, from, to })
  }
  return [...ranges.values()].toSorted((a, b) => b.to - a.to || b.from - a.from)
}

/** Whether a visit is to a shop of a chosen range; with none chosen, all are. A shop without a tier is like the lowest. */
export function tiersIn(ranges: readonly TierRange[], chosen: readonly string[]) {
  const wanted = ranges.filter(({ name }) => chosen.includes(name))
  return ({ tier }: Pick<DueVisit, 'tier'>) =>
    wanted.length === 0 || wanted.some(({ from, to }) => from <= (tier ?? 1) && (tier ?? 1) <= to)
}
