import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { workerUrl } from '../platform/worker-url.ts'
import type { TravelTables } from './vroom/read-matrices.ts'
import type { VroomRequest } from './vroom/read-request.ts'
import { VroomRefusal } from './vroom/vroom-refusal.ts'
import type { VroomPlan } from './vroom/write-solution.ts'

export interface TimingTask {
  readonly request: VroomRequest
  readonly tables: TravelTables
}

/** What a worker answers. */
export type TimedPlan =
  | { readonly plan: VroomPlan }
  | { readonly refusal: Pick<VroomRefusal, 'code' | 'message' | 'pointer'> }

/** Times routes given by hand away from the event loop: seconds for thousands of windows. One request at a time. */
export interface RouteTimer {
  /** @throws VroomRefusal; AbortError when the signal is aborted meanwhile */
  timeRoutes(request: VroomRequest, tables: TravelTables, signal: AbortSignal): Promise<VroomPlan>
  close(): Promise<void>
}

/** The thread starts with the first routes and ends when none were given in a minute. */
export function openRouteTimer(): RouteTimer {
  const pool = new Piscina<TimingTask, TimedPlan>({
    filename: fileURLToPath(workerUrl('./route-timer-worker', import.meta.url)),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 60_000,
  })
  return {
    async timeRoutes(request, tables, signal) {
      const timed = await pool.run({ request, tables }, { signal })
      if ('plan' in timed) return timed.plan
      const { code, message, pointer } = timed.refusal
      throw new VroomRefusal(code, message, pointer)
    },
    close: () => pool.destroy(),
  }
}
