import type { Pair, Problem } from './problem.ts'
import { measureLeg, placeOfDeparture, stopAt, vehicleAt } from './road-ahead.ts'
import { GRAIN } from './take-breaks.ts'

/** Rules that have nothing to do with the time of day; `stop` is an index. */
export type LimitViolation =
  | {
      readonly kind: 'NOT_ALLOWED' | 'ORDER' | 'PARTNER' | 'SPACING'
      readonly stop: number
    }
  | { readonly kind: 'MAX_STOPS' | 'CAPACITY' | 'TRAVEL' | 'DISTANCE'; readonly excess: number }

/** `tour` with the stops done at its head; their own faults are not listed. */
export function limitsBroken(
  problem: Problem,
  vehicle: number,
  tour: readonly number[],
): LimitViolation[] {
  const { maxStops = Infinity, underway } = vehicleAt(problem, vehicle)
  const ahead = tour.slice(underway?.done.length ?? 0)
  const exceeds = (kind: 'MAX_STOPS' | 'CAPACITY', excess: number): LimitViolation[] =>
    excess > 0 ? [{ kind, excess }] : []
  return [
    ...ahead
      .filter((stop) => stopAt(problem, stop).vehicles?.includes(vehicle) === false)
      .map((stop) => ({ kind: 'NOT_ALLOWED', stop }) as const),
    ...ranksBroken(problem, ahead),
    ...pairsBroken(problem, tour, ahead),
    ...repeatsBroken(problem, tour, ahead),
    ...exceeds('MAX_STOPS', tour.length - maxStops),
    ...exceeds('CAPACITY', overload(problem, vehicle, tour)),
    ...roadsBroken(problem, vehicle, ahead),
  ]
}

function ranksBroken(problem: Problem, ahead: readonly number[]): LimitViolation[] {
  let highest = -Infinity
  return ahead.flatMap((stop) => {
    const { rank = Infinity } = stopAt(problem, stop)
    if (rank < highest) return [{ kind: 'ORDER', stop } as const]
    if (rank < Infinity) highest = rank
    return []
  })
}

/** Of a pair of which one is missing or comes too late: the one that is there, or the second. */
function pairsBroken(problem: Problem, tour: readonly number[], ahead: readonly number[]) {
  const pairs = pairsOf(problem, ahead)
  if (pairs.size === 0) return []
  const positions = new Map(tour.map((stop, i) => [stop, i]))
  return Array.from(pairs).flatMap(({ first, second, ordered }): LimitViolation[] => {
    const [a = -1, b = -1] = [positions.get(first), positions.get(second)]
    if (a >= 0 && b >= 0 && !(ordered && a > b)) return []
    return [{ kind: 'PARTNER', stop: b >= 0 ? second : first }]
  })
}

/** The pairs that have one of the stops, in the order of the problem. */
function pairsOf(problem: Problem, stops: readonly number[]): ReadonlySet<Pair> {
  const { pairs = [] } = problem
  if (pairs.length === 0) return new Set()
  const known = pairPerStop(problem)
  const indexes = stops.flatMap((stop) => known.get(stop) ?? [])
  return new Set(indexes.sort((a, b) => a - b).flatMap((index) => pairs[index] ?? []))
}

/** Index of the pair of every stop that has one; a stop has at most one. */
const pairsPerStop = new WeakMap<Problem, ReadonlyMap<number, number>>()

function pairPerStop(problem: Problem): ReadonlyMap<number, number> {
  let known = pairsPerStop.get(problem)
  if (!known) {
    const pairs = problem.pairs ?? []
    known = new Map(
      pairs.flatMap(({ first, second }, i) => [[first, i] as const, [second, i] as const]),
    )
    pairsPerStop.set(problem, known)
  }
  return known
}

/** Repeats that stand twice in the one tour; the days of other tours are not seen here. */
function repeatsBroken(problem: Problem, tour: readonly number[], ahead: readonly number[]) {
  const isAhead = new Set(ahead)
  const isHere = new Set(tour)
  return (problem.repeats ?? []).flatMap(({ stops, minDays }): LimitViolation[] => {
    if (minDays === 0 || stops.filter((stop) => isHere.has(stop)).length < 2) return []
    const group = new Set(stops)
    return tour
      .filter((stop) => group.has(stop))
      .slice(1)
      .filter((stop) => isAhead.has(stop))
      .map((stop) => ({ kind: 'SPACING', stop }))
  })
}

/** By how much the load exceeds the capacity, at its highest point and in its worst dimension. */
export function overload(problem: Problem, vehicle: number, tour: readonly number[]): number {
  const { capacity = [] } = vehicleAt(problem, vehicle)
  if (capacity.length === 0) return 0
  const carried = carriedFrom(problem, tour)
  return Math.max(
    0,
    ...capacity.map((room, dimension) => highestLoad(problem, tour, carried, dimension) - room),
  )
}

function highestLoad(
  problem: Problem,
  tour: readonly number[],
  carried: ReadonlyMap<number, readonly number[]>,
  dimension: number,
): number {
  const stops = tour.map((stop) => stopAt(problem, stop))
  let load = stops.reduce((sum, { delivery }) => sum + (delivery?.[dimension] ?? 0), 0)
  let highest = load
  tour.forEach((index, i) => {
    const { delivery, pickup } = stops[i] ?? {}
    load += (pickup?.[dimension] ?? 0) - (delivery?.[dimension] ?? 0)
    load += carried.get(index)?.[dimension] ?? 0
    highest = Math.max(highest, load)
  })
  return highest
}

/** What stops of the tour take over for their partners, or (less than nothing) hand over. */
function carriedFrom(problem: Problem, tour: readonly number[]) {
  const isHere = new Set(tour)
  const carried = new Map<number, readonly number[]>()
  for (const { first, second, amount = [] } of pairsOf(problem, tour)) {
    if (!isHere.has(first)) continue
    carried.set(first, amount)
    carried.set(
      second,
      amount.map((one) => -one),
    )
  }
  return carried
}

function roadsBroken(problem: Problem, vehicle: number, ahead: readonly number[]) {
  if (ahead.length === 0) return []
  const { maxTravelSeconds = Infinity, maxMetres = Infinity, end } = vehicleAt(problem, vehicle)
  const broken: LimitViolation[] = []
  const sums = { seconds: 0, metres: 0 }
  let from = placeOfDeparture(problem, vehicle)
  for (const to of [...ahead.map((stop) => stopAt(problem, stop).location), end]) {
    const { seconds, metres } = measureLeg(problem, vehicle, from, to)
    sums.seconds += seconds
    sums.metres += metres
    from = to
  }
  const late = sums.seconds - maxTravelSeconds
  const far = sums.metres - maxMetres
  if (late > GRAIN) broken.push({ kind: 'TRAVEL', excess: late })
  if (far > GRAIN) broken.push({ kind: 'DISTANCE', excess: far })
  return broken
}
