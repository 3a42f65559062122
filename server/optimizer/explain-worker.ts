import { explain, type Problem, type Solution } from '../solver/index.ts'
import { isRaised, type StopFlag } from './stop-flag.ts'

export interface ExplainTask {
  readonly problem: Problem
  readonly solution: Solution
  /** Moment (as of Date.now) from which no more is explained. */
  readonly until: number
  /** Raised to end at once. */
  readonly stop: StopFlag
  /** The stops in tours that are to be explained, where not all are. */
  readonly wanted: readonly number[] | undefined
}

/** Piscina calls the default export of its worker. */
export default ({ problem, solution, until, stop, wanted }: ExplainTask) =>
  explain(problem, solution, () => Date.now() >= until || isRaised(stop), wanted)
