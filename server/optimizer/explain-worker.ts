import { explain, type Problem, type Solution } from '../solver/index.ts'
import { isRaised, type StopFlag } from './stop-flag.ts'

export interface ExplainTask {
  readonly problem: Problem
  readonly solution: Solution
  /** Moment (as of Date.now) from which no more is explained. */
  readonly until: number
  /** Raised to end at once. */
  readonly stop: StopFlag
}

/** Piscina calls the default export of its worker. */
export default ({ problem, solution, until, stop }: ExplainTask) =>
  explain(problem, solution, () => Date.now() >= until || isRaised(stop))
