import { explain, type Problem, type Solution } from './solver.ts'

export interface ExplainTask {
  readonly problem: Problem
  readonly solution: Solution
}

/** Piscina calls the default export of its worker. */
export default ({ problem, solution }: ExplainTask) => explain(problem, solution)
