import { expect, test } from 'vitest'
import type { TierEffect } from '../../../shared/policy-effect.ts'
import { sumOfTiers, tierBands } from '../../../client/policies/tier-bands.ts'

const at = (tier: number, before: number, after: number): TierEffect => ({
  ...{ tier, shops: 10 },
  before: { visits: before, minutes: before * 10, uncovered: 0 },
  after: { visits: after, minutes: after * 15, uncovered: tier === 1 ? 10 : 0 },
})
const tiers = [at(30, 8, 9), at(21, 2, 2), at(20, 5, 4), at(11, 1, 1), at(1, 3, 0)]

test('tiers that every policy treats alike are one band, and no band reaches across a policy’s end', () => {
  const policies = [
    { tierFrom: 21, tierTo: 30 },
    { tierFrom: 2, tierTo: 20 },
  ]
  const bands = tierBands(tiers, policies)
  expect(
    bands.map(({ from, tier, shops, before, after }) => [
      ...[from, tier, shops],
      ...[before.visits, after.visits, after.minutes, after.uncovered],
    ]),
  ).toEqual([
    [21, 30, 20, 10, 11, 165, 0],
    [11, 20, 20, 6, 5, 75, 0],
    [1, 1, 10, 3, 0, 0, 10],
  ])
})

test('what two sets of policies cut differently is cut by both', () => {
  const policies = [
    { tierFrom: 1, tierTo: 30 },
    { tierFrom: 15, tierTo: 25 },
  ]
  expect(tierBands(tiers, policies).map(({ from, tier }) => [from, tier])).toEqual([
    [30, 30],
    [20, 21],
    [1, 11],
  ])
})

test('the sum of all tiers is what all bands make together', () => {
  expect(sumOfTiers(tiers)).toMatchObject({
    shops: 50,
    before: { visits: 19 },
    after: { visits: 16 },
  })
  expect(sumOfTiers([])).toBeUndefined()
})
