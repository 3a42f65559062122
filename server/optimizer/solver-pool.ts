import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { workerUrl } from '../platform/worker-url.ts'
import { openDocumentWriter, type ProblemDocument } from './document-writer.ts'
import { openPermits } from './permits.ts'
import { shareMeetings } from '../solver/index.ts'
import type { Problem, Solution } from '../solver/index.ts'
import type { SolveOptions } from '../solver/index.ts'
import { raiseFlag, whileFlagged, type StopFlag } from './stop-flag.ts'

/** What a search may be told; the rest of `SolveOptions` is `Watch`, or the pool's own. */
export interface Search extends Pick<
  SolveOptions,
  'seed' | 'iterations' | 'until' | 'milliseconds' | 'warmStart'
> {
  /** Searches side by side that go on from the best of all now and then; absent = 1. */
  readonly threads?: number
}

export interface Watch {
  /** Hears the first plan and better ones; `elapsed` is milliseconds of search. None after the promise is settled. */
  readonly onImprovement?: (solution: Solution, elapsed: number) => void
  /** Ends the search soon; the promise then resolves with the best so far. */
  readonly signal?: AbortSignal
  /** Hears before the promise resolves how many of its `iterations` the search has made, and in what time of its thread. */
  readonly onMade?: (iterations: number, millis: number) => void
}

/** Solves problems away from the event loop. A search waits until all the threads it wants are free. */
export interface SolverPool {
  /** What a search can have at most. */
  readonly threads: number
  /** Whether a search with one thread would begin at once. */
  isFree(): boolean
  /** @throws RangeError when the problem makes no sense */
  solve(problem: Problem, search: Search, watch?: Watch): Promise<Solution>
  /** The problem as it is kept, so that a search can be made again. */
  describe(problem: Problem): Promise<ProblemDocument>
  close(): Promise<void>
}

/** What a worker is handed. */
export interface SolverTask {
  readonly problem: Problem
  readonly search: Omit<Search, 'threads'> & Pick<SolveOptions, 'meetings'>
  /** Raised to end the search. */
  readonly stop: StopFlag
  /** Takes improvements, when somebody listens. */
  readonly port?: MessagePort
}

/** What a worker answers. */
export interface Solved {
  readonly solution: Solution
  /** Of its `iterations`. */
  readonly made: number
  /** Between its beginning and its end; it may have waited before. */
  readonly millis: number
}

export interface Improvement {
  readonly solution: Solution
  readonly elapsed: number
}

/** Threads start with the first problem, which costs it 0.2 s, and end when none was asked for in ten minutes. */
export function openSolverPool(): SolverPool {
  const most = Math.max(2, availableParallelism())
  const permits = openPermits(most)
  const documents = openDocumentWriter()
  const pool = new Piscina<SolverTask, Solved>({
    filename: fileURLToPath(workerUrl('./solver-worker', import.meta.url)),
    minThreads: 0,
    maxThreads: most,
    idleTimeout: 600_000,
  })

  async function run(task: SolverTask, hear: Watch['onImprovement']): Promise<Solved> {
    if (!hear) return pool.run(task)
    const { port1, port2: port } = new MessageChannel()
    port1.on('message', ({ solution, elapsed }: Improvement) => {
      hear(solution, elapsed)
    })
    try {
      return await pool.run({ ...task, port }, { transferList: [port] })
    } finally {
      port1.close()
    }
  }

  /** All at once: those who wait for each other at a meeting must all be running. */
  async function runSideBySide(
    problem: Problem,
    { threads, ...search }: Search & { readonly threads: number },
    stop: StopFlag,
    hear: Watch['onImprovement'],
  ): Promise<Solved> {
    if (threads === 1) return run({ problem, search, stop }, hear)
    const shared = shareMeetings(problem, threads)
    const found = await Promise.all(
      Array.from({ length: threads }, (_, seat) => {
        const own = { ...search, seed: search.seed + seat, meetings: { shared, seat } }
        return run({ problem, search: own, stop }, hear).catch((error: unknown) => {
          // Nobody waits for whoever failed.
          raiseFlag(stop)
          throw error
        })
      }),
    )
    return found.reduce((best, next) => (next.solution.cost < best.solution.cost ? next : best))
  }

  return {
    threads: most,
    isFree: () => permits.areFree(1),
    solve: (problem, { threads = 1, ...search }, { onImprovement, signal, onMade } = {}) =>
      whileFlagged(signal, async (stop) => {
        const wanted = Math.min(threads, most)
        await permits.take(wanted)
        try {
          const wish = { ...search, threads: wanted }
          const { solution, made, millis } = await runSideBySide(problem, wish, stop, onImprovement)
          onMade?.(made, millis)
          return solution
        } finally {
          permits.give(wanted)
        }
      }),
    describe: (problem) => documents.write(problem),
    close: async () => {
      await Promise.all([pool.destroy(), documents.close()])
    },
  }
}
