import type { LeastBroken } from './bound-times.ts'
import type { Inquiry } from './inquiry.ts'
import { companyOf, excessOf, findCheapestPlace, keepsSpacing, placesIn } from './places.ts'
import type { Place, Plan } from './places.ts'
import type { Problem } from './problem.ts'
import { doneIn, stopAt } from './road-ahead.ts'
import type { Violation } from './schedule.ts'

/** What stands in the way of a vehicle, at the place where least does; nothing: only its price. */
export interface Binding {
  readonly vehicle: number
  readonly rules: readonly Violation[]
}

/** A way to have a stop served. */
export interface Repair {
  readonly vehicle: number
  /** Stops before it in the tour. */
  readonly position: number
  /** The rules to be lifted, and by how much; none when it fits and only costs more than its prize. */
  readonly rules: readonly Violation[]
  /** The stop left out in its place, if any. */
  readonly instead?: number
  /** What the plan would cost more, the prize of the stop itself not counted. */
  readonly price: number
}

const MOST_REPAIRS = 3

/**
 * What keeps a stop out, vehicle by vehicle, and the cheapest ways to have it served: a rule lifted,
 * or another stop left out in its place. Fewer rules come first, then less of them, then the price.
 */
export function findRepairs(
  inquiry: Inquiry,
  plan: Plan,
  stop: number,
): { readonly bindings: Binding[]; readonly repairs: Repair[] } {
  const { problem } = inquiry
  const company = companyOf(problem, stop)
  const ways = problem.vehicles.flatMap((_, vehicle) => {
    let best: (Place & { readonly rules: readonly Violation[] }) | undefined
    const anyway = countAnyway(problem, plan, company, vehicle)
    const isWorth = ({ rules, seconds }: LeastBroken, bound: number) => {
      if (!best) return true
      const fewer = anyway + rules - best.rules.length || anyway + seconds - excess(best.rules)
      return (fewer || bound - best.price) < 0
    }
    for (const found of placesIn(inquiry, plan, company, vehicle, isWorth)) {
      const way = { ...found, rules: rulesBroken(problem, plan, company, found) }
      if (!best || compareWays(way, best) < 0) best = way
    }
    return best ? [best] : []
  })
  const repairs = ways.map(({ vehicle, tour, rules, price }) => ({
    vehicle,
    position: tour.indexOf(stop),
    rules,
    price,
  }))
  const swaps = findSwaps(inquiry, plan, company, stop)
  return {
    bindings: ways.map(({ vehicle, rules }) => ({ vehicle, rules })),
    repairs: [...repairs, ...swaps].sort(compareWays).slice(0, MOST_REPAIRS),
  }
}

/** What a place breaks: in its tour, and the days between the repeats of all tours. */
function rulesBroken(
  problem: Problem,
  plan: Plan,
  company: readonly number[],
  { vehicle, breaks }: Place,
): Violation[] {
  const ofTour = breaks.filter(({ kind }) => kind !== 'SPACING')
  const tooNear = company.filter((stop) => !keepsSpacing(problem, plan, stop, vehicle))
  return [...ofTour, ...tooNear.map((stop) => ({ kind: 'SPACING', stop }) as const)]
}

const isAllowed = (problem: Problem, stop: number, vehicle: number) =>
  stopAt(problem, stop).vehicles?.includes(vehicle) !== false

/** Rules that every place of a vehicle breaks, each by one. */
function countAnyway(
  problem: Problem,
  plan: Plan,
  company: readonly number[],
  vehicle: number,
): number {
  const forbidden = company.filter((stop) => !isAllowed(problem, stop, vehicle))
  const tooNear = company.filter((stop) => !keepsSpacing(problem, plan, stop, vehicle))
  return forbidden.length + tooNear.length
}

/** The cheapest exchange for another stop that breaks no rule, if there is one in any tour. */
function findSwaps(
  inquiry: Inquiry,
  plan: Plan,
  company: readonly number[],
  stop: number,
): Repair[] {
  const { problem } = inquiry
  let best: Repair | undefined
  for (const [vehicle, tour] of plan.entries()) {
    if (!company.every((one) => isAllowed(problem, one, vehicle))) continue
    for (const instead of tour.slice(doneIn(problem, vehicle))) {
      const { prize } = stopAt(problem, instead)
      if (prize === Infinity || companyOf(problem, instead).length > 1) continue
      const rest = tour.filter((other) => other !== instead)
      const before = inquiry.judge(vehicle, tour).price - prize
      const below = best ? best.price + before - inquiry.judge(vehicle, rest, tour).price : Infinity
      const place = findCheapestPlace(inquiry, plan.with(vehicle, rest), company, [vehicle], {
        // Without the other stop there may be no way.
        below: Number.isFinite(below) ? below : Infinity,
      })
      if (!place) continue
      const price = inquiry.judge(vehicle, place.tour).price - before
      if (!best || price < best.price)
        best = { vehicle, position: place.tour.indexOf(stop), rules: [], instead, price }
    }
  }
  return best ? [best] : []
}

function compareWays(
  a: { readonly rules: readonly Violation[]; readonly price: number },
  b: { readonly rules: readonly Violation[]; readonly price: number },
): number {
  return a.rules.length - b.rules.length || excess(a.rules) - excess(b.rules) || a.price - b.price
}

function excess(rules: readonly Violation[]): number {
  return rules.reduce((sum, rule) => sum + excessOf(rule), 0)
}
