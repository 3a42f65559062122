import { solve } from '../solver/index.ts'
import type { Improvement, SolverTask } from './solver-pool.ts'
import { isRaised } from './stop-flag.ts'

/** Piscina calls the default export of its worker. */
export default ({ problem, search, stop, port }: SolverTask) =>
  solve(problem, {
    ...search,
    signal: {
      get aborted() {
        return isRaised(stop)
      },
    },
    ...(port && {
      onImprovement: (solution, elapsed) => {
        port.postMessage({ solution, elapsed } satisfies Improvement)
      },
    }),
  })
