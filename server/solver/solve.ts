import { Annealing } from './anneal.ts'
import type { Progress } from './anneal.ts'
import { constructTours } from './construct.ts'
import { priceTour } from './cost.ts'
import { Deadline } from './deadline.ts'
import type { IsOver, TimeLimits } from './deadline.ts'
import { explainAbsences } from './explain-absences.ts'
import { fillGaps } from './fill-gaps.ts'
import { chooseHeat } from './heat.ts'
import { improveTours } from './improve.ts'
import { compileProblem } from './compile-problem.ts'
import { readDays } from './day/one-day.ts'
import { searchDays } from './day/search-days.ts'
import { Meetings } from './meetings.ts'
import type { SharedMeetings } from './meetings.ts'
import type { Model } from './model.ts'
import { News } from './news.ts'
import { rankNeighbours } from './neighbours.ts'
import { PlainTours } from './plain-tours.ts'
import { Snapshot } from './plan.ts'
import type { Plan } from './plan.ts'
import type { Absence, Problem, Solution } from './problem.ts'
import { Random } from './random.ts'
import { stopAt } from './road-ahead.ts'
import { searchTours } from './search-tours.ts'
import { Tours, loadTours } from './tours.ts'
import { validateProblem } from './validate-problem.ts'

export interface SolveOptions extends TimeLimits {
  /** The same problem, seed and `iterations` give the same answer on every machine. */
  readonly seed: number
  /** Ruin-and-recreate rounds; 0 = construction and local search only. */
  readonly iterations?: number
  /** Ends after so many of the `iterations`, as somebody's word would: to make a search again that was cut short. */
  readonly until?: number
  /** Tours to begin from, stops done or not among them; what breaks a rule is dropped and placed anew. */
  readonly warmStart?: readonly (readonly number[])[]
  /**
   * Called with the first plan and now and then with a better one, at last with the answer if it is
   * another; `elapsed` in milliseconds. Takes little of the time.
   */
  readonly onImprovement?: (solution: Solution, elapsed: number) => void
  /** Called last, with the number of rounds made. */
  readonly onEnd?: (iterations: number) => void
  /** Searches of the same problem in other threads, and the own seat among them: all go on from the best now and then. */
  readonly meetings?: { readonly shared: SharedMeetings; readonly seat: number }
}

/** With no limit given: enough for the day of a team (about a second). */
const DEFAULT_ITERATIONS = 30_000
/** Up to so many stops there is local search before the annealing too, and behind it for plain problems. */
const FEW_STOPS = 150
/** Of the time, what local search may take before the annealing. */
const EARLY_SHARE = 0.2

/**
 * Plans the tours: greedy insertion, local search where stops are few, then ruin and recreate until a limit is reached;
 * days that have nothing to do with each other by a search of their own.
 * @throws RangeError when the problem makes no sense
 */
export function solve(problem: Problem, options: SolveOptions): Solution {
  const deadline = new Deadline(options)
  validateProblem(problem)
  const model = compileProblem(problem)
  const plan = model.plain ? new PlainTours(model) : new Tours(model)
  const best = new Snapshot(model)
  const news = new News(deadline, () => {
    const found = describe(problem, model, best.list(), deadline.isOver)
    options.onImprovement?.(found, deadline.elapsed())
  })
  const random = new Random(options.seed)
  if (options.warmStart) adoptTours(plan, options.warmStart)
  constructTours(plan, random, deadline.isOver)
  best.take(plan)
  news.tell()
  if (model.movable.length > 0) {
    const near = rankNeighbours(model)
    const isSmall = model.movable.length <= FEW_STOPS
    const early = deadline.allot(EARLY_SHARE)
    const days = readDays(model)
    if (isSmall && !days) editTours(plan, (tours) => improveTours(tours, near, early))
    const heat = chooseHeat(plan, options.warmStart !== undefined)
    const progress = measureProgress(options, deadline)
    const meetings = joinMeetings(options)
    const tell = () => news.tell()
    const rounds = days
      ? searchDays(plan, days, random, progress, best, tell, meetings)
      : searchTours(
          new Annealing(plan, near, random, progress, best, tell),
          heat,
          options.warmStart === undefined,
          meetings,
        )
    options.onEnd?.(rounds)
    const annealed = plan.cost()
    const isOver = deadline.grace()
    if (isSmall || !model.plain) editTours(plan, (tours) => improveTours(tours, near, isOver))
    if (plan.absentCount > 0) editTours(plan, (tours) => fillGaps(tours, near, isOver))
    best.take(plan)
    if (plan.cost() < annealed) news.tell()
  }
  news.tellLast()
  return describe(problem, model, best.list(), deadline.grace())
}

