import { createHash } from 'node:crypto'
import type { PlanSearch } from '../../shared/plan-problem.ts'
import type { Problem, Solution } from '../solver/index.ts'
import { readProblem, writeProblem } from './problem-json.ts'
import type { SolverPool, Watch } from './solver-pool.ts'

/** Of the cost: a gain below is rounding. */
const LEAST_GAIN = 1e-9

/** Whether a solution is worth taking in place of the best so far. */
export function isBetter(solution: Solution, best: Solution | undefined): boolean {
  return !best || solution.cost < best.cost * (1 - LEAST_GAIN)
}

/** Makes the rounds of a search again, each from the best of those before, as far as each went then. */
export async function replaySearch(
  pool: Pick<SolverPool, 'solve'>,
  problem: Problem,
  { warmStart, rounds }: PlanSearch,
  watch: Pick<Watch, 'onImprovement'> & { readonly signal: AbortSignal },
): Promise<Solution> {
  let best: Solution | undefined
  for (const { seed, iterations, made } of rounds) {
    const from = best?.tours ?? warmStart
    const search = { seed, iterations, until: made, ...(from && { warmStart: from }) }
    const solution = await pool.solve(problem, search, watch)
    if (isBetter(solution, best)) best = solution
    watch.signal.throwIfAborted()
  }
  if (!best) throw new RangeError('the search has no rounds')
  return best
}

/** A problem as it stands in a file, with the hash of what stands there. */
export function readPlanProblem(value: unknown): { problem: Problem; hash: string } {
  const problem = readProblem(JSON.stringify(value))
  return { problem, hash: createHash('sha256').update(writeProblem(problem)).digest('hex') }
}
