import { expect, test } from 'vitest'
import { keepUnchanged } from '../../../client/planning/keep-unchanged.ts'
import { planOf, stopAt, tourOf } from './plan-of.ts'

const makePlan = (third = 114.03) =>
  planOf(
    tourOf(1, [stopAt(11, 114.01), stopAt(12, 114.02), stopAt(13, third)]),
    tourOf(2, [stopAt(21, 113.99)]),
  )

test('a plan read again has the very tours of before, except those that changed', () => {
  const [before, after] = [makePlan(), makePlan(114.04)]
  const kept = keepUnchanged(before, after)
  expect(kept).toEqual(after)
  expect(kept.tours[1]).toBe(before.tours[1])
  expect(kept.tours[0]).not.toBe(before.tours[0])
})

test('a tour that changed has the very stops of before, except those that changed', () => {
  const [before, after] = [makePlan(), makePlan(114.04)]
  const [tour] = keepUnchanged(before, after).tours
  const [first, second, third] = before.tours[0]?.stops ?? []
  expect(tour?.stops[0]).toBe(first)
  expect(tour?.stops[1]).toBe(second)
  expect(tour?.stops[2]).not.toBe(third)
})

test('another plan is taken as it is', () => {
  const before = makePlan()
  const other = { ...makePlan(), id: before.id + 1 }
  expect(keepUnchanged(before, other)).toBe(other)
  expect(keepUnchanged(undefined, before)).toBe(before)
})
