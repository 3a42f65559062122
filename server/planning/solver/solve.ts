import { annealTours, loadTours } from './anneal.ts'
import { constructTours } from './construct.ts'
import { priceTour } from './cost.ts'
import { explainAbsence } from './explain-absence.ts'
import { improveTours } from './improve.ts'
import { compileProblem } from './model.ts'
import type { Model } from './model.ts'
import { rankNeighbours } from './neighbours.ts'
import type { Problem, Solution } from './problem.ts'
import { Random } from './random.ts'
import { stopAt } from './road-ahead.ts'
import { Tours } from './tours.ts'
import { validateProblem } from './validate-problem.ts'

export interface SolveOptions {
  /** The same problem, seed and `iterations` give the same answer on every machine. */
  readonly seed: number
  /** Ruin-and-recreate rounds; 0 = construction and local search only. */
  readonly iterations?: number
  /** Wall time from the call; whichever limit comes first ends the search. */
  readonly milliseconds?: number
  /** Tours to begin from, stops done or not among them; what breaks a rule is dropped and placed anew. */
  readonly warmStart?: readonly (readonly number[])[]
  /** Called with the first plan and, every few rounds, with a better one; `elapsed` in milliseconds. */
  readonly onImprovement?: (solution: Solution, elapsed: number) => void
  /** Milliseconds, for `milliseconds` and `elapsed`; absent = wall time. */
  readonly clock?: () => number
  /** Called last, with the number of rounds made. */
  readonly onEnd?: (iterations: number) => void
  /** An AbortSignal, or anything alike; the best plan so far is returned. */
  readonly signal?: { readonly aborted: boolean }
}

/** With no limit given: enough for the day of a team (about a second). */
const DEFAULT_ITERATIONS = 30_000
/** Start temperature in mean legs, measured; a warm start begins cool so as to stay near what is known. */
const HEAT = 8
const WARM_HEAT = 0.5

/**
 * Plans the tours: regret insertion, local search, then ruin and recreate until a limit is reached.
 * @throws RangeError when the problem makes no sense
 */
export function solve(problem: Problem, options: SolveOptions): Solution {
  const clock = options.clock ?? (() => performance.now())
  const begun = clock()
  validateProblem(problem)
  const model = compileProblem(problem)
  const tours = new Tours(model)
  const near = rankNeighbours(model)
  const tell = (lists: readonly (readonly number[])[]) => {
    options.onImprovement?.(describe(problem, model, lists), clock() - begun)
  }
  if (options.warmStart) adoptTours(tours, options.warmStart)
  constructTours(tours)
  tell(tours.list())
  improveTours(tours, near)
  if (model.movable.length === 0) return describe(problem, model, tours.list())

  const heat = options.warmStart ? WARM_HEAT : HEAT
  const progress = measureProgress(options, clock, begun)
  const rounds = annealTours(tours, near, new Random(options.seed), heat, progress, tell)
  const annealed = tours.cost()
  improveTours(tours, near)
  if (tours.cost() < annealed) tell(tours.list())
  options.onEnd?.(rounds)
  return describe(problem, model, tours.list())
}

/** How much of the nearest limit is used up. */
function measureProgress(
  options: SolveOptions,
  clock: () => number,
  begun: number,
): (iteration: number) => number {
  const { milliseconds = Infinity, signal } = options
  const iterations =
    options.iterations ?? (milliseconds === Infinity ? DEFAULT_ITERATIONS : Infinity)
  return (iteration) => {
    if (signal?.aborted || iteration >= iterations) return 1
    const elapsed = milliseconds === Infinity ? 0 : (clock() - begun) / milliseconds
    return Math.max(iteration / iterations, elapsed)
  }
}

/** Takes over given tours stop by stop, as far as the rules allow. */
function adoptTours(tours: Tours, given: readonly (readonly number[])[]): void {
  const movable = new Set(tours.model.movable)
  given.slice(0, tours.all.length).forEach((stops, vehicle) => {
    for (const stop of stops) {
      if (!movable.has(stop) || tours.tourOf[stop] !== -1 || !tours.hasRoom(stop, vehicle)) continue
      const tour = tours.all[vehicle]!
      if (tour.admits(stop, tour.length)) tours.insert(stop, vehicle, tour.length)
    }
  })
  tours.commit()
}

/** Writes the answer: done stops back at the head, a reason for every absence, the cost. */
function describe(problem: Problem, model: Model, lists: readonly (readonly number[])[]): Solution {
  const tours = new Tours(model)
  loadTours(tours, lists)
  const unassigned = model.movable
    .filter((stop) => tours.tourOf[stop] === -1)
    .map((stop) => ({ stop, reason: explainAbsence(tours, stop) }))
  const all = lists.map((stops, v) => [...(problem.vehicles[v]?.underway?.done ?? []), ...stops])
  let cost = 0
  all.forEach((tour, vehicle) => (cost += priceTour(problem, vehicle, tour)))
  for (const { stop } of unassigned) cost += stopAt(problem, stop).prize
  return { tours: all, unassigned, cost }
}
