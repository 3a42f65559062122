import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { workerUrl } from '../platform/worker-url.ts'
import type { TourDay } from './day-problem.ts'
import type { PlannedTours } from './plan-tours.ts'

/** Plans days away from the event loop, at most two at a time. */
export interface SolverPool {
  plan(day: TourDay): Promise<PlannedTours>
  close(): Promise<void>
}

/** Threads start with the first plan and end when none was asked for in a minute. */
export function openSolverPool(): SolverPool {
  const pool = new Piscina<TourDay, PlannedTours>({
    filename: fileURLToPath(workerUrl('./planning-worker', import.meta.url)),
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 60_000,
  })
  return { plan: (day) => pool.run(day), close: () => pool.destroy() }
}
