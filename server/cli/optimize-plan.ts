import type { SearchLimits } from '../../shared/optimizer-input.ts'
import { PLAN_PROBLEM, type PlanProblem, type PlanSearch } from '../../shared/plan-problem.ts'
import { openSolverPool, readPlanProblem, replaySearch, solverVersion } from '../optimizer/index.ts'
import type { Problem, Solution } from '../solver/index.ts'
import { CommandRefused } from './operator.ts'
import type { Output } from './session.ts'

/** Tours found again, by the ids of people and shops. */
export interface FoundTours {
  readonly format: 'beatline-tours/1'
  readonly hash: string
  readonly solver: string
  readonly cost: number
  readonly tours: readonly { readonly personId: number; readonly retailerIds: readonly number[] }[]
  readonly unassigned: readonly { readonly retailerId: number; readonly reason: string }[]
}

export function isPlanProblem(body: unknown): body is PlanProblem {
  return (
    typeof body === 'object' && body !== null && 'format' in body && body.format === PLAN_PROBLEM
  )
}

/**
 * Finds the tours of a plan again and prints them: by the searches that the file tells of, or by one as it is typed.
 * @throws CommandRefused
 */
export async function solvePlanProblem(
  output: Output,
  file: PlanProblem,
  limits: SearchLimits,
  signal: AbortSignal,
): Promise<void> {
  const { problem, hash } = readFile(file)
  if (hash !== file.hash)
    output.progress(`The problem is not the one of the plan any more: its hash is ${hash}.`)
  if (file.solver !== solverVersion())
    output.progress(
      `The plan was made by solver ${file.solver}; this is ${solverVersion()}: tours may differ.`,
    )
  const pool = openSolverPool()
  try {
    const watch = { signal, onImprovement: tellCost(output) }
    const found = isLimited(limits)
      ? await pool.solve(problem, toSearch(limits, file.search), watch)
      : await replaySearch(pool, problem, file.search, watch)
    console.log(JSON.stringify(describeTours(problem, found, hash), null, 2))
  } catch (error) {
    if (signal.aborted) throw new CommandRefused('Ended without an answer.')
    if (error instanceof RangeError) throw new CommandRefused(error.message)
    throw error
  } finally {
    await pool.close()
  }
}

function readFile(file: PlanProblem) {
  try {
    return readPlanProblem(file.problem)
  } catch (error) {
    throw new CommandRefused(`The problem cannot be read: ${(error as Error).message}`)
  }
}

const isLimited = ({ seed, iterations, seconds }: SearchLimits) =>
  [seed, iterations, seconds].some((limit) => limit !== undefined)

function toSearch({ seed, iterations, seconds, threads }: SearchLimits, { warmStart }: PlanSearch) {
  return {
    seed: seed ?? 1,
    ...(iterations !== undefined && { iterations }),
    ...(seconds !== undefined && { milliseconds: seconds * 1000 }),
    ...(threads !== undefined && { threads }),
    ...(warmStart && { warmStart }),
  }
}

function tellCost(output: Output) {
  let least = Infinity
  return ({ cost, unassigned }: Solution, elapsed: number) => {
    if (cost >= least) return
    least = cost
    const seconds = (elapsed / 1000).toFixed(1)
    output.progress(`${seconds} s: cost ${cost.toFixed(0)}, ${String(unassigned.length)} left out`)
  }
}

function describeTours(
  { stops, vehicles }: Problem,
  { tours, unassigned, cost }: Solution,
  hash: string,
): FoundTours {
  const shopOf = (stop: number) => stops[stop]?.id ?? 0
  return {
    format: 'beatline-tours/1',
    hash,
    solver: solverVersion(),
    cost,
    tours: tours.map((tour, vehicle) => ({
      personId: vehicles[vehicle]?.id ?? 0,
      retailerIds: tour.map(shopOf),
    })),
    unassigned: unassigned.map(({ stop, reason }) => ({ retailerId: shopOf(stop), reason })),
  }
}
