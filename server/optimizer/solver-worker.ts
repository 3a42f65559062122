import { solve } from '../solver/index.ts'
import type { Improvement, SolverTask, Solved } from './solver-pool.ts'
import { isRaised } from './stop-flag.ts'

/** Piscina calls the default export of its worker. */
export default ({ problem, search, stop, port }: SolverTask): Solved => {
  let made = 0
  const begun = performance.now()
  const solution = solve(problem, {
    ...search,
    onEnd: (iterations) => {
      made = iterations
    },
    signal: {
      get aborted() {
        return isRaised(stop)
      },
    },
    ...(port && {
      onImprovement: (found, elapsed) => {
        port.postMessage({ solution: found, elapsed } satisfies Improvement)
      },
    }),
  })
  return { solution, made, millis: performance.now() - begun }
}
