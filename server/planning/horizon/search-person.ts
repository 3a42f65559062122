import type { SolverPool } from '../../optimizer/index.ts'
import type { Solution } from '../../solver/index.ts'
import type { PersonDays } from './person-days.ts'

/** Rounds of the first search, which nobody waits for long, and of the next one; each after it twice as many. */
const FIRST_ITERATIONS = 200
const NEXT_ITERATIONS = 4000
const SEED = 1
/** After so many searches in a row without a gain it ends. */
const FRUITLESS = 2
/** Of the cost: less is no reason to go on, nor to write. */
const LEAST_GAIN = 1e-4

export interface PersonSearch {
  /** Ends the search soon. */
  readonly signal: AbortSignal
  /** Milliseconds that the next search of this person may take. */
  readonly share: () => number
  /** Hears each better plan. */
  readonly onBest: (solution: Solution) => void
}

/** What is usable at once: greedy, and a little better. */
export function searchFirst(
  solver: Pick<SolverPool, 'solve'>,
  { problem }: PersonDays,
): Promise<Solution> {
  return solver.solve(problem, { seed: SEED, iterations: FIRST_ITERATIONS })
}

/**
 * Improves a person's days, each search twice as long as the one before and from the best so far, until two gained
 * nothing, the time is up or somebody ends it. Between searches the thread is free for other people's.
 */
export async function searchOn(
  solver: Pick<SolverPool, 'solve'>,
  { problem }: PersonDays,
  from: Solution,
  { signal, share, onBest }: PersonSearch,
): Promise<void> {
  let best = from
  let fruitless = 0
  for (let round = 0; fruitless < FRUITLESS && !signal.aborted; round++) {
    const milliseconds = share()
    if (milliseconds <= 0) return
    const search = {
      seed: SEED + round,
      iterations: NEXT_ITERATIONS * 2 ** round,
      milliseconds,
      warmStart: best.tours,
    }
    const found = await solver.solve(problem, search, { signal })
    const gains = found.cost < best.cost * (1 - LEAST_GAIN)
    fruitless = gains ? 0 : fruitless + 1
    if (gains) {
      best = found
      onBest(found)
    }
  }
}
