import { describe, expect, test } from 'vitest'
import {
  classOf,
  countBins,
  divergingBreaks,
  quantileBreaks,
} from '../../../client/licences/class-breaks.ts'

const counted = (values: readonly number[], breaks: readonly number[]) =>
  values.reduce<number[]>(
    (counts, value) => {
      const index = classOf(value, breaks)
      counts[index] = (counts[index] ?? 0) + 1
      return counts
    },
    breaks.map(() => 0).concat(0),
  )

describe('classes by quantiles', () => {
  test('a hundred different values fall into five classes of about twenty', () => {
    const values = Array.from({ length: 100 }, (_, i) => ((i * 37) % 100) + 0.5)
    const breaks = quantileBreaks(values, 5)
    expect(breaks).toHaveLength(4)
    for (const count of counted(values, breaks)) expect(count).toBeGreaterThanOrEqual(18)
  })

  test('breaks ascend, and no class is empty, however the values crowd', () => {
    const values = [0, 0, 0, 0, 0, 0, 1, 1, 2, 9.87, 9.88, 9.89, 400]
    const breaks = quantileBreaks(values, 5)
    expect(breaks).toEqual([...new Set(breaks)].sort((a, b) => a - b))
    for (const count of counted(values, breaks)) expect(count).toBeGreaterThan(0)
  })

  test('breaks are written with two digits where that keeps them apart', () => {
    expect(quantileBreaks([1.234, 2.345, 3.456, 4.567], 2)).toEqual([3.5])
    expect(quantileBreaks([1.001, 1.002, 1.003, 1.004], 2)).toEqual([1.003])
  })

  test('equal values are one class, and no value makes none', () => {
    expect(quantileBreaks([7, 7, 7], 5)).toEqual([])
    expect(quantileBreaks([], 5)).toEqual([])
  })
})

describe('classes around zero', () => {
  test('zero always parts what remains from what is exceeded', () => {
    const values = [-57, -30, -21, -9, -7, -1, 0, 3, 4, 9, 12, 26]
    const breaks = divergingBreaks(values, 3)
    expect(breaks).toContain(0)
    expect(breaks).toEqual(breaks.toSorted((a, b) => a - b))
    expect(classOf(-0.1, breaks)).toBeLessThan(classOf(0, breaks))
    for (const count of counted(values, breaks)) expect(count).toBeGreaterThan(0)
  })
})

test('a value on a break belongs to the class above it', () => {
  expect(classOf(2, [1, 2, 3])).toBe(2)
  expect(classOf(0.99, [1, 2, 3])).toBe(0)
  expect(classOf(3, [1, 2, 3])).toBe(3)
})

test('bins hold every value once, the highest in the last', () => {
  const bins = countBins([0, 1, 2, 3, 10], 5)
  expect(bins.map(({ count }) => count)).toEqual([2, 2, 0, 0, 1])
  expect(countBins([4, 4], 3)[0]?.count).toBe(2)
  expect(countBins([], 3)).toEqual([])
})
