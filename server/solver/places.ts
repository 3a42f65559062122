import { boundTimes } from './bound-times.ts'
import type { LeastBroken } from './bound-times.ts'
import { cheapestFirst } from './cheapest-first.ts'
import { priceIdle, priceUse } from './cost.ts'
import type { Inquiry } from './inquiry.ts'
import type { Problem } from './problem.ts'
import { doneIn, measureLeg, placeOfDeparture, stopAt, vehicleAt } from './road-ahead.ts'
import type { Violation } from './schedule.ts'

/** All tours of a plan: stop indexes per vehicle, stops already done first. */
export type Plan = readonly (readonly number[])[]

/** Where a stop, and its partner if it has one, could go. */
export interface Place {
  readonly vehicle: number
  /** The tour with it. */
  readonly tour: readonly number[]
  /** What the tour then costs more; in all where there was no way along it before. */
  readonly price: number
  /** The rules the tour then breaks and did not break before. */
  readonly breaks: readonly Violation[]
}

/** A place of which only the legs have been priced. */
interface Candidate {
  readonly vehicle: number
  /** Stops in their order, each behind so many of the tour. */
  readonly stops: readonly number[]
  readonly behind: readonly number[]
  /** Legs, fixed price and prices of the vehicle: what is priced by the clock or by balance comes on top. */
  readonly bound: number
  /** What it breaks at least of the rules of time. */
  readonly least: LeastBroken
}

/** What a place is sought within. */
interface PlaceLimits {
  /** A tour that does not count: where the stop came from. */
  readonly except?: { readonly vehicle: number; readonly tour: readonly number[] }
  /** The place must cost less. */
  readonly below?: number
}

/** Places for a stop and its partner are as many as the square of a tour: beyond, nobody can wait for it. */
const MOST_CANDIDATES = 1_000_000

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
 * @param among vehicles to look at
 */
export function findCheapestPlace(
  inquiry: Inquiry,
  plan: Plan,
  company: readonly number[],
  among: readonly number[],
  { except, below = Infinity }: PlaceLimits = {},
): Place | undefined {
  const candidates = among.flatMap((vehicle) =>
    mayServe(inquiry.problem, plan, company, vehicle)
      ? candidatesIn(inquiry, plan, company, vehicle).filter(
          ({ least, bound }) => least.rules === 0 && bound < below,
        )
      : [],
  )
  let best: Place | undefined
  let limit = below
  for (const candidate of cheapestFirst(candidates)) {
    if (candidate.bound >= limit) break
    const { vehicle } = candidate
    const tour = writeTour(plan, candidate)
    if (vehicle === except?.vehicle && isSame(tour, except.tour)) continue
    const place = tryPlace(inquiry, plan, vehicle, tour)
    if (place.breaks.length > 0 || place.price >= limit) continue
    best = place
    limit = place.price
  }
  return best
}

/**
 * The places in a vehicle's tour, whatever they break: what breaks least at best comes first.
 * @param isWorth asked with what a place breaks and costs at least; none that follows is better
 */
