import type { Problem } from './problem.ts'
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
  return (problem.pairs ?? []).flatMap(({ first, second, ordered }): LimitViolation[] => {
    const [a, b] = [tour.indexOf(first), tour.indexOf(second)]
    if (!ahead.includes(first) && !ahead.includes(second)) return []
    if (a >= 0 && b >= 0 && !(ordered && a > b)) return []
    return [{ kind: 'PARTNER', stop: b >= 0 ? second : first }]
  })
}

/** Repeats that stand twice in the one tour; the days of other tours are not seen here. */
function repeatsBroken(problem: Problem, tour: readonly number[], ahead: readonly number[]) {
  return (problem.repeats ?? []).flatMap(({ stops, minDays }): LimitViolation[] => {
    const served = minDays > 0 ? tour.filter((stop) => stops.includes(stop)) : []
    return served
      .slice(1)
      .filter((stop) => ahead.includes(stop))
      .map((stop) => ({ kind: 'SPACING', stop }))
  })
}

/** By how much the load exceeds the capacity, at its highest point and in its worst dimension. */
export function overload(problem: Problem, vehicle: number, tour: readonly number[]): number {
  const { capacity = [] } = vehicleAt(problem, vehicle)
  return Math.max(
    0,
    ...capacity.map((room, dimension) => highestLoad(problem, tour, dimension) - room),
  )
}

function highestLoad(problem: Problem, tour: readonly number[], dimension: number): number {
  const stops = tour.map((stop) => stopAt(problem, stop))
  let load = stops.reduce((sum, { delivery }) => sum + (delivery?.[dimension] ?? 0), 0)
  let highest = load
  tour.forEach((index, i) => {
    const { delivery, pickup } = stops[i] ?? {}
    load += (pickup?.[dimension] ?? 0) - (delivery?.[dimension] ?? 0)
    load += carriedFrom(problem, tour, index, dimension)
    highest = Math.max(highest, load)
  })
  return highest
}

/** What a stop takes over for its partner, or (less than nothing) hands over. */
function carriedFrom(problem: Problem, tour: readonly number[], stop: number, dimension: number) {
  return (problem.pairs ?? []).reduce((sum, { first, second, amount }) => {
    const carried = amount?.[dimension] ?? 0
    if (first === stop) return sum + carried
    return second === stop && tour.includes(first) ? sum - carried : sum
  }, 0)
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
