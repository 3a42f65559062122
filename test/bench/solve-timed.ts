import { check } from '../../server/solver/check.ts'
import type { Problem, Solution } from '../../server/solver/problem.ts'
import { solve } from '../../server/solver/solve.ts'
import type { SolverPool } from '../../server/optimizer/solver-pool.ts'

/**
 * Protocol: warm process, every answer checked by `check`, cost / best known − 1 as a mean over the
 * group. Time is wall time from the call of `solve`; with `--cpu` it is processor time of the whole
 * process, to compare two states of the code on a busy machine.
 */
export interface Settings {
  readonly milliseconds: readonly number[]
  readonly seed: number
  readonly verbose: boolean
  readonly clock: () => number
  readonly only: RegExp
  /** Above 1, searches side by side in the server's own pool. */
  readonly threads: number
  readonly pool: SolverPool
}

/** Solves and checks; also says how many rounds a second were made, by one thread. */
export async function solveTimed(problem: Problem, milliseconds: number, settings: Settings) {
  const { seed, clock, threads, pool } = settings
  if (threads > 1) {
    const solution = await pool.solve(problem, { seed, milliseconds, threads })
    check(problem, solution)
    return { solution, perSecond: Number.NaN }
  }
  let rounds = 0
  const begun = clock()
  const solution: Solution = solve(problem, {
    seed,
    milliseconds,
    clock,
    onEnd: (count) => (rounds = count),
  })
  check(problem, solution)
  return { solution, perSecond: (1000 * rounds) / (clock() - begun) }
}

export function summarise(gaps: ReadonlyMap<string, number>): string {
  const all = [...gaps].sort(([, a], [, b]) => a - b)
  const mean = all.reduce((sum, [, gap]) => sum + gap, 0) / all.length
  const [name = '', worst = Number.NaN] = all.at(-1) ?? []
  return `mean ${percent(mean)} over ${all.length}, worst ${percent(worst)} (${name})`
}

export function percent(gap: number): string {
  return `${(100 * gap).toFixed(2)} %`
}

export function thousands(count: number): string {
  return Number.isNaN(count) ? 'rounds not counted' : `${(count / 1000).toFixed(1)}k`
}
