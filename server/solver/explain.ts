import { priceTerms } from './cost.ts'
import type { TourTerms } from './cost.ts'
import { measureSlack } from './measure-slack.ts'
import { openInquiry, TimeIsUp } from './inquiry.ts'
import type { Inquiry } from './inquiry.ts'
import { findRepairs } from './find-repairs.ts'
import type { Binding, Repair } from './find-repairs.ts'
import { companyOf, findCheapestPlace, findNewlyBroken, without } from './places.ts'
import type { Plan } from './places.ts'
import type { AbsenceReason, Problem, Solution } from './problem.ts'
import { doneIn, stopAt } from './road-ahead.ts'

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
 * @param wanted the stops in tours that are to be explained, where not all are
 */
export function explain(
  problem: Problem,
  { tours, unassigned }: Solution,
  isOver: () => boolean = () => false,
  wanted?: readonly number[],
): Explanation {
  const inquiry = openInquiry(problem, isOver)
  const isWanted = (stop: number) => wanted?.includes(stop) !== false
  const absences = unassigned.map(({ stop, reason }) => ({
    stop,
    reason,
    prize: stopAt(problem, stop).prize,
    ...inTime(() => findRepairs(inquiry, tours, stop)),
  }))
  const explained = tours.map((tour, vehicle) => {
    return {
      vehicle,
      terms: priceTerms(problem, vehicle, tour),
      cost: inquiry.judge(vehicle, tour).price,
      stops: tour
        .slice(doneIn(problem, vehicle))
        .filter(isWanted)
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
  inquiry.judge(vehicle, remaining, tour)
  // Without the triangle inequality a tour may need the stop to keep its times, or to get on at all.
  if (findNewlyBroken(inquiry, vehicle, tour, remaining).length > 0)
    return { stop, marginalCost: null, slackSeconds, nextBest: null }
  const marginalCost = inquiry.judge(vehicle, tour).price - inquiry.judge(vehicle, remaining).price
  const all = problem.vehicles.map((_, index) => index)
  const place = findCheapestPlace(inquiry, rest, company, all, { except: { vehicle, tour } })
  const nextBest = place && {
    vehicle: place.vehicle,
    position: place.tour.indexOf(stop),
    price: place.price - marginalCost,
  }
  return { stop, marginalCost, slackSeconds, nextBest: nextBest ?? null }
}
