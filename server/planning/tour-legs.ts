import { estimateLeg } from '../../shared/estimate-leg.ts'
import type { LngLat } from '../../shared/geo.ts'
import type { TourDay } from './day-problem.ts'
import { PARKING_SECONDS } from './parking.ts'
import type { Problem, TravelMatrix } from '../solver/index.ts'
import { matrixOf } from '../solver/index.ts'

/** From one place of the matrices to the next, whole seconds and metres, never Infinity. */
export interface TourLeg {
  readonly from: number
  readonly to: number
  readonly seconds: number
  readonly metres: number
  /** False: there is no way, and the leg is reckoned as if there were one, as an estimate. */
  readonly hasWay: boolean
}

/** The legs of a tour, the last one home; none without stops. */
export function tourLegs(
  day: TourDay,
  problem: Problem,
  vehicle: number,
  tour: readonly number[],
): TourLeg[] {
  if (tour.length === 0) return []
  const stops = tour.flatMap((stop) => problem.stops[stop]?.location ?? [])
  const { start = vehicle, end = vehicle } = problem.vehicles[vehicle] ?? {}
  const { size, durations, distances } = matrixOf(problem, vehicle)
  return [...stops, end].map((to, leg): TourLeg => {
    const from = stops[leg - 1] ?? start
    const cell = from * size + to
    const seconds = durations[cell] ?? Number.NaN
    const metres = distances[cell] ?? Number.NaN
    if (seconds < Infinity && metres < Infinity) return { from, to, seconds, metres, hasWay: true }
    return { from, to, ...estimateGap(day, from, to), hasWay: false }
  })
}

function estimateGap(day: TourDay, from: number, to: number) {
  const { seconds, metres } = estimateLeg(placeAt(day, from), placeAt(day, to), day.profile)
  const parking = to < day.people.length ? 0 : PARKING_SECONDS
  return { seconds: Math.round(seconds) + parking, metres: Math.round(metres) }
}

function placeAt({ people, shops }: TourDay, index: number): LngLat {
  const place = people[index]?.start ?? shops[index - people.length]?.at
  if (!place) throw new RangeError(`the day has no place ${String(index)}`)
  return place
}

/** The problem with a way where the legs have none, so that what follows such a leg has times too. */
export function bridgeGaps(problem: Problem, legs: readonly TourLeg[]): Problem {
  const gaps = legs.filter(({ hasWay }) => !hasWay)
  if (gaps.length === 0) return problem
  const matrices = problem.matrices.map((matrix) => bridgeMatrix(matrix, gaps))
  return { ...problem, matrices }
}

function bridgeMatrix(matrix: TravelMatrix, gaps: readonly TourLeg[]): TravelMatrix {
  const [durations, distances] = [matrix.durations.slice(), matrix.distances.slice()]
  for (const { from, to, seconds, metres } of gaps) {
    durations[from * matrix.size + to] = seconds
    distances[from * matrix.size + to] = metres
  }
  return { ...matrix, durations, distances }
}
