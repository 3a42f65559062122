import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { workerUrl } from '../platform/worker-url.ts'
import type { Problem, Solution } from './solver/problem.ts'

/** Solves days away from the event loop, at most two at a time. Takes up to seconds. */
export interface SolverPool {
  solve(problem: Problem): Promise<Solution>
  close(): Promise<void>
}

/** Threads start with the first plan and end when none was asked for in a minute. */
export function openSolverPool(): SolverPool {
  const pool = new Piscina<Problem, Solution>({
    filename: fileURLToPath(workerUrl('./planning-worker', import.meta.url)),
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 60_000,
  })
  return { solve: (problem) => pool.run(problem), close: () => pool.destroy() }
}
