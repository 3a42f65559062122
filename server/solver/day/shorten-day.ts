import { canGoOn, crossWithRest, leave } from './day-times.ts'
import type { DayTour } from './day-tour.ts'

const LONGEST_MOVED = 3
/** What is less is rounding, not a gain. */
const LEAST_GAIN = 1e-7

/** Local search over the order of a day's stops: or-opt of up to three, either way round, and 2-opt. */
export class DayOrder {
  readonly #tour: DayTour
  readonly #fresh: Int32Array

  constructor(tour: DayTour) {
    this.#tour = tour
    this.#fresh = new Int32Array(tour.nodes.length)
  }

  /** Whether the tour became shorter. */
  shorten(): boolean {
    let changed = false
    for (let again = true; again; changed ||= again)
      again = this.#moveStrings() || this.#turnStrings()
    return changed
  }

  #turnStrings(): boolean {
    const { nodes, legs, length, day } = this.#tour
    const { side, cost } = day
    for (let i = 1; i < length; i++) {
      const before = nodes[i - 1]! * side
      const first = nodes[i]!
      let saved = legs[i - 1]!
      let paid = 0
      for (let j = i + 1; j <= length; j++) {
        const last = nodes[j]!
        saved += legs[j - 1]!
        paid += cost[last * side + nodes[j - 1]!]!
        const after = nodes[j + 1]!
        const price = cost[before + last]! + paid + cost[first * side + after]! - saved - legs[j]!
        if (price < -LEAST_GAIN) {
          for (let k = i; k <= j; k++) this.#fresh[k] = nodes[i + j - k]!
          if (this.#adopt(i, j)) return true
        }
      }
    }
    return false
  }

  #moveStrings(): boolean {
    const { length } = this.#tour
    let changed = false
    for (let count = 1; count <= LONGEST_MOVED; count++)
      for (let from = 1; from + count <= length + 1; from++)
        if (this.#moveString(from, count)) changed = true
    return changed
  }

  #moveString(from: number, count: number): boolean {
    const { nodes, legs, length, day } = this.#tour
    const { side, cost } = day
    const to = from + count - 1
    const first = nodes[from]!
    const last = nodes[to]!
    const closed = cost[nodes[from - 1]! * side + nodes[to + 1]!]!
    const saved = legs[from - 1]! + legs[to]! - closed
    if (saved <= LEAST_GAIN) return false
    let turned = 0
    for (let k = from; k < to; k++) turned += cost[nodes[k + 1]! * side + nodes[k]!]! - legs[k]!
    for (let i = 0; i <= length; i++) {
      if (i >= from - 1 && i <= to) continue
      const before = nodes[i]! * side
      const after = nodes[i + 1]!
      const least = saved + legs[i]! - LEAST_GAIN
      if (cost[before + first]! + cost[last * side + after]! < least)
        if (this.#adoptMoved(from, count, i, false)) return true
      if (count > 1 && cost[before + last]! + cost[first * side + after]! + turned < least)
        if (this.#adoptMoved(from, count, i, true)) return true
    }
    return false
  }

  #adoptMoved(from: number, count: number, behind: number, turns: boolean): boolean {
    const { nodes } = this.#tour
    const fresh = this.#fresh
    const lo = Math.min(from, behind + 1)
    const hi = Math.max(from + count - 1, behind)
    const at = behind < from ? lo : hi - count + 1
    for (let k = 0; k < count; k++) fresh[at + k] = nodes[turns ? from + count - 1 - k : from + k]!
    if (behind < from) for (let k = lo; k < from; k++) fresh[k + count] = nodes[k]!
    else for (let k = from + count; k <= hi; k++) fresh[k - count] = nodes[k]!
    return this.#adopt(lo, hi)
  }

  /** Takes over the fresh nodes at `lo`…`hi` if the tour can be kept with them. */
  #adopt(lo: number, hi: number): boolean {
    if (!this.#isInTime(lo, hi)) return false
    const tour = this.#tour
    for (let k = lo; k <= hi; k++) tour.nodes[k] = this.#fresh[k]!
    tour.refresh()
    return true
  }

  #isInTime(lo: number, hi: number): boolean {
    const { nodes, left, due, day } = this.#tour
    const { side, time, service, windowFrom, opens, closes, rest } = day
    let none = left[2 * lo - 2]!
    let taken = left[2 * lo - 1]!
    let before = nodes[lo - 1]!
    for (let i = lo; i <= hi; i++) {
      const stop = this.#fresh[i]!
      const travel = time[before * side + stop]!
      taken += travel
      if (none < Infinity) {
        const rested = crossWithRest(rest, none, travel)
        if (rested < taken) taken = rested
      }
      none += travel
      const to = windowFrom[stop + 1]!
      none = leave(opens, closes, windowFrom[stop]!, to, none, service[stop]!)
      taken = leave(opens, closes, windowFrom[stop]!, to, taken, service[stop]!)
      if (none === Infinity && taken === Infinity) return false
      before = stop
    }
    const travel = time[before * side + nodes[hi + 1]!]!
    return canGoOn(day, none, taken, travel, due[2 * hi + 2]!, due[2 * hi + 3]!)
  }
}
