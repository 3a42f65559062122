import type { VroomInput } from '../../../shared/optimizer-input.ts'
import type { CostTerms, VroomSolution } from '../../../shared/optimizer.ts'
import { optimize } from '../../../server/optimizer/optimize.ts'
import type { RouteTimer } from '../../../server/optimizer/route-timer.ts'
import type { SearchDesk } from '../../../server/optimizer/search-best.ts'
import { readRequest } from '../../../server/optimizer/vroom/read-request.ts'
import { writeGivenRoutes } from '../../../server/optimizer/vroom/write-solution.ts'
import { check } from '../../../server/solver/check.ts'
import { explain } from '../../../server/solver/explain.ts'
import type { Problem, Solution } from '../../../server/solver/problem.ts'
import { solve } from '../../../server/solver/solve.ts'
import { exhaustTours } from '../../solver/support/exhaust-tours.ts'
import { checkAnswer } from './check-answer.ts'

/** Few enough to try everything. */
const HANDFUL = 6
const caps = {
  tasks: 1000,
  vehicles: 100,
  choices: 10_000,
  skills: 10_000,
  windows: 10_000,
  explaining: 60,
  seconds: 60,
  iterations: 100_000,
  threads: 1,
}

/**
 * The whole way from VROOM's JSON to VROOM's JSON, the search in this thread. Every solution goes
 * through the checker; what the answer costs, term by term, is what the search said; a handful of
 * tasks is solved to the optimum; and the answer keeps the rules of the input, read naively.
 */
export async function askVroom(input: VroomInput): Promise<VroomSolution> {
  const found: { problem: Problem; solution: Solution }[] = []
  const desk: SearchDesk = {
    searchBest(problem, { seed, iterations = 3000, warmStart }) {
      const solution = solve(problem, { seed, iterations, ...(warmStart && { warmStart }) })
      found.push({ problem, solution })
      return Promise.resolve(solution)
    },
  }
  const explainer = {
    explain: (problem: Problem, solution: Solution) => Promise.resolve(explain(problem, solution)),
  }
  const timer: Pick<RouteTimer, 'timeRoutes'> = {
    // Threads take what can be cloned.
    timeRoutes: (request, tables) =>
      Promise.resolve().then(() => writeGivenRoutes(structuredClone(request), tables)),
  }
  const { options } = input
  const asked = {
    ...input,
    options: { ...options, beatline: { iterations: 3000, ...options?.beatline, explain: true } },
  }
  const signal = new AbortController().signal
  const answer = await optimize(readRequest(asked), { desk, explainer, timer, caps }, { signal })
  for (const { problem, solution } of found) checkSearch(problem, solution, answer)
  if (input.options?.c !== true) checkAnswer(input, answer)
  return answer
}

function checkSearch(problem: Problem, solution: Solution, answer: VroomSolution): void {
  check(problem, solution)
  const prizes = solution.unassigned.reduce(
    (sum, { stop }) => sum + (problem.stops[stop]?.prize ?? 0),
    0,
  )
  const costs = answer.routes.reduce((sum, { beatline }) => sum + addTerms(beatline?.cost_terms), 0)
  claimNear(
    costs + prizes,
    solution.cost,
    'the terms of all routes add up to the cost of the search',
  )
  if (problem.stops.length <= HANDFUL)
    claimNear(solution.cost, exhaustTours(problem), 'a handful of tasks is solved to the optimum')
}

const addTerms = (terms: CostTerms | undefined) =>
  Object.values(terms ?? {}).reduce((sum, term) => sum + term, 0)

function claimNear(value: number, expected: number, rule: string): void {
  if (Math.abs(value - expected) > 1e-6 * (1 + Math.abs(expected)))
    throw new Error(`${rule}: ${String(value)}, not ${String(expected)}`)
}

/** A route's tasks by id, with breaks: "1 2 (7) 3". */
export function describeRoutes({ routes }: VroomSolution): Record<number, string> {
  return Object.fromEntries(
    routes.map(({ vehicle, steps }) => [
      vehicle,
      steps
        .filter(({ id }) => id !== undefined)
        .map(({ type, id }) => (type === 'break' ? `(${String(id)})` : String(id)))
        .join(' '),
    ]),
  )
}
