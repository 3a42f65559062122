import type { DayTour } from './day-tour.ts'

const LONGEST_REPLACED = 3
/** What is less is rounding, not a gain. */
const LEAST_GAIN = 1e-7

/** Puts a stop that is left out in the place of up to three in a row where that pays most; whether it did anywhere. */
export class DayReplacement {
  readonly #tour: DayTour
  readonly #absent: Int32Array

  constructor(tour: DayTour) {
    this.#tour = tour
    this.#absent = new Int32Array(tour.day.count)
  }

  replace(): boolean {
    const tour = this.#tour
    const { nodes, legs, length, day } = tour
    const { side, cost, time, service, prize, demand, capacity } = day
    const absent = this.#absent
    const count = this.#listAbsent()
    let most = LEAST_GAIN
    let place = -1
    let taken = 0
    let better = -1
    for (let from = 1; from <= length; from++) {
      const before = nodes[from - 1]! * side
      let saved = legs[from - 1]!
      let freed = capacity - tour.demand
      for (let last = from; last < from + LONGEST_REPLACED && last <= length; last++) {
        saved += legs[last]! - prize[nodes[last]!]!
        freed += demand[nodes[last]!]!
        const after = nodes[last + 1]!
        const room = tour.roomBetween(from - 1, last + 1)
        for (let i = 0; i < count; i++) {
          const stop = absent[i]!
          const on = stop * side + after
          const gain = saved + prize[stop]! - cost[before + stop]! - cost[on]!
          if (gain <= most || time[before + stop]! + service[stop]! + time[on]! > room) continue
          if (demand[stop]! > freed || !tour.admits(stop, from - 1, last + 1)) continue
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

  #listAbsent(): number {
    const { isIn, day } = this.#tour
    let count = 0
    for (let stop = 0; stop < day.count; stop++) if (isIn[stop] === 0) this.#absent[count++] = stop
    return count
  }
}
