import { canGoOn, crossBackWithRest, crossWithRest, leave, reach } from './day-times.ts'
import type { OneDay } from './one-day.ts'

/**
 * The tour of a day: nodes[0] is the start, nodes[1…length] the stops, nodes[length + 1] the end.
 * Per position the earliest departure and the latest moment to be ready, each with no break behind
 * one and with the break taken: [2 × position + taken]; ±Infinity where that cannot be.
 */
export class DayTour {
  readonly day: OneDay
  readonly nodes: Int32Array
  readonly legs: Float64Array
  readonly left: Float64Array
  readonly due: Float64Array
  /** Behind each position: more seconds than this from its departure to being ready at the next cannot be. */
  readonly room: Float64Array
  /** 1 = in the tour. */
  readonly isIn: Uint8Array
  length = 0
  demand = 0
  /** Travel and use of the vehicle, less the prizes. */
  cost = 0
  /** Of the place last sought: the position before it, −1 = none, and its price. */
  position = -1
  price = 0

  constructor(day: OneDay) {
    const { count, departAt } = day
    this.day = day
    this.nodes = new Int32Array(count + 2)
    this.legs = new Float64Array(count + 2)
    this.left = new Float64Array(2 * (count + 2))
    this.due = new Float64Array(2 * (count + 2))
    this.room = new Float64Array(count + 2)
    this.isIn = new Uint8Array(count)
    this.nodes[0] = count
    this.left[0] = departAt
    this.left[1] = Infinity
    this.assign(new Int32Array(0), 0)
  }

  /** Replaces the stops; whether the tour can be kept. */
  assign(stops: Int32Array, length: number): boolean {
    const { nodes, isIn, day } = this
    isIn.fill(0)
    this.demand = 0
    for (let i = 0; i < length; i++) {
      const stop = stops[i]!
      nodes[i + 1] = stop
      isIn[stop] = 1
      this.demand += day.demand[stop]!
    }
    nodes[length + 1] = day.count + 1
    this.length = length
    return this.refresh()
  }

  /** Prices and times the tour anew; whether it is in time. */
  refresh(): boolean {
    const { nodes, legs, length, day, due } = this
    const { side, cost, prize, homeBy } = day
    let price = length === 0 ? day.idle : day.fixed
    for (let i = 0; i <= length && length > 0; i++) {
      price += legs[i] = cost[nodes[i]! * side + nodes[i + 1]!]!
      if (i > 0) price -= prize[nodes[i]!]!
    }
    if (length === 0) legs[0] = day.idle
    this.cost = price
    due[2 * length + 2] = homeBy[0]
    due[2 * length + 3] = homeBy[1]
    this.goForwards(1)
    this.goBackwards(length)
    this.#measureRoom()
    return length === 0 || this.joins(0, 1)
  }

  goForwards(from: number): void {
    const { nodes, left, length, day } = this
    const { side, time, service, windowFrom, opens, closes, rest } = day
    let none = left[2 * from - 2]!
    let taken = left[2 * from - 1]!
    for (let i = from; i <= length; i++) {
      const stop = nodes[i]!
      const travel = time[nodes[i - 1]! * side + stop]!
      taken += travel
      if (none < Infinity) {
        const rested = crossWithRest(rest, none, travel)
        if (rested < taken) taken = rested
      }
      none += travel
      const to = windowFrom[stop + 1]!
      const stay = service[stop]!
      none = leave(opens, closes, windowFrom[stop]!, to, none, stay)
      taken = leave(opens, closes, windowFrom[stop]!, to, taken, stay)
      left[2 * i] = none
      left[2 * i + 1] = taken
    }
  }

  goBackwards(from: number): void {
    const { nodes, due, day } = this
    const { side, time, service, windowFrom, opens, closes, rest } = day
    let none = due[2 * from + 2]!
    let taken = due[2 * from + 3]!
    for (let i = from; i > 0; i--) {
      const stop = nodes[i]!
      const travel = time[stop * side + nodes[i + 1]!]!
      none -= travel
      if (taken > -Infinity) {
        const rested = crossBackWithRest(rest, taken, travel)
        if (rested > none) none = rested
      }
      taken -= travel
      const to = windowFrom[stop + 1]!
      const stay = service[stop]!
      none = reach(opens, closes, windowFrom[stop]!, to, none - stay)
      taken = reach(opens, closes, windowFrom[stop]!, to, taken - stay)
      due[2 * i] = none
      due[2 * i + 1] = taken
    }
  }

