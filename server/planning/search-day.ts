import type { PlanSearch, SearchRound } from '../../shared/plan-problem.ts'
import type { Problem, Solution } from '../solver/index.ts'
import { fitRound } from './fit-round.ts'
import { SEARCH } from './plan-tours.ts'
import { isBetter, type SolverPool } from '../optimizer/index.ts'

/** After so many rounds in a row without a gain the search ends: each was twice as long as the one before. */
const FRUITLESS_ROUNDS = 2
/** Nor does it go on for longer than this part of its budget without a gain, but for two seconds anyway. */
const PATIENCE = 1 / 3
const LEAST_PATIENCE_MILLIS = 2000
/** Longer than a minute is no round: where a worker is lost it is made again from its beginning. */
const LONGEST_ROUND_MILLIS = 60_000

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
 * No clock decides what a round finds, only how far it goes: so it can be made again.
 * @returns what would find the same again
 */
export async function searchDay(
  solver: Pick<SolverPool, 'solve'>,
  problem: Problem,
  { budgetMillis, warmStart, signal, onBest }: DaySearch,
): Promise<PlanSearch> {
  const bored = new AbortController()
  const ends = AbortSignal.any([signal, bored.signal])
  const patience = Math.max(LEAST_PATIENCE_MILLIS, budgetMillis * PATIENCE)
  let boredom: NodeJS.Timeout | undefined
  let begun: number | undefined
  let best: Solution | undefined
  const hear = (solution: Solution, elapsed: number) => {
    if (!isBetter(solution, best)) return
    best = solution
    begun ??= performance.now() - elapsed
    boredom ??= setTimeout(() => {
      bored.abort()
    }, patience)
    boredom.refresh()
    onBest(solution, performance.now() - begun)
  }
  const rounds: SearchRound[] = []
  let pace = Infinity
  let fruitless = 0
  try {
    for (let round = 0; fruitless < FRUITLESS_ROUNDS && !(ends.aborted && best); round++) {
      const left = budgetMillis - (begun === undefined ? 0 : performance.now() - begun)
      // Twice as long as the round before.
      const wanted = SEARCH.iterations * 2 ** round
      const iterations = fitRound(wanted, pace, Math.min(left, LONGEST_ROUND_MILLIS))
      if (iterations === 0) break
      const before = best
      const from = best?.tours ?? warmStart
      const seed = SEARCH.seed + round
      const search = {
        seed,
        iterations,
        ...(from ? { warmStart: from.map((tour) => [...tour]) } : {}),
      }
      const since = performance.now()
      const onMade = (made: number) => {
        rounds.push({ seed, iterations, made })
        pace = made / (performance.now() - since)
      }
      const timeUp = setTimeout(() => {
        bored.abort()
      }, left)
      try {
        hear(await solver.solve(problem, search, { onImprovement: hear, signal: ends, onMade }), 0)
      } finally {
        clearTimeout(timeUp)
      }
      fruitless = best === before ? fruitless + 1 : 0
    }
  } finally {
    clearTimeout(boredom)
  }
  return { rounds, ...(warmStart && { warmStart: warmStart.map((tour) => [...tour]) }) }
}
