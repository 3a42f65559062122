import { expect, test } from 'vitest'
import { rangesOf, tiersIn } from '../../../client/planning/due/tier-ranges.ts'

test('due visits are told apart by the tiers that policies name', () => {
  const ranges = rangesOf([
    { tierFrom: 1, tierTo: 20 },
    { tierFrom: 30, tierTo: 30 },
    { tierFrom: 1, tierTo: 20 },
  ])
  expect(ranges.map(({ name }) => name)).toEqual(['30', '1–20'])
  const shown = (chosen: string[]) =>
    [null, 20, 25, 30].filter((tier) => tiersIn(ranges, chosen)({ tier }))
  expect(shown([])).toEqual([null, 20, 25, 30])
  expect(shown(['1–20'])).toEqual([null, 20])
  expect(shown(['1–20', '30'])).toEqual([null, 20, 30])
})
