import { solve } from '../solver/index.ts'
import type { Improvement, SolverTask } from './solver-pool.ts'

/** Piscina calls the default export of its worker. */
export default ({ problem, search, stop, port }: SolverTask) =>
  solve(problem, {
    ...search,
    signal: {
      get aborted() {
        return Atomics.load(stop, 0) === 1
      },
    },
    ...(port && {
      onImprovement: (solution, elapsed) => {
        port.postMessage({ solution, elapsed } satisfies Improvement)
      },
    }),
  })
