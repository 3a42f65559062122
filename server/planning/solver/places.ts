import { priceTour } from './cost.ts'
import type { Problem } from './problem.ts'
import { measureLeg, placeOfDeparture, stopAt, vehicleAt } from './road-ahead.ts'
import { schedule } from './schedule.ts'
import type { Violation } from './schedule.ts'

/** All tours of a plan: stop indexes per vehicle, stops already done first. */
export type Plan = readonly (readonly number[])[]

/** Where a stop, and its partner if it has one, could go. */
export interface Place {
  readonly vehicle: number
  /** The tour with it. */
  readonly tour: readonly number[]
  /** What the tour then costs more. */
  readonly price: number
  /** The rules the tour then breaks and did not break before. */
  readonly breaks: readonly Violation[]
}

/** A place of which only the legs have been priced. */
interface Candidate {
  readonly vehicle: number
  readonly tour: readonly number[]
  /** Legs, fixed price and prices of the vehicle: what is priced by the clock or by balance comes on top. */
  readonly bound: number
}

/** The stop and those that go where it goes: its partner, unless that is done. */
export function companyOf(problem: Problem, stop: number): readonly number[] {
  const pair = problem.pairs?.find(({ first, second }) => first === stop || second === stop)
  if (!pair) return [stop]
  const done = new Set(problem.vehicles.flatMap(({ underway }) => underway?.done ?? []))
  return [pair.first, pair.second].filter((one) => one === stop || !done.has(one))
}

/** The plan without some stops. */
export function without(plan: Plan, stops: readonly number[]): Plan {
  return plan.map((tour) =>
    tour.some((stop) => stops.includes(stop)) ? tour.filter((s) => !stops.includes(s)) : tour,
  )
}

/**
 * The cheapest place in a plan that breaks no rule, for a stop and its partner that are not in it.
 * Candidates are tried from the cheapest legs up, so that few of them need a schedule.
 * @param except a tour that does not count: where the stop came from
 */
export function findCheapestPlace(
  problem: Problem,
  plan: Plan,
  company: readonly number[],
  except?: { readonly vehicle: number; readonly tour: readonly number[] },
): Place | undefined {
  const candidates = problem.vehicles
    .flatMap((_, vehicle) =>
      mayServe(problem, plan, company, vehicle)
        ? candidatesIn(problem, plan, company, vehicle)
        : [],
    )
    .filter(({ vehicle, tour }) => vehicle !== except?.vehicle || !isSame(tour, except.tour))
    .filter(({ bound }) => bound < Infinity)
    .sort((a, b) => a.bound - b.bound)
  let best: Place | undefined
  for (const candidate of candidates) {
    if (best && candidate.bound >= best.price) break
    const place = tryPlace(problem, plan, candidate)
    if (place.breaks.length === 0 && place.price < (best?.price ?? Infinity)) best = place
  }
  return best
}

/** Every place in a vehicle's tour, whatever it breaks. */
export function placesIn(
  problem: Problem,
  plan: Plan,
  company: readonly number[],
  vehicle: number,
): Place[] {
  return candidatesIn(problem, plan, company, vehicle)
    .filter(({ bound }) => bound < Infinity)
    .map((candidate) => tryPlace(problem, plan, candidate))
}

/** Whether a vehicle may serve stops at all, and on its day: skills, locks and spacing of repeats. */
export function mayServe(
  problem: Problem,
  plan: Plan,
  stops: readonly number[],
  vehicle: number,
): boolean {
  return stops.every(
    (stop) =>
      stopAt(problem, stop).vehicles?.includes(vehicle) !== false &&
      keepsSpacing(problem, plan, stop, vehicle),
  )
}

/** Whether the days of a stop's repeats are far enough from a vehicle's day. */
export function keepsSpacing(problem: Problem, plan: Plan, stop: number, vehicle: number): boolean {
  const dayOf = (v: number) => vehicleAt(problem, v).day ?? 0
  return (problem.repeats ?? [])
    .filter(({ stops }) => stops.includes(stop))
    .every(({ stops, minDays }) =>
      plan.every(
        (tour, other) =>
          Math.abs(dayOf(other) - dayOf(vehicle)) >= minDays ||
          !tour.some((one) => one !== stop && stops.includes(one)),
      ),
    )
}

function candidatesIn(
  problem: Problem,
  plan: Plan,
  company: readonly number[],
  vehicle: number,
): Candidate[] {
  const tour = plan[vehicle] ?? []
  const done = vehicleAt(problem, vehicle).underway?.done.length ?? 0
  const before = priceLegs(problem, vehicle, tour.slice(done))
  return ordersOf(problem, company)
    .flatMap((order) => insertAll(tour, done, order))
    .map((longer) => ({
      vehicle,
      tour: longer,
      bound: priceLegs(problem, vehicle, longer.slice(done)) - before,
    }))
}

/** The orders in which a stop and its partner may stand. */
function ordersOf(problem: Problem, company: readonly number[]): (readonly number[])[] {
  const [first, second] = company
  if (first === undefined || second === undefined) return [company]
  const pair = problem.pairs?.find((one) => one.first === first && one.second === second)
  return pair?.ordered ? [company] : [company, [second, first]]
}

/** Every tour that has the stops in that order behind the first `from` stops. */
function insertAll(tour: readonly number[], from: number, stops: readonly number[]): number[][] {
  const [stop, ...rest] = stops
  if (stop === undefined) return [[...tour]]
  const tours: number[][] = []
  for (let position = from; position <= tour.length; position++) {
    const longer = [...tour.slice(0, position), stop, ...tour.slice(position)]
    tours.push(...insertAll(longer, position + 1, rest))
  }
  return tours
}

/** Legs ahead, fixed price and prices of the vehicle. */
function priceLegs(problem: Problem, vehicle: number, ahead: readonly number[]): number {
  const { underway, fixed = 0, end } = vehicleAt(problem, vehicle)
  if (ahead.length === 0 && !underway) return 0
  let price = underway ? 0 : fixed
  let from = placeOfDeparture(problem, vehicle)
  for (const index of ahead) {
    const stop = stopAt(problem, index)
    price += measureLeg(problem, vehicle, from, stop.location).price
    price += stop.prices?.find((one) => one.vehicle === vehicle)?.price ?? 0
    from = stop.location
  }
  return price + measureLeg(problem, vehicle, from, end).price
}

function tryPlace(problem: Problem, plan: Plan, { vehicle, tour }: Candidate): Place {
  const before = plan[vehicle] ?? []
  const price = priceTour(problem, vehicle, tour) - priceTour(problem, vehicle, before)
  return { vehicle, tour, price, breaks: findNewlyBroken(problem, vehicle, before, tour) }
}

/** The rules that a changed tour breaks, or breaks more, than before. */
export function findNewlyBroken(
  problem: Problem,
  vehicle: number,
  before: readonly number[],
  after: readonly number[],
): Violation[] {
  const old = schedule(problem, vehicle, before).violations
  return schedule(problem, vehicle, after).violations.filter(
    (broken) => !old.some((one) => isNoWorse(broken, one)),
  )
}

/** Whether a rule was broken as much before. */
function isNoWorse(now: Violation, before: Violation): boolean {
  const sameStop = 'stop' in now ? 'stop' in before && now.stop === before.stop : true
  return now.kind === before.kind && sameStop && excessOf(now) <= excessOf(before)
}

/** By how much a rule is broken, in its own unit; 1 where it is broken or not. */
export function excessOf(broken: Violation): number {
  if ('seconds' in broken) return broken.seconds
  return 'excess' in broken ? broken.excess : 1
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((stop, i) => stop === other[i])
}
