import type { VisitPolicy } from '../../shared/planning.ts'

export type NewPolicy = Omit<VisitPolicy, 'id'>

/** What keeps policies from being saved, or is remarked upon; the names of those concerned with it. */
export interface PolicyProblem {
  readonly key:
    | 'name-missing'
    | 'name-twice'
    | 'tiers'
    | 'window'
    | 'number'
    | 'often'
    | 'gap'
    | 'weekdays'
    | 'overlap'
  readonly name: string
  readonly other: string
  readonly refused: boolean
}

const TIERS = Array.from({ length: 30 }, (_, index) => index + 1)
/** Ranges of the contract. */
const ranges = {
  tierFrom: [1, 30],
  tierTo: [1, 30],
  visits: [1, 31],
  intervalDays: [1, 366],
  minGapDays: [0, 366],
  serviceMinutes: [1, 240],
  continuityMinutes: [0, 240],
} as const satisfies Partial<Record<keyof NewPolicy, readonly [number, number]>>

/** Everything that is wrong with the policies as a whole, those that the server would refuse first. */
export function judgePolicies(policies: readonly NewPolicy[]): PolicyProblem[] {
  const problems: PolicyProblem[] = []
  const add = (key: PolicyProblem['key'], name: string, refused: boolean, other = '') =>
    problems.push({ key, name, other, refused })
  policies.forEach((policy, index) => {
    const { name } = policy
    const later = policies.slice(index + 1)
    if (name.trim() === '') add('name-missing', name, true)
    else if (later.some((other) => other.name === name)) add('name-twice', name, true)
    if (!inRange(policy)) add('number', name, true)
    else if (policy.visits > policy.intervalDays) add('often', name, true)
    else if (policy.minGapDays * policy.visits > policy.intervalDays) add('gap', name, false)
    if (policy.tierFrom > policy.tierTo) add('tiers', name, true)
    if (isBackward(policy)) add('window', name, true)
    if (tooFewWeekdays(policy)) add('weekdays', name, false)
    for (const other of later) if (overlap(policy, other)) add('overlap', name, false, other.name)
  })
  return problems.toSorted((a, b) => Number(b.refused) - Number(a.refused))
}

/** Tiers whose shops never fall due, as ranges: `1–3, 9`. */
export function uncoveredTiers(policies: readonly NewPolicy[]): string {
  const open = TIERS.filter(
    (tier) => !policies.some(({ tierFrom, tierTo }) => tier >= tierFrom && tier <= tierTo),
  )
  const ranges: [number, number][] = []
  for (const tier of open) {
    const last = ranges.at(-1)
    if (last?.[1] === tier - 1) last[1] = tier
    else ranges.push([tier, tier])
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ')
}

function inRange(policy: NewPolicy): boolean {
  return Object.entries(ranges).every(([field, [lowest, highest]]) => {
    const value: unknown = policy[field as keyof typeof ranges]
    return Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest
  })
}

const isBackward = ({ windowStart, windowEnd }: NewPolicy) =>
  windowStart !== null && windowEnd !== null && windowStart >= windowEnd

/** More visits a week than there are days that suit: some fall on others. */
const tooFewWeekdays = ({ weekdays, visits, intervalDays }: NewPolicy) =>
  weekdays.length > 0 && (visits * 7) / intervalDays > weekdays.length

/** Of two that name different classes the one that names more counts, and nothing is left to chance. */
const overlap = (a: NewPolicy, b: NewPolicy) =>
  a.tierFrom <= b.tierTo &&
  b.tierFrom <= a.tierTo &&
  a.format === b.format &&
  a.conduct === b.conduct
