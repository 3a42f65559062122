import { describe, expect, test } from 'vitest'
import { Random } from '../../server/solver/random.ts'

const draw = (seed: number, count: number) => {
  const random = new Random(seed)
  return Array.from({ length: count }, () => random.bits() >>> 0)
}

describe('random numbers', () => {
  test('are the same on every machine', () => {
    // sfc32 computed apart, in Python.
    expect(draw(1, 4)).toEqual([573063952, 3268221502, 703077755, 2308299391])
    expect(draw(2 ** 40 + 1, 2)).not.toEqual(draw(1, 2))
  })

  test('spread evenly over their range', () => {
    const random = new Random(7)
    const counts = new Array<number>(10).fill(0)
    for (let i = 0; i < 10_000; i++) {
      const cell = random.below(10)
      counts[cell] = (counts[cell] ?? 0) + 1
    }
    // Ten cells of 1,000 ± 30 (one standard deviation).
    expect(Math.min(...counts)).toBeGreaterThan(880)
    expect(Math.max(...counts)).toBeLessThan(1120)
  })

  test('of an exponential distribution have its mean and its spread', () => {
    const random = new Random(7)
    const drawn = Array.from({ length: 10_000 }, () => random.exponential())
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length
    expect(mean).toBeCloseTo(1, 1)
    expect(variance).toBeGreaterThan(0.85)
    expect(variance).toBeLessThan(1.15)
  })
})
