import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { workerUrl } from '../platform/worker-url.ts'
import type { ExplainTask } from './explain-worker.ts'
import type { Explanation, Problem, Solution } from '../solver/index.ts'
import { whileFlagged } from './stop-flag.ts'

export interface ExplainLimits {
  /** From the call on, waiting for others included; what is not explained by then is left unexplained. */
  readonly milliseconds: number
  /** Ends it soon, with what is explained by then. */
  readonly signal: AbortSignal
  /** The stops in tours that are to be explained, where not all are. */
  readonly wanted?: readonly number[]
}

/** Explains plans away from the event loop: seconds for a thousand tasks. One at a time. */
export interface Explainer {
  explain(problem: Problem, solution: Solution, limits: ExplainLimits): Promise<Explanation>
  close(): Promise<void>
}

/** The thread starts with the first plan and ends when none was asked for in a minute. */
export function openExplainer(): Explainer {
  const pool = new Piscina<ExplainTask, Explanation>({
    filename: fileURLToPath(workerUrl('./explain-worker', import.meta.url)),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 60_000,
  })
  return {
    explain(problem, solution, { milliseconds, signal, wanted }) {
      const until = Date.now() + milliseconds
      return whileFlagged(signal, (stop) => pool.run({ problem, solution, until, stop, wanted }))
    },
    close: () => pool.destroy(),
  }
}
