import type { DayTour } from './day-tour.ts'

const LONGEST_REPLACED = 3
/** What is less is rounding, not a gain. */
const LEAST_GAIN = 1e-7

/** Puts a stop that is left out in the place of up to three in a row where that pays most; whether it did anywhere. */
export function replaceStops(tour: DayTour): boolean {
  const { nodes, legs, length, day, isIn } = tour
  const { side, cost, prize, count, demand, capacity } = day
  let most = LEAST_GAIN
  let place = -1
  let taken = 0
  let better = -1
  for (let stop = 0; stop < count; stop++) {
    if (isIn[stop] === 1) continue
    const room = capacity - tour.demand - demand[stop]!
    const row = stop * side
    for (let from = 1; from <= length; from++) {
      const to = cost[nodes[from - 1]! * side + stop]!
      let saved = prize[stop]! + legs[from - 1]! - to
      let freed = room
      for (let last = from; last < from + LONGEST_REPLACED && last <= length; last++) {
        saved += legs[last]! - prize[nodes[last]!]!
        freed += demand[nodes[last]!]!
        const gain = saved - cost[row + nodes[last + 1]!]!
        if (gain <= most || freed < 0 || !tour.admits(stop, from - 1, last + 1)) continue
        most = gain
        place = from
        taken = last - from + 1
        better = stop
      }
    }
  }
  if (better < 0) return false
  tour.replace(better, place, taken)
  return true
}
