import type { Problem } from './solver/problem.ts'
import { solve } from './solver/solve.ts'

/** Fixed, and no clock in it, so that the same day always gives the same plan. */
const SEARCH = { seed: 1, iterations: 20_000 }

/** Piscina calls the default export of its worker. */
export default (problem: Problem) => solve(problem, SEARCH)