  /** Whether what comes before and at position `before` can be followed by what is at and behind `after`. */
  joins(before: number, after: number): boolean {
    const { nodes, left, due, day } = this
    const travel = day.time[nodes[before]! * day.side + nodes[after]!]!
    return canGoOn(
      day,
      left[2 * before]!,
      left[2 * before + 1]!,
      travel,
      due[2 * after]!,
      due[2 * after + 1]!,
    )
  }

  /** Whether a stop fits between two positions, all between them left out. */
  admits(stop: number, before: number, after: number): boolean {
    const { nodes, left, due, day } = this
    const { side, time, service, windowFrom, opens, closes, rest } = day
    const travel = time[nodes[before]! * side + stop]!
    const none = left[2 * before]!
    let taken = left[2 * before + 1]! + travel
    if (none < Infinity) {
      const rested = crossWithRest(rest, none, travel)
      if (rested < taken) taken = rested
    }
    const from = windowFrom[stop]!
    const to = windowFrom[stop + 1]!
    const stay = service[stop]!
    return canGoOn(
      day,
      leave(opens, closes, from, to, none + travel, stay),
      leave(opens, closes, from, to, taken, stay),
      time[stop * side + nodes[after]!]!,
      due[2 * after]!,
      due[2 * after + 1]!,
    )
  }

  hasRoom(stop: number): boolean {
    const { maxStops, capacity, demand } = this.day
    return this.length < maxStops && this.demand + demand[stop]! <= capacity
  }

  /** Seeks the cheapest place for a stop that costs less than `limit`. */
  seek(stop: number, limit: number): void {
    const { nodes, left, legs, room, length, day } = this
    const { side, cost, time, lastCall } = day
    this.position = -1
    this.price = limit
    if (!this.hasRoom(stop)) return
    const last = lastCall[stop]!
    const stay = day.service[stop]!
    const row = stop * side
    const use = length === 0 ? day.fixed : 0
    let least = limit
    for (let i = 0; i <= length; i++) {
      const to = nodes[i]! * side + stop
      const on = row + nodes[i + 1]!
      if (time[to]! + stay + time[on]! > room[i]!) continue
      const price = cost[to]! + cost[on]! - legs[i]! + use
      if (price >= least) continue
      if (left[2 * i]! > last && left[2 * i + 1]! > last) break
      if (!this.admits(stop, i, i + 1)) continue
      least = price
      this.position = i
    }
    this.price = least
  }

  /** Puts a stop where `count` stops from position `from` on are. */
  replace(stop: number, from: number, count: number): void {
    const { nodes, isIn, day } = this
    for (let i = from; i < from + count; i++) {
      isIn[nodes[i]!] = 0
      this.demand -= day.demand[nodes[i]!]!
    }
    nodes[from] = stop
    isIn[stop] = 1
    this.demand += day.demand[stop]!
    for (let i = from + count; i <= this.length + 1; i++) nodes[i - count + 1] = nodes[i]!
    this.length -= count - 1
    this.refresh()
  }

  insert(stop: number, position: number): void {
    const { nodes, legs, due, day } = this
    const { side, cost, prize } = day
    if (this.length === 0) this.cost += day.fixed
    for (let j = this.length + 1; j > position; j--) {
      nodes[j + 1] = nodes[j]!
      legs[j + 1] = legs[j]!
      due[2 * j + 2] = due[2 * j]!
      due[2 * j + 3] = due[2 * j + 1]!
    }
    this.length++
    nodes[position + 1] = stop
    this.isIn[stop] = 1
    this.demand += day.demand[stop]!
    const to = cost[nodes[position]! * side + stop]!
    const on = cost[stop * side + nodes[position + 2]!]!
    this.cost += to + on - legs[position]! - prize[stop]!
    legs[position] = to
    legs[position + 1] = on
    this.goForwards(position + 1)
    this.goBackwards(position + 1)
    this.#measureRoom()
  }

  #measureRoom(): void {
    for (let i = 0; i <= this.length; i++) this.room[i] = this.roomBetween(i, i + 1)
  }

  /**
   * Seconds there are at most from what comes before and at one position to what is at and behind
   * another: travel and service, the break aside. Windows may leave less.
   */
  roomBetween(before: number, after: number): number {
    const { left, due, day } = this
    const none = left[2 * before]!
    const toTaken = due[2 * after + 1]!
    const without = due[2 * after]! - none
    const taken = toTaken - left[2 * before + 1]!
    const rested = toTaken - none - day.rest.seconds
    const most = without > taken ? without : taken
    return most > rested ? most : rested
  }
}
