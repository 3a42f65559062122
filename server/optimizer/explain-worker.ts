import { explain, type Problem, type Solution } from '../solver/index.ts'

export interface ExplainTask {
  readonly problem: Problem
  readonly solution: Solution
  /** Moment (as of Date.now) from which no more is explained. */
  readonly until: number
  /** Turned from 0 to 1 to end at once. */
  readonly stop: Int32Array
}

/** Piscina calls the default export of its worker. */
export default ({ problem, solution, until, stop }: ExplainTask) =>
  explain(problem, solution, () => Date.now() >= until || Atomics.load(stop, 0) === 1)
