import { priceTerms } from './cost.ts'
import type { TourTerms } from './cost.ts'
import { openInquiry, TimeIsUp } from './inquiry.ts'
import type { Inquiry } from './inquiry.ts'
import { findRepairs } from './find-repairs.ts'
import type { Binding, Repair } from './find-repairs.ts'
import { companyOf, findCheapestPlace, findNewlyBroken, without } from './places.ts'
import type { Plan } from './places.ts'
import type { AbsenceReason, Problem, Solution } from './problem.ts'
import { stopAt, vehicleAt } from './road-ahead.ts'
import { schedule } from './schedule.ts'

/** Why a plan is as it is. Prices in seconds of travel, as everywhere in a problem. */
export interface Explanation {
  readonly tours: readonly TourExplanation[]
  readonly absences: readonly AbsenceExplanation[]
  /** Whether the time sufficed; if not, some stops are not explained. */
  readonly isWhole: boolean
  /** The terms of all tours and the prizes of what is left out: the objective. */
  readonly cost: number
}

export interface TourExplanation {
  readonly vehicle: number
  readonly terms: TourTerms
  /** The sum of the terms. */
  readonly cost: number
  /** Of the stops ahead, in order, as far as there was time. */
  readonly stops: readonly StopExplanation[]
}

export interface StopExplanation {
  readonly stop: number
  /** What the tour would cost less without the stop and its partner; null where it could not be kept without. */
  readonly marginalCost: number | null
  /** How much later its service could begin, the order kept and no rule broken. Whole seconds. */
  readonly slackSeconds: number
  /** The cheapest other place that breaks no rule; null where there is none, or the tour needs the stop. */
  readonly nextBest: {
    readonly vehicle: number
    /** Stops before it in that tour, once the stop has left its own. */
    readonly position: number
    /** What the plan would cost more. */
    readonly price: number
  } | null
}

export interface AbsenceExplanation {
  readonly stop: number
  readonly reason: AbsenceReason
  readonly prize: number
  /** What stands in the way of each vehicle where least does; absent when there was no time to look. */
  readonly bindings?: readonly Binding[]
  /** The cheapest ways to have it served, at most three. */
  readonly repairs?: readonly Repair[]
}

/**
 * Explains a plan: what keeps stops out, what each tour and stop costs, and where else it could go.
 * @param isOver asked often; once true, what is known by then is the answer
 */
export function explain(
  problem: Problem,
  { tours, unassigned }: Solution,
  isOver: () => boolean = () => false,
): Explanation {
  const inquiry = openInquiry(problem, isOver)
  const absences = unassigned.map(({ stop, reason }) => ({
    stop,
    reason,
    prize: stopAt(problem, stop).prize,
    ...inTime(() => findRepairs(inquiry, tours, stop)),
  }))
  const explained = tours.map((tour, vehicle) => {
    const done = vehicleAt(problem, vehicle).underway?.done.length ?? 0
    return {
      vehicle,
      terms: priceTerms(problem, vehicle, tour),
      cost: inquiry.judge(vehicle, tour).price,
      stops: tour
        .slice(done)
        .flatMap((stop) => inTime(() => explainStop(inquiry, tours, vehicle, stop)) ?? []),
    }
  })
  let cost = 0
  for (const tour of explained) cost += tour.cost
  for (const { prize } of absences) cost += prize
  return { tours: explained, absences, cost, isWhole: inquiry.isWhole() }
}

/** An explanation, if there is time for it. */
function inTime<T>(explainOne: () => T): T | undefined {
  try {
    return explainOne()
  } catch (error) {
    if (error instanceof TimeIsUp) return undefined
    throw error
  }
}

function explainStop(inquiry: Inquiry, plan: Plan, vehicle: number, stop: number): StopExplanation {
  const { problem } = inquiry
  const tour = plan[vehicle] ?? []
  const company = companyOf(problem, stop)
  const rest = without(plan, company)
  const slackSeconds = measureSlack(inquiry, vehicle, tour, stop)
  const remaining = rest[vehicle] ?? []
  // Without the triangle inequality a tour may need the stop to keep its times, or to get on at all.
  if (findNewlyBroken(inquiry, vehicle, tour, remaining).length > 0)
    return { stop, marginalCost: null, slackSeconds, nextBest: null }
  const marginalCost = inquiry.judge(vehicle, tour).price - inquiry.judge(vehicle, remaining).price
  const all = problem.vehicles.map((_, index) => index)
  const place = findCheapestPlace(inquiry, rest, company, all, { vehicle, tour })
  const nextBest = place && {
    vehicle: place.vehicle,
    position: place.tour.indexOf(stop),
    price: place.price - marginalCost,
  }
  return { stop, marginalCost, slackSeconds, nextBest: nextBest ?? null }
}

/** The largest delay of a service that breaks nothing, by bisection: rules only break more the later one is. */
function measureSlack(
  { problem, goOn }: Inquiry,
  vehicle: number,
  tour: readonly number[],
  stop: number,
): number {
  const start = schedule(problem, vehicle, tour).starts[tour.indexOf(stop)] ?? Number.NaN
  const { shift, overtime } = vehicleAt(problem, vehicle)
  const broken = (delay: number) => {
    goOn()
    return schedule(startingAt(problem, stop, start + delay), vehicle, tour).violations.length
  }
  const before = broken(0)
  let kept = 0
  let lost = Math.max(0, Math.ceil(shift[1] + (overtime?.seconds ?? 0) - start)) + 1
  while (lost - kept > 1) {
    const middle = Math.floor((kept + lost) / 2)
    if (broken(middle) > before) lost = middle
    else kept = middle
  }
  return kept
}

/** The problem with a service that begins no earlier than `from`. */
function startingAt(problem: Problem, stop: number, from: number): Problem {
  const stops = [...problem.stops]
  const { windows, ...rest } = stopAt(problem, stop)
  const open = windows.length > 0 ? windows : [[-Infinity, Infinity] as const]
  const left = open.filter(([, closes]) => closes >= from)
  stops[stop] = {
    ...rest,
    // Every window has closed: one that cannot be met.
    windows:
      left.length > 0
        ? left.map(([opens, closes]) => [Math.max(opens, from), closes])
        : [[-Infinity, -Infinity]],
  }
  return { ...problem, stops }
}
