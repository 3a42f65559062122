import type { Problem, Solution } from '../solver/index.ts'
import { SEARCH } from './plan-tours.ts'
import type { SolverPool } from '../optimizer/index.ts'

/** After so many rounds in a row without a gain the search ends: each was twice as long as the one before. */
const FRUITLESS_ROUNDS = 2
/** Nor does it go on for longer than this part of its budget without a gain, but for two seconds anyway. */
const PATIENCE = 1 / 3
const LEAST_PATIENCE_MILLIS = 2000
/** Of the cost: a gain below is rounding. */
const LEAST_GAIN = 1e-9

export interface DaySearch {
  readonly budgetMillis: number
  /** Tours to begin from. */
  readonly warmStart?: readonly (readonly number[])[]
  /** Ends the search soon. */
  readonly signal: AbortSignal
  /** Hears the first plan and each better one; `elapsed` counts milliseconds from shortly before the first. */
  readonly onBest: (solution: Solution, elapsed: number) => void
}

/**
 * Searches a day in rounds, each from the best so far, until the budget is used up or nothing is gained any more. The
 * first round is the search of a plan that nobody watches. Between rounds the thread is free for others who wait.
 */
export async function searchDay(
  solver: Pick<SolverPool, 'solve'>,
  problem: Problem,
  { budgetMillis, warmStart, signal, onBest }: DaySearch,
): Promise<void> {
  const bored = new AbortController()
  const ends = AbortSignal.any([signal, bored.signal])
  const patience = Math.max(LEAST_PATIENCE_MILLIS, budgetMillis * PATIENCE)
  let boredom: NodeJS.Timeout | undefined
  let begun: number | undefined
  let best: Solution | undefined
  const hear = (solution: Solution, elapsed: number) => {
    if (best && solution.cost >= best.cost * (1 - LEAST_GAIN)) return
    best = solution
    begun ??= performance.now() - elapsed
    boredom ??= setTimeout(() => {
      bored.abort()
    }, patience)
    boredom.refresh()
    onBest(solution, performance.now() - begun)
  }
  let fruitless = 0
  try {
    for (let round = 0; fruitless < FRUITLESS_ROUNDS && !(ends.aborted && best); round++) {
      const left = budgetMillis - (begun === undefined ? 0 : performance.now() - begun)
      if (left <= 0) return
      const before = best
      const from = best?.tours ?? warmStart
      const search = {
        seed: SEARCH.seed + round,
        iterations: SEARCH.iterations * 2 ** round,
        milliseconds: left,
        ...(from ? { warmStart: from } : {}),
      }
      hear(await solver.solve(problem, search, { onImprovement: hear, signal: ends }), 0)
      fruitless = best === before ? fruitless + 1 : 0
    }
  } finally {
    clearTimeout(boredom)
  }
}
