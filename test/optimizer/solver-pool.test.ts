import { afterAll, describe, expect, test } from 'vitest'
import { openSolverPool } from '../../server/optimizer/solver-pool.ts'
import { check } from '../../server/solver/check.ts'
import { makeDay } from '../solver/support/day-problem.ts'

const pool = openSolverPool()
afterAll(() => pool.close())

describe('searches side by side', () => {
  const problem = makeDay(4, 12, 60, 3)

  test('give the same answer for the same seed and rounds, however they are timed', async () => {
    const search = { seed: 5, iterations: 3000, threads: 2 }
    const [one, other] = await Promise.all([
      pool.solve(problem, search),
      pool.solve(problem, search),
    ])
    check(problem, one)
    expect(other).toEqual(one)
  })

  test('answer with the best plan that any of them told', async () => {
    const costs: number[] = []
    const together = await pool.solve(
      problem,
      { seed: 5, iterations: 3000, threads: 2 },
      { onImprovement: ({ cost }) => costs.push(cost) },
    )
    check(problem, together)
    expect(together.cost).toBeLessThanOrEqual(Math.min(...costs))
  })

  test('all end soon when they are told to, also those that wait for a thread', async () => {
    const ending = new AbortController()
    const endless = { seed: 1, iterations: 1e9, threads: 2 }
    let begun = 0
    const searches = Array.from({ length: 3 }, () =>
      pool.solve(problem, endless, {
        signal: ending.signal,
        onImprovement: () => {
          if (begun++ === 0) ending.abort()
        },
      }),
    )
    for (const solution of await Promise.all(searches)) check(problem, solution)
  })

  test('a problem that makes no sense is refused, and threads stay free', async () => {
    const nonsense = { ...problem, matrices: [] }
    const search = { seed: 1, iterations: 100, threads: 2 }
    await expect(pool.solve(nonsense, search)).rejects.toThrow(RangeError)
    check(problem, await pool.solve(problem, search))
  })
})
