import { describe, expect, test } from 'vitest'
import {
  judgePolicies,
  uncoveredTiers,
  type NewPolicy,
} from '../../../client/policies/judge-policies.ts'
import { plainRhythm } from '../../support/plain-rhythm.ts'

const policy = (change: Partial<NewPolicy> = {}): NewPolicy => ({
  name: 'weekly',
  tierFrom: 21,
  tierTo: 30,
  intervalDays: 7,
  minGapDays: 3,
  serviceMinutes: 20,
  windowStart: null,
  windowEnd: null,
  ...plainRhythm,
  ...change,
})
const keysOf = (...policies: NewPolicy[]) => judgePolicies(policies).map(({ key }) => key)

describe('visit policies', () => {
  test('policies that share nothing are in order', () => {
    expect(keysOf(policy(), policy({ name: 'low', tierFrom: 1, tierTo: 20 }))).toEqual([])
  })

  test.each([
    ['name-missing', { name: ' ' }],
    ['number', { intervalDays: 0, minGapDays: 0 }],
    ['number', { serviceMinutes: 2.5 }],
    ['number', { continuityMinutes: 241 }],
    ['often', { visits: 8 }],
    ['tiers', { tierFrom: 30, tierTo: 21 }],
    ['window', { windowStart: '10:00', windowEnd: '10:00' }],
  ] as const)('the server would refuse: %s %o', (key, change) => {
    expect(judgePolicies([policy(change)])).toMatchObject([{ key, refused: true }])
  })

  test('an emptied number field is refused, not taken for zero', () => {
    expect(keysOf(policy({ minGapDays: undefined as unknown as number }))).toContain('number')
  })

  test('shared tiers and a gap beyond the interval are remarked upon, after what is refused', () => {
    const problems = judgePolicies([
      policy({ minGapDays: 9 }),
      policy({ name: 'other', tierFrom: 30 }),
      policy({ name: 'other', tierFrom: 1, tierTo: 5 }),
    ])
    expect(problems.map(({ key, refused }) => [key, refused])).toEqual([
      ['name-twice', true],
      ['gap', false],
      ['overlap', false],
    ])
  })

  test('a gap that so many visits do not leave, and more visits than days that suit, are remarked upon', () => {
    const twice = { visits: 2, minGapDays: 3 }
    expect(keysOf(policy(twice))).toEqual([])
    expect(keysOf(policy({ ...twice, minGapDays: 4 }))).toEqual(['gap'])
    expect(keysOf(policy({ ...twice, weekdays: [2] }))).toEqual(['weekdays'])
    expect(keysOf(policy({ ...twice, weekdays: [2, 5] }))).toEqual([])
  })

  test('tiers that no policy speaks of are told as ranges', () => {
    expect(uncoveredTiers([policy(), policy({ tierFrom: 4, tierTo: 8 })])).toBe('1–3, 9–20')
    expect(uncoveredTiers([policy({ tierFrom: 1 })])).toBe('')
  })
})
