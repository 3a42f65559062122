import type { Plan } from '../../../shared/planning.ts'

/** What the days of a horizon must keep, told apart from how they are made. */
export interface HorizonRules {
  /** Days at least between two visits of a shop, and from its last one to the first. */
  readonly gapOf: (retailerId: number) => number
  readonly lastVisitOf?: (retailerId: number) => string | undefined
  readonly works: (personId: number, day: string) => boolean
  readonly isClosed?: (retailerId: number, day: string) => boolean
}

/** Everything that is wrong with the plans of some days, in words; none when they keep all rules. */
export function findFaults(plans: readonly Plan[], rules: HorizonRules): string[] {
  const faults: string[] = []
  const daysOf = new Map<number, string[]>()
  const personOf = new Map<number, number>()
  for (const { day, tours } of plans.toSorted((a, b) => a.day.localeCompare(b.day)))
    for (const { personId, stops } of tours) {
      if (stops.length > 0 && !rules.works(personId, day))
        faults.push(`${String(personId)} does not work on ${day}`)
      let clock = ''
      for (const { retailerId, arrivesAt, leavesAt, violations } of stops) {
        const shop = `shop ${String(retailerId)} on ${day}`
        if (arrivesAt < clock) faults.push(`${shop} begins before the stop before it ends`)
        clock = leavesAt
        if (violations.length > 0) faults.push(`${shop} breaks ${violations.join(', ')}`)
        if (rules.isClosed?.(retailerId, day)) faults.push(`${shop} is closed`)
        const known = personOf.get(retailerId) ?? personId
        if (known !== personId) faults.push(`${shop} has two people`)
        personOf.set(retailerId, personId)
        daysOf.set(retailerId, [...(daysOf.get(retailerId) ?? []), day])
      }
    }
  for (const [retailerId, days] of daysOf) {
    const last = rules.lastVisitOf?.(retailerId)
    const all = last === undefined ? days : [last, ...days]
    all.slice(1).forEach((day, nth) => {
      const apart = (Date.parse(day) - Date.parse(all[nth] ?? day)) / 86_400_000
      if (apart < rules.gapOf(retailerId))
        faults.push(`shop ${String(retailerId)} is visited ${String(apart)} days apart`)
    })
  }
  return faults
}
