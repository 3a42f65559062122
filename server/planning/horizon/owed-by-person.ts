import type { VisitPolicy } from '../../../shared/planning.ts'
import type { ShopRow } from '../due-queries.ts'
import { policyFor } from '../find-due.ts'
import { toTourShop } from '../tour-day.ts'
import type { SpanVisit } from './person-days.ts'
import { pinVisits, type Decided } from './pin-visits.ts'
import { owedVisits, type OwedVisit } from './spread-visits.ts'

export type OwedShop = SpanVisit & { readonly owed: OwedVisit }

/** What decides which visits some days owe, and who makes them. */
export interface Owing {
  readonly policies: readonly VisitPolicy[]
  readonly lastVisits: ReadonlyMap<number, string>
  readonly decided: Decided
  readonly first: string
  readonly last: string
  /** Of each person, in order. */
  readonly workingDays: ReadonlyMap<number, readonly string[]>
  /** Those of them on which somebody goes along. */
  readonly pairedDays: ReadonlyMap<number, readonly string[]>
}

/** The visits that shops are owed, by who goes: their customer manager, unless somebody locked one to another person. */
export function owedByPerson(
  shops: readonly ShopRow[],
  owing: Owing,
): ReadonlyMap<number, OwedShop[]> {
  const found = new Map<number, OwedShop[]>()
  for (const shop of shops) {
    const served = toTourShop(shop, owing.policies, 0)
    for (const owed of owe(shop, owing)) {
      const who = owed.pin?.lock.personId ?? shop.managerId
      if (who === null) continue
      const visit = onWorkingDays(owed, owing.workingDays.get(who) ?? [])
      const { prize, rank, pin } = visit
      const terms = { prize, ...(rank !== undefined && { rank }), ...(pin && { lock: pin.lock }) }
      found.set(who, [...(found.get(who) ?? []), { owed: visit, shop: { ...served, ...terms } }])
    }
  }
  return found
}

function owe(shop: ShopRow, owing: Owing): OwedVisit[] {
  if (shop.status !== 'active') return []
  const { policies, lastVisits, decided, first, last, workingDays, pairedDays } = owing
  const policy = policyFor(policies, shop)
  const lastVisitDay = lastVisits.get(shop.retailerId) ?? null
  const days = workingDays.get(shop.managerId ?? 0) ?? []
  const paired = pairedDays.get(shop.managerId ?? 0) ?? []
  const owed = policy
    ? owedVisits({ ...shop, lastVisitDay }, policy, first, last, days, paired)
    : []
  const placed = decided.get(shop.retailerId)
  return placed
    ? pinVisits(shop.retailerId, owed, placed, Math.max(1, policy?.minGapDays ?? 1))
    : owed
}

/** A locked day on which the person does not work is none. */
function onWorkingDays(visit: OwedVisit, days: readonly string[]): OwedVisit {
  if (!visit.pin || days.includes(visit.pin.day)) return visit
  return { ...visit, days: [], reason: 'LOCK_CONFLICT' }
}