function joinMeetings({ meetings, signal }: SolveOptions): Meetings | undefined {
  return meetings && new Meetings(meetings.shared, meetings.seat, () => signal?.aborted === true)
}

/** Has something done to a plan that works on tours of any model. */
function editTours(plan: Plan, edit: (tours: Tours) => void): void {
  if (plan instanceof Tours) {
    edit(plan)
    return
  }
  const tours = new Tours(plan.model)
  const snapshot = new Snapshot(plan.model)
  snapshot.take(plan)
  snapshot.restore(tours)
  edit(tours)
  snapshot.take(tours)
  snapshot.restore(plan)
}

/** How much of the nearest limit is used up. */
function measureProgress(options: SolveOptions, deadline: Deadline): Progress {
  const hasTime = options.milliseconds !== undefined && options.milliseconds < Infinity
  const iterations = options.iterations ?? (hasTime ? Infinity : DEFAULT_ITERATIONS)
  const end = Math.min(iterations, options.until ?? Infinity)
  return (iteration) => (iteration >= end ? 1 : Math.max(iteration / iterations, deadline.used()))
}

/** Takes over given tours: whole where they keep all rules, else stop by stop as far as they do. */
function adoptTours(plan: Plan, given: readonly (readonly number[])[]): void {
  const { movable, stopCount, vehicleCount } = plan.model
  const stops = new Int32Array(stopCount)
  const isFree = new Uint8Array(stopCount)
  for (const stop of movable) isFree[stop] = 1
  given.slice(0, vehicleCount).forEach((list, vehicle) => {
    const wanted = [...new Set(list)].filter((stop) => isFree[stop] === 1)
    let count = 0
    const adopt = (more: readonly number[]) => {
      more.forEach((stop, i) => (stops[count + i] = stop))
      plan.assign(vehicle, stops, count + more.length)
      if (!plan.keepsRules(vehicle)) return false
      count += more.length
      for (const stop of more) isFree[stop] = 0
      return true
    }
    if (adopt(wanted)) return
    for (const stop of wanted) adopt([stop])
    plan.assign(vehicle, stops, count)
  })
  plan.commit()
}

function explainAll(
  model: Model,
  lists: readonly (readonly number[])[],
  isOver: IsOver,
): Absence[] {
  const tours = new Tours(model)
  loadTours(tours, lists)
  return explainAbsences(tours, isOver)
}

/** Writes the answer: done stops back at the head, a reason for every absence, the cost. */
function describe(
  problem: Problem,
  model: Model,
  lists: readonly (readonly number[])[],
  isOver: IsOver,
): Solution {
  const served = lists.reduce((sum, tour) => sum + tour.length, 0)
  const unassigned = served < model.movable.length ? explainAll(model, lists, isOver) : []
  const all = lists.map((stops, v) => [...(problem.vehicles[v]?.underway?.done ?? []), ...stops])
  let cost = 0
  all.forEach((tour, vehicle) => (cost += priceTour(problem, vehicle, tour)))
  for (const { stop } of unassigned) cost += stopAt(problem, stop).prize
  return { tours: all, unassigned, cost }
}
