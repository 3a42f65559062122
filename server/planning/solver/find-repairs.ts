import { priceTour } from './cost.ts'
import {
  companyOf,
  excessOf,
  findCheapestPlace,
  keepsSpacing,
  mayServe,
  placesIn,
  without,
} from './places.ts'
import type { Place, Plan } from './places.ts'
import type { Problem } from './problem.ts'
import { stopAt, vehicleAt } from './road-ahead.ts'
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
  problem: Problem,
  plan: Plan,
  stop: number,
): { readonly bindings: Binding[]; readonly repairs: Repair[] } {
  const company = companyOf(problem, stop)
  const ways = problem.vehicles.flatMap((_, vehicle) => {
    const place = placesIn(problem, plan, company, vehicle)
      .map((found) => ({ ...found, rules: rulesBroken(problem, plan, company, found) }))
      .sort(compareWays)[0]
    return place ? [place] : []
  })
  const repairs = ways.map(({ vehicle, tour, rules, price }) => ({
    vehicle,
    position: tour.indexOf(stop),
    rules,
    price,
  }))
  const swaps = findSwaps(problem, plan, company, stop)
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

/** The cheapest exchange for another stop that breaks no rule, if there is one in any tour. */
function findSwaps(
  problem: Problem,
  plan: Plan,
  company: readonly number[],
  stop: number,
): Repair[] {
  const swaps = plan.flatMap((tour, vehicle) => {
    if (!mayServe(problem, plan, company, vehicle)) return []
    const done = vehicleAt(problem, vehicle).underway?.done.length ?? 0
    return tour.slice(done).flatMap((instead): Repair[] => {
      const leaving = companyOf(problem, instead)
      const { prize } = stopAt(problem, instead)
      if (prize === Infinity || leaving.length > 1) return []
      const rest = without(plan, leaving)
      const place = findCheapestPlace(onlyIn(problem, vehicle, company), rest, company)
      if (!place) return []
      const saved =
        priceTour(problem, vehicle, tour) - priceTour(problem, vehicle, rest[vehicle] ?? [])
      const price = place.price - saved + prize
      return [{ vehicle, position: place.tour.indexOf(stop), rules: [], instead, price }]
    })
  })
  return swaps.sort((a, b) => a.price - b.price).slice(0, 1)
}

/** The problem in which only one vehicle may serve some stops. */
function onlyIn(problem: Problem, vehicle: number, company: readonly number[]): Problem {
  const stops = problem.stops.map((stop, s) =>
    company.includes(s) ? { ...stop, vehicles: [vehicle] } : stop,
  )
  return { ...problem, stops }
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