export function* placesIn(
  inquiry: Inquiry,
  plan: Plan,
  company: readonly number[],
  vehicle: number,
  isWorth: (least: LeastBroken, bound: number) => boolean,
): Generator<Place> {
  const candidates = candidatesIn(inquiry, plan, company, vehicle)
  candidates.sort(
    (a, b) =>
      a.least.rules - b.least.rules || a.least.seconds - b.least.seconds || a.bound - b.bound,
  )
  for (const candidate of candidates) {
    if (!isWorth(candidate.least, candidate.bound)) return
    yield tryPlace(inquiry, plan, vehicle, writeTour(plan, candidate))
  }
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

const NOTHING: LeastBroken = { rules: 0, seconds: 0 }

/** Prices every place in a tour by the legs that change. Where there is no way, there is no place. */
function candidatesIn(
  inquiry: Inquiry,
  plan: Plan,
  company: readonly number[],
  vehicle: number,
): Candidate[] {
  inquiry.goOn()
  const { problem } = inquiry
  const tour = plan[vehicle] ?? []
  const candidates: Candidate[] = []
  const [only, partner] = company
  const times =
    only === undefined || partner !== undefined
      ? []
      : boundTimes(inquiry, vehicle, tour, stopAt(problem, only))
  const fixed = tour.length === doneIn(problem, vehicle) ? priceUse(problem, vehicle) : 0
  const own = company.reduce((sum, stop) => sum + priceOf(problem, vehicle, stop), fixed)
  const add = (stops: readonly number[], behind: readonly number[], legs: number) => {
    if (!(legs < Infinity)) return
    if (candidates.length === MOST_CANDIDATES) inquiry.giveUp()
    const least = times[behind[0] ?? -1] ?? NOTHING
    candidates.push({ vehicle, stops, behind, bound: own + legs, least })
  }
  for (const stops of ordersOf(problem, company)) {
    const [lead, follower] = stops
    if (lead === undefined) continue
    const [leads, follows] = [
      priceDetours(problem, vehicle, tour, [lead]),
      follower === undefined ? undefined : priceDetours(problem, vehicle, tour, [follower]),
    ]
    const both = follower === undefined ? leads : priceDetours(problem, vehicle, tour, stops)
    leads.forEach((detour, behind) => {
      add(stops, [behind, behind], both[behind] ?? Infinity)
      follows?.forEach((other, later) => {
        if (later > behind) add(stops, [behind, later], detour + other)
      })
    })
  }
  return candidates
}

/** What a tour's legs cost more with some stops one after the other, behind so many of its stops. */
function priceDetours(
  problem: Problem,
  vehicle: number,
  tour: readonly number[],
  stops: readonly number[],
): number[] {
  const done = doneIn(problem, vehicle)
  const { end } = vehicleAt(problem, vehicle)
  const leg = (from: number | undefined, to: number | undefined) =>
    measureLeg(problem, vehicle, from, to).price
  const placeAt = (at: number) => stopAt(problem, tour[at] ?? -1).location
  const places = stops.map((stop) => stopAt(problem, stop).location)
  const detours: number[] = []
  for (let behind = done; behind <= tour.length; behind++) {
    const from = behind === done ? placeOfDeparture(problem, vehicle) : placeAt(behind - 1)
    const to = behind === tour.length ? end : placeAt(behind)
    let [way, last] = [0, from]
    for (const place of places) {
      way += leg(last, place)
      last = place
    }
    const before = tour.length === done ? priceIdle(problem, vehicle) : leg(from, to)
    detours[behind] = way + leg(last, to) - before
  }
  return detours
}

/** The tour with the stops of a candidate. */
function writeTour(plan: Plan, { vehicle, stops, behind }: Candidate): number[] {
  const tour = [...(plan[vehicle] ?? [])]
  stops.forEach((stop, i) => tour.splice((behind[i] ?? 0) + i, 0, stop))
  return tour
}

const priceOf = (problem: Problem, vehicle: number, stop: number) =>
  stopAt(problem, stop).prices?.find((one) => one.vehicle === vehicle)?.price ?? 0

/** The orders in which a stop and its partner may stand. */
function ordersOf(problem: Problem, company: readonly number[]): (readonly number[])[] {
  const [first, second] = company
  if (first === undefined || second === undefined) return [company]
  const pair = problem.pairs?.find((one) => one.first === first && one.second === second)
  return pair?.ordered ? [company] : [company, [second, first]]
}

function tryPlace(inquiry: Inquiry, plan: Plan, vehicle: number, tour: readonly number[]): Place {
  inquiry.goOn()
  const before = plan[vehicle] ?? []
  const known = inquiry.judge(vehicle, before).price
  const price = inquiry.judge(vehicle, tour, before).price - (Number.isFinite(known) ? known : 0)
  return { vehicle, tour, price, breaks: findNewlyBroken(inquiry, vehicle, before, tour) }
}

/** The rules that a changed tour breaks, or breaks more, than before. */
export function findNewlyBroken(
  inquiry: Inquiry,
  vehicle: number,
  before: readonly number[],
  after: readonly number[],
): Violation[] {
  const old = inquiry.judge(vehicle, before).violations
  return inquiry
    .judge(vehicle, after)
    .violations.filter((broken) => !old.some((one) => isNoWorse(broken, one)))
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
