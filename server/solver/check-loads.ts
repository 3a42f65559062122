import { lookUp, sum } from './check-road.ts'
import type { Problem } from './problem.ts'

/**
 * What is on board in one dimension: at the start, and behind each stop of the tour. Deliveries ride
 * from the start to their stop, pickups from their stop to the end, a pair's amount in between.
 */
export function weighTour(problem: Problem, tour: readonly number[], dimension: number): number[] {
  const stops = tour.map((stop) => lookUp(problem, stop))
  const points = [0, ...tour.map((_, i) => i + 1)]
  return points.map((point) => {
    const delivered = sum(stops.slice(point).map(({ delivery }) => delivery?.[dimension] ?? 0))
    const collected = sum(stops.slice(0, point).map(({ pickup }) => pickup?.[dimension] ?? 0))
    const past = tour.slice(0, point)
    const carried = (problem.pairs ?? [])
      .filter(({ first, second }) => past.includes(first) && !past.includes(second))
      .map(({ amount }) => amount?.[dimension] ?? 0)
    return delivered + collected + sum(carried)
  })
}
