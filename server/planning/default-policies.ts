import type { VisitPolicy } from '../../shared/planning.ts'
import type { Db } from '../platform/database/index.ts'
import { addPolicies, visitPolicies } from './policy-queries.ts'

const anytime = { windowStart: null, windowEnd: null }
const anyShop = { format: null, conduct: null, visits: 1, weekdays: [], around: null, pair: false }
/** A shop keeps its weekday unless another saves 20 minutes. */
const steady = { sameWeekday: true, continuityMinutes: 20 }

/** A start, to be changed by each bureau: high tiers weekly, middle every two weeks, low every four. */
const defaults: readonly Omit<VisitPolicy, 'id'>[] = [
  {
    name: '21–30 档 · 每周 weekly',
    ...{ tierFrom: 21, tierTo: 30, intervalDays: 7, minGapDays: 3, serviceMinutes: 20 },
    ...{ ...anytime, ...anyShop, ...steady },
  },
  {
    name: '11–20 档 · 每两周 fortnightly',
    ...{ tierFrom: 11, tierTo: 20, intervalDays: 14, minGapDays: 7, serviceMinutes: 15 },
    ...{ ...anytime, ...anyShop, ...steady },
  },
  {
    name: '1–10 档 · 每四周 every 4 weeks',
    ...{ tierFrom: 1, tierTo: 10, intervalDays: 28, minGapDays: 14, serviceMinutes: 10 },
    ...{ ...anytime, ...anyShop, ...steady },
  },
]

/** Gives an installation that has no visit policy the default ones. Safe to call at every start. */
export async function ensureDefaultPolicies(db: Db): Promise<void> {
  if ((await visitPolicies(db)).length === 0) await addPolicies(db, defaults)
}
