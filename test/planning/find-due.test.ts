import { describe, expect, test } from 'vitest'
import type { VisitPolicy } from '../../shared/planning.ts'
import { findDue, policyFor, type Candidate } from '../../server/planning/find-due.ts'
import { plainRhythm, plainShop } from '../support/plain-rhythm.ts'

const DAY = '2026-03-02'

function policy(id: number, tierFrom: number, tierTo: number, rest: Partial<VisitPolicy> = {}) {
  return {
    ...{ id, name: `policy ${String(id)}`, tierFrom, tierTo },
    ...{ intervalDays: 14, minGapDays: 0, serviceMinutes: 15 },
    ...{ ...plainRhythm, windowStart: null, windowEnd: null },
    ...rest,
  } satisfies VisitPolicy
}

function shop(retailerId: number, lastVisitDay: string | null, tier: number | null = 15) {
  return {
    ...{ retailerId, tier, lastVisitDay, name: null, address: 'here', at: [117, 36], managerId: 1 },
    ...plainShop,
    lastVisitAt: lastVisitDay && `${lastVisitDay}T02:00:00.000Z`,
  } satisfies Candidate as Candidate
}

describe('a visit every 14 days', () => {
  test.each([
    { last: '2026-03-02', overdue: null, why: 'the visit of the day itself' },
    { last: '2026-03-01', overdue: null, why: 'yesterday' },
    { last: '2026-02-17', overdue: null, why: '13 days ago' },
    { last: '2026-02-16', overdue: 0, why: '14 days ago' },
    { last: '2026-02-15', overdue: 1, why: '15 days ago' },
    { last: '2025-12-31', overdue: 47, why: '61 days ago, over a month of 28 days' },
    { last: null, overdue: 14, why: 'never' },
  ])('last made $why is overdue by $overdue days', ({ last, overdue }) => {
    const [due] = findDue([shop(1, last)], [policy(1, 1, 30)], DAY)
    expect(due?.overdueDays ?? null).toBe(overdue)
  })

  test('falls due on the 14th day after, and since one interval when never made', () => {
    const due = findDue([shop(1, '2026-02-10'), shop(2, null)], [policy(1, 1, 30)], DAY)
    expect(due.map(({ retailerId, dueOn }) => [retailerId, dueOn])).toEqual([
      [2, '2026-02-16'],
      [1, '2026-02-24'],
    ])
  })
})

test.each([
  { minGapDays: 21, last: '2026-02-10', due: false },
  { minGapDays: 20, last: '2026-02-10', due: true },
])('with $minGapDays days between visits 20 days are enough: $due', ({ minGapDays, last, due }) => {
  const found = findDue([shop(1, last)], [policy(1, 1, 30, { minGapDays })], DAY)
  expect(found).toHaveLength(due ? 1 : 0)
})

describe('the policy of a tier', () => {
  const policies = [policy(1, 1, 30), policy(2, 10, 20), policy(3, 20, 30), policy(4, 10, 20)]
  test.each([
    { tier: 5, id: 1 },
    { tier: 10, id: 2 },
    { tier: 20, id: 2 },
    { tier: 21, id: 3 },
    { tier: null, id: 1 },
  ])('of $tier is the narrowest, then the one with the lowest id: $id', ({ tier, id }) => {
    expect(policyFor(policies, { ...plainShop, tier })?.id).toBe(id)
    expect(policyFor(policies.toReversed(), { ...plainShop, tier })?.id).toBe(id)
  })

  test('may be missing: such a shop is never due', () => {
    expect(findDue([shop(1, null, 5), shop(2, null, null)], [policy(1, 10, 30)], DAY)).toEqual([])
  })
})

test('what is late by more of its interval comes first, then the higher tier', () => {
  const policies = [policy(1, 1, 20, { intervalDays: 28 }), policy(2, 21, 30, { intervalDays: 7 })]
  const due = findDue(
    [
      shop(1, '2026-01-26', 5), // 35 days ago: 7 late of 28
      shop(2, '2026-02-16', 25), // 14 days ago: 7 late of 7
      shop(3, '2026-02-23', 25), // on the day
      shop(4, '2026-02-02', 5), // on the day
    ],
    policies,
    DAY,
  )
  expect(due.map(({ retailerId, overdueDays }) => [retailerId, overdueDays])).toEqual([
    [2, 7],
    [1, 7],
    [3, 0],
    [4, 0],
  ])
})
