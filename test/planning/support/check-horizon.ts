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
  const days = plans.toSorted((a, b) => a.day.localeCompare(b.day))
  return [...days.flatMap((plan) => findDayFaults(plan, rules)), ...findSpacing(days, rules)]
}

function findDayFaults({ day, tours }: Plan, { works, isClosed }: HorizonRules): string[] {
  const faults: string[] = []
  for (const { personId, stops } of tours) {
    if (stops.length > 0 && !works(personId, day))
      faults.push(`${String(personId)} does not work on ${day}`)
    stops.forEach(({ retailerId, arrivesAt, violations }, place) => {
      const shop = `shop ${String(retailerId)} on ${day}`
      const before = stops[place - 1]?.leavesAt
      if (before !== undefined && arrivesAt < before) faults.push(`${shop} begins too early`)
      if (violations.length > 0) faults.push(`${shop} breaks ${violations.join(', ')}`)
      if (isClosed?.(retailerId, day)) faults.push(`${shop} is closed`)
    })
  }
  return faults
}

function findSpacing(plans: readonly Plan[], { gapOf, lastVisitOf }: HorizonRules): string[] {
  const visitsOf = new Map<number, { day: string; personId: number }[]>()
  for (const { day, tours } of plans)
    for (const { personId, stops } of tours)
      for (const { retailerId } of stops)
        visitsOf.set(retailerId, [...(visitsOf.get(retailerId) ?? []), { day, personId }])
  return [...visitsOf].flatMap(([retailerId, visits]) => {
    const shop = `shop ${String(retailerId)}`
    const people = new Set(visits.map(({ personId }) => personId))
    const days = [lastVisitOf?.(retailerId) ?? [], visits.map(({ day }) => day)].flat()
    const near = days.slice(1).filter((day, nth) => daysApart(days[nth], day) < gapOf(retailerId))
    return [
      ...(people.size > 1 ? [`${shop} has ${String(people.size)} people`] : []),
      ...near.map((day) => `${shop} is visited too soon on ${day}`),
    ]
  })
}

const daysApart = (from = '', to = '') => (Date.parse(to) - Date.parse(from)) / 86_400_000
