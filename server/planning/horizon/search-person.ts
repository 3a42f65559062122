import { isBetter, type SolverPool } from '../../optimizer/index.ts'
import type { Solution } from '../../solver/index.ts'
import { fitRound } from '../fit-round.ts'
import type { PersonDays } from './person-days.ts'
import type { PersonProgress } from './progress-queries.ts'

/** Of the first round; each after it is twice as long. */
const FIRST_ITERATIONS = 4000
const SEED = 1
/** After so many rounds in a row without a gain the search ends. */
const FRUITLESS = 2
/** Of the cost: less is no reason to go on. */
const LEAST_GAIN = 1e-4

/** How far the search for a person's days has come. */
export interface PersonFound extends Pick<PersonProgress, 'rounds' | 'fruitless'> {
  readonly solution: Solution
}

/** What is known of a search that goes on from tours that are there. */
export interface PersonBefore extends Pick<PersonProgress, 'rounds' | 'fruitless'> {
  readonly tours: readonly (readonly number[])[]
}

export interface PersonWatch {
  /** Ends the search soon. */
  readonly signal: AbortSignal
  /** Milliseconds of one thread that the next round may take. */
  readonly share: () => number
  /** Hears what each round came to. */
  readonly onRound: (found: PersonFound) => void
}

/** What is usable at once: each visit where it costs least, in order, and tours improved until no single change helps. */
export async function searchFirst(
  solver: Pick<SolverPool, 'solve'>,
  { problem }: PersonDays,
  before?: PersonBefore,
): Promise<PersonFound> {
  const warmStart = before?.tours.map((tour) => [...tour])
  const search = { seed: SEED, iterations: 0, ...(warmStart && { warmStart }) }
  const { rounds, fruitless } = before ?? { rounds: 0, fruitless: 0 }
  return { solution: await solver.solve(problem, search), rounds, fruitless }
}

/**
 * Improves a person's days in rounds, each twice as long as the one before and from the best so far, until two gained
 * nothing, the time is up or somebody ends it. Between rounds the thread is free for other people's. No clock decides what
 * a round finds, only how far it goes: so it can be made again.
 */
export async function searchOn(
  solver: Pick<SolverPool, 'solve'>,
  { problem }: PersonDays,
  from: PersonFound,
  { signal, share, onRound }: PersonWatch,
): Promise<void> {
  let found = from
  let pace = Infinity
  while (found.fruitless < FRUITLESS && !signal.aborted) {
    const { solution: before, rounds, fruitless } = found
    const iterations = fitRound(FIRST_ITERATIONS * 2 ** rounds, pace, share())
    if (iterations === 0) return
    const search = { seed: SEED + rounds, iterations, warmStart: before.tours }
    const onMade = (made: number, millis: number) => {
      pace = made / millis
    }
    const solution = await solver.solve(problem, search, { signal, onMade })
    const gains = solution.cost < before.cost * (1 - LEAST_GAIN)
    found = {
      solution: isBetter(solution, before) ? solution : before,
      rounds: rounds + 1,
      fruitless: gains ? 0 : fruitless + 1,
    }
    onRound(found)
  }
}

/** Whether nothing more is looked for. */
export const isSearched = ({ fruitless }: Pick<PersonFound, 'fruitless'>) => fruitless >= FRUITLESS
