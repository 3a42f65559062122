import type { SolverPool } from './solver-pool.ts'
import { Problem as Refusal } from '../platform/problem.ts'
import type { Problem, Solution } from '../solver/index.ts'
import { VroomRefusal } from './vroom/vroom-refusal.ts'

/** How long and how hard to search, all of it decided. */
export interface SearchPlan {
  readonly seed: number
  /** Searches side by side that go on from the best of all now and then; the seeds follow one another. */
  readonly threads: number
  /** What the search takes when absent is the solver's. */
  readonly iterations: number | undefined
  readonly milliseconds: number | undefined
  /** Ends when nothing better was found for so long. */
  readonly patience: number | undefined
  readonly warmStart: readonly (readonly number[])[] | undefined
}

export interface SearchWatch {
  readonly onImprovement: (solution: Solution, elapsed: number) => void
  /** Ends the search with what it has. */
  readonly signal: AbortSignal
}

/** Lets so many searches run or wait, and refuses more at once. */
export interface SearchDesk {
  /** @throws Problem optimizer-busy; VroomRefusal for what the solver does not take */
  searchBest(problem: Problem, plan: SearchPlan, watch: SearchWatch): Promise<Solution>
}

/** @param places searches that may run or wait; one with more threads takes as many */
export function openSearchDesk(pool: Pick<SolverPool, 'solve'>, places: number): SearchDesk {
  let taken = 0
  return {
    async searchBest(problem, plan, watch) {
      if (taken + plan.threads > places)
        throw new Refusal('optimizer-busy', `${String(taken)} searches run or wait`)
      taken += plan.threads
      try {
        return await searchPatiently(pool, problem, plan, watch)
      } catch (error) {
        if (error instanceof RangeError) throw new VroomRefusal('optimize-invalid', error.message)
        throw error
      } finally {
        taken -= plan.threads
      }
    },
  }
}

async function searchPatiently(
  pool: Pick<SolverPool, 'solve'>,
  problem: Problem,
  plan: SearchPlan,
  { onImprovement, signal }: SearchWatch,
): Promise<Solution> {
  const { seed, threads, iterations, milliseconds, warmStart } = plan
  const patience = openPatience(plan.patience)
  const ended = AbortSignal.any([signal, patience.signal])
  let least = Infinity
  const hear = (solution: Solution, elapsed: number) => {
    if (solution.cost >= least) return
    least = solution.cost
    patience.renew()
    onImprovement(solution, elapsed)
  }
  const search = {
    seed,
    threads,
    ...(iterations !== undefined && { iterations }),
    ...(milliseconds !== undefined && { milliseconds }),
    ...(warmStart && { warmStart }),
  }
  try {
    return await pool.solve(problem, search, { onImprovement: hear, signal: ended })
  } finally {
    patience.close()
  }
}

/** Ends a search that has found nothing better for so many milliseconds, from its first plan on. */
function openPatience(milliseconds: number | undefined) {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  return {
    signal: controller.signal,
    renew() {
      if (milliseconds === undefined) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        controller.abort()
      }, milliseconds)
    },
    close() {
      clearTimeout(timer)
    },
  }
}
