import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { workerUrl } from '../platform/worker-url.ts'
import type { RemoteRoadQueries, RoadQueries } from './engine/road-queries.ts'

/** One question to the streets in shared memory. */
export interface RoadTask {
  /** Tells data sets apart: memory looks new each time it arrives in a thread. */
  readonly id: string
  readonly memory: SharedArrayBuffer
  readonly name: keyof RoadQueries
  readonly query: unknown
}

/** Answers questions about streets away from the event loop, two at a time. */
export interface RoadsPool {
  /** The engine over the memory of a street file. Threads turn to another one as soon as it is asked. */
  readonly over: (memory: SharedArrayBuffer) => RemoteRoadQueries
  readonly close: () => Promise<void>
}

/** Threads start with the first question and end when none was asked in a minute. */
export function openRoadsPool(): RoadsPool {
  const pool = new Piscina<RoadTask>({
    filename: fileURLToPath(workerUrl('./roads-worker', import.meta.url)),
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 60_000,
  })
  return {
    over(memory) {
      const id = randomUUID()
      const ask = (name: keyof RoadQueries) => (query: unknown) =>
        pool.run({ id, memory, name, query })
      return {
        matrix: ask('matrix'),
        path: ask('path'),
        guide: ask('guide'),
        reach: ask('reach'),
        nearest: ask('nearest'),
      }
    },
    close: () => pool.destroy(),
  }
}
