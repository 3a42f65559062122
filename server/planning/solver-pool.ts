import { fileURLToPath } from 'node:url'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { workerUrl } from '../platform/worker-url.ts'
import type { Problem, Solution } from './solver/problem.ts'
import type { SolveOptions } from './solver/solve.ts'

/** What a search may be told; the rest of `SolveOptions` is `Watch`. */
export type Search = Omit<SolveOptions, 'onImprovement' | 'signal'>

export interface Watch {
  /** Hears the first plan and better ones; `elapsed` is milliseconds of search. None after the promise is settled. */
  readonly onImprovement?: (solution: Solution, elapsed: number) => void
  /** Ends the search soon; the promise then resolves with the best so far. */
  readonly signal?: AbortSignal
}

/** Solves problems away from the event loop, at most two at a time; the others wait. */
export interface SolverPool {
  /** @throws RangeError when the problem makes no sense */
  solve(problem: Problem, search: Search, watch?: Watch): Promise<Solution>
  close(): Promise<void>
}

/** What a worker is handed. */
export interface SolverTask {
  readonly problem: Problem
  readonly search: Search
  /** Turned from 0 to 1 to end the search. */
  readonly stop: Int32Array
  /** Takes improvements, when somebody listens. */
  readonly port?: MessagePort
}

export interface Improvement {
  readonly solution: Solution
  readonly elapsed: number
}

/** Threads start with the first problem and end when none was asked for in a minute. */
export function openSolverPool(): SolverPool {
  const pool = new Piscina<SolverTask, Solution>({
    filename: fileURLToPath(workerUrl('./planning-worker', import.meta.url)),
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 60_000,
  })
  return {
    async solve(problem, search, { onImprovement, signal } = {}) {
      const stop = new Int32Array(new SharedArrayBuffer(4))
      const end = () => void Atomics.store(stop, 0, 1)
      if (signal?.aborted) end()
      signal?.addEventListener('abort', end)
      const channel = onImprovement && new MessageChannel()
      channel?.port1.on('message', ({ solution, elapsed }: Improvement) => {
        onImprovement?.(solution, elapsed)
      })
      try {
        if (!channel) return await pool.run({ problem, search, stop })
        const port = channel.port2
        return await pool.run({ problem, search, stop, port }, { transferList: [port] })
      } finally {
        channel?.port1.close()
        signal?.removeEventListener('abort', end)
      }
    },
    close: () => pool.destroy(),
  }
}
