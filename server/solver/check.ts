import { lookUp, sum } from './check-road.ts'
import { addUp, appraiseTour, TOUR_RULES } from './check-tour.ts'
import type { Problem, Repeat, Solution } from './problem.ts'

/**
 * Recomputes a solution from the problem alone, in the plainest way and sharing no code with the
 * search, and throws an Error naming the first rule broken: every stop exactly once, the rules of
 * each tour (`TOUR_RULES`), repeats on days far enough apart, and the cost with all its terms.
 */
export function check(problem: Problem, solution: Solution): void {
  claim(solution.tours.length === problem.vehicles.length, 'one tour per vehicle')
  checkPartition(problem, solution)
  const costs = solution.tours.map((tour, v) => priceTour(problem, v, tour))
  for (const repeat of problem.repeats ?? [])
    claim(keepsApart(problem, repeat, solution.tours), 'repeats stand on days far enough apart')
  const prizes = solution.unassigned.map(({ stop }) => lookUp(problem, stop).prize)
  const cost = sum(costs) + sum(prizes)
  // Infinity, for what must be served, equals itself only; sums of fractions differ with their order.
  const off = cost === solution.cost ? 0 : Math.abs(cost - solution.cost) / (1 + Math.abs(cost))
  claim(off <= 1e-9, `the cost is ${cost}, not ${solution.cost}`)
}

/** What a tour that keeps its rules costs. */
function priceTour(problem: Problem, v: number, tour: readonly number[]): number {
  const appraisal = appraiseTour(problem, v, tour)
  if ('broken' in appraisal) throw failure(`vehicle ${v}: ${TOUR_RULES[appraisal.broken]}`)
  return addUp(appraisal.cost)
}

function checkPartition(problem: Problem, { tours, unassigned }: Solution): void {
  const seen = [...tours.flat(), ...unassigned.map(({ stop }) => stop)].sort((a, b) => a - b)
  claim(
    seen.length === problem.stops.length && seen.every((stop, i) => stop === i),
    'every stop is in one tour or left out, once',
  )
}

/** Whether every two of the repeats lie far enough apart, of which not both are done already. */
export function keepsApart(
  problem: Problem,
  { stops, minDays }: Repeat,
  tours: readonly (readonly number[])[],
): boolean {
  const served = stops.flatMap((stop) => {
    const v = tours.findIndex((tour) => tour.includes(stop))
    const vehicle = problem.vehicles[v]
    return vehicle
      ? [{ day: vehicle.day ?? 0, done: vehicle.underway?.done.includes(stop) === true }]
      : []
  })
  return served.every((one, i) =>
    served
      .slice(0, i)
      .every((other) => (one.done && other.done) || Math.abs(one.day - other.day) >= minDays),
  )
}

function claim(holds: boolean, rule: string): void {
  if (!holds) throw failure(rule)
}

function failure(rule: string): Error {
  return new Error(`Check failed: ${rule}`)
}
