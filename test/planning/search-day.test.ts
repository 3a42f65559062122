import { afterAll, expect, test } from 'vitest'
import { searchDay, type DaySearch } from '../../server/planning/search-day.ts'
import { showLatest } from '../../server/platform/show-latest.ts'
import type { Problem, Solution } from '../../server/solver/problem.ts'
import { openSolverPool, type Search } from '../../server/optimizer/solver-pool.ts'

const pool = openSolverPool()
afterAll(() => pool.close())

/** Sixteen places on a square grid, 100 s from one to the next, for one person who begins in a corner. */
function makeProblem(): Problem {
  const places = Array.from(
    { length: 16 },
    (_, place) => [place % 4, Math.floor(place / 4)] as const,
  )
  const cells = places.flatMap(([x, y]) =>
    places.map(([east, north]) => 100 * (Math.abs(x - east) + Math.abs(y - north))),
  )
  const travel = Float64Array.from(cells)
  return {
    stops: places.slice(1).map((_, stop) => ({
      ...{ id: stop, location: stop + 1, serviceSeconds: 0, windows: [], prize: 10_000 },
    })),
    vehicles: [{ id: 0, start: 0, end: 0, shift: [0, 86_400] }],
    matrices: [{ size: 16, durations: travel, distances: travel }],
  }
}

/** Searches, and tells what the solver was asked and answered, round by round, and what was heard. */
async function search(options: Pick<DaySearch, 'signal' | 'warmStart'>) {
  const asked: Search[] = []
  const answered: Solution[] = []
  const heard: Solution[] = []
  await searchDay(
    {
      async solve(problem, asks, watch) {
        asked.push(asks)
        const solution = await pool.solve(problem, asks, watch)
        answered.push(solution)
        return solution
      },
    },
    makeProblem(),
    { budgetMillis: 60_000, onBest: (solution) => heard.push(solution), ...options },
  )
  return { asked, answered, heard }
}

test('a search goes on in longer and longer rounds from the best so far, until two in a row gain nothing', async () => {
  const { asked, answered, heard } = await search({ signal: new AbortController().signal })
  const costs = heard.map(({ cost }) => cost)
  expect(costs).toEqual([...new Set(costs)].toSorted((a, b) => b - a))
  // Around the grid and back, 16 legs, each as long as it is dear.
  expect(costs.at(-1)).toBe(16 * 100 * 1.02)

  const lengths = asked.map(({ iterations = 0 }) => iterations)
  expect(lengths).toEqual(lengths.map((_, round) => (lengths[0] ?? 0) * 2 ** round))
  expect(new Set(asked.map(({ seed }) => seed)).size).toBe(asked.length)
  expect(asked[0]).not.toHaveProperty('warmStart')
  const best = (rounds: number) => Math.min(...answered.slice(0, rounds).map(({ cost }) => cost))
  for (const [round, { warmStart }] of asked.entries())
    if (round > 0)
      expect(answered.find(({ cost }) => cost === best(round))?.tours).toEqual(warmStart)
  expect(best(answered.length - 2)).toBe(best(answered.length))
})

test('a search that is ended before it began still tells what is found first', async () => {
  const warmStart = [[3, 1, 2]]
  const { asked, heard } = await search({ signal: AbortSignal.abort(), warmStart })
  expect(asked).toMatchObject([{ warmStart }])
  expect(heard.length).toBeGreaterThan(0)
})

test('of what is offered while something is shown only the last is shown, and at the end without waiting', async () => {
  const shown: string[] = []
  let finish: () => void = () => undefined
  const latest = showLatest(async (value: string) => {
    shown.push(value)
    await new Promise<void>((resolve) => {
      finish = resolve
    })
  }, 3_600_000)
  for (const value of ['a', 'b', 'c']) latest.offer(value)
  finish()
  const over = latest.end()
  await expect.poll(() => shown).toEqual(['a', 'c'])
  finish()
  await over
  expect(shown).toEqual(['a', 'c'])
})
