import type { Model } from './model.ts'

/**
 * Tours of a plain model on linked lists: nodes 0…n − 1 are the stops, n + 2v and n + 2v + 1 the start
 * and end of vehicle v. Per node it knows the earliest departure, the latest arrival that keeps the
 * rest in time, and price and time of the leg behind it. A change costs only as far as times move.
 */
export class LinkedTours {
  readonly model: Model
  /** Vehicle of a stop, −1 while left out; kept by whoever links. */
  readonly tourOf: Int32Array
  readonly next: Int32Array
  readonly prev: Int32Array
  /** Row of a node in the matrices. */
  readonly row: Int32Array
  readonly left: Float64Array
  readonly due: Float64Array
  readonly leg: Float64Array
  readonly legTime: Float64Array
  /** Per vehicle. */
  readonly lengths: Int32Array
  readonly loads: Float64Array
  readonly prices: Float64Array
  /** The matrices turned over: row = to. */
  readonly costInto: Float64Array
  readonly timeInto: Float64Array
  /** Kind of a vehicle, and per kind the first vehicle unused; −1 if there is none. */
  readonly kind: Int32Array
  readonly spare: Int32Array
  /** Most load and most stops per vehicle. */
  readonly capacities: Float64Array
  readonly maxStops: Float64Array
  /** Whether every vehicle may serve every stop. */
  readonly isOpenToAll: boolean
  /** Tours that have stops, the first `usedCount` of them, and where each stands there. */
  readonly used: Int32Array
  readonly #usedAt: Int32Array
  /** Whether times can bind at all. */
  readonly timed: boolean
  usedCount = 0

  constructor(model: Model) {
    const { stopCount: n, vehicleCount } = model
    const nodes = n + 2 * vehicleCount
    this.model = model
    this.tourOf = new Int32Array(n).fill(-1)
    this.next = new Int32Array(nodes)
    this.prev = new Int32Array(nodes)
    this.row = Int32Array.from({ length: nodes }, (_, i) => i)
    this.left = new Float64Array(nodes)
    this.due = new Float64Array(nodes)
    this.leg = new Float64Array(nodes)
    this.legTime = new Float64Array(nodes)
    this.lengths = new Int32Array(vehicleCount)
    this.loads = new Float64Array(vehicleCount)
    this.prices = new Float64Array(vehicleCount)
    this.costInto = turnOver(model.cost, model.nodeCount)
    this.timeInto = turnOver(model.time, model.nodeCount)
    this.timed = canBeLate(model)
    this.kind = new Int32Array(vehicleCount)
    this.capacities = Float64Array.from(model.vehicles, ({ capacity }) => capacity)
    this.maxStops = Float64Array.from(model.vehicles, ({ maxStops }) => maxStops)
    this.isOpenToAll = model.allowed.every((allowed) => allowed === 1)
    this.used = new Int32Array(vehicleCount)
    this.#usedAt = new Int32Array(vehicleCount)
    const spare: number[] = []
    model.vehicles.forEach(({ startNode, endNode, departAt, latest, twins }, v) => {
      const [first = v] = twins
      const start = n + 2 * v
      this.row[start] = startNode
      this.row[start + 1] = endNode
      this.left[start] = departAt
      this.due[start + 1] = latest
      this.kind[v] = first === v ? spare.push(v) - 1 : this.kind[first]!
    })
    this.spare = Int32Array.from(spare)
    for (let v = 0; v < vehicleCount; v++) this.link(v, this.next, 0)
  }

  /** Writes the stops of a tour and returns how many. */
  read(vehicle: number, into: Int32Array): number {
    const { next } = this
    const n = this.model.stopCount
    let count = 0
    for (let node = next[n + 2 * vehicle]!; node < n; node = next[node]!) into[count++] = node
    return count
  }

  /** Makes the tour these stops, with legs and times. */
  link(vehicle: number, stops: Int32Array, count: number): void {
    const { next, prev, leg, legTime, row } = this
    const { cost, time, nodeCount, stopCount, vehicles, demand } = this.model
    const start = stopCount + 2 * vehicle
    let before = start
    let load = 0
    for (let i = 0; i <= count; i++) {
      const node = i < count ? stops[i]! : start + 1
      const at = row[before]! * nodeCount + row[node]!
      next[before] = node
      prev[node] = before
      leg[before] = cost[at]!
      legTime[before] = time[at]!
      before = node
    }
    if (count === 0) leg[start] = vehicles[vehicle]!.idle
    for (let i = 0; i < count; i++) load += demand[stops[i]!]!
    this.loads[vehicle] = load
    this.setLength(vehicle, count)
    this.prices[vehicle] = this.#priceOf(vehicle)
    if (!this.timed || count === 0) return
    for (let i = 0; i < count; i++) this.left[stops[i]!] = this.due[stops[i]!] = Number.NaN
    this.#timeForward(stops[0]!)
    this.#timeBackward(stops[count - 1]!)
  }

  /** Puts a stop behind a node of a vehicle's tour. */
  linkIn(stop: number, vehicle: number, before: number): void {
    const { next, prev, leg, legTime, row, lengths } = this
    const { cost, time, nodeCount, demand, vehicles } = this.model
    const after = next[before]!
    next[before] = prev[after] = stop
    prev[stop] = before
    next[stop] = after
    const into = row[before]! * nodeCount + stop
    const out = stop * nodeCount + row[after]!
    let detour = cost[into]! + cost[out]! - leg[before]!
    if (lengths[vehicle] === 0) detour += vehicles[vehicle]!.fixed
    leg[before] = cost[into]!
    leg[stop] = cost[out]!
    legTime[before] = time[into]!
    legTime[stop] = time[out]!
    this.loads[vehicle]! += demand[stop]!
    this.setLength(vehicle, lengths[vehicle]! + 1)
    // Infinity does not go away by subtraction.
    if (detour > -Infinity) this.prices[vehicle]! += detour
    else this.prices[vehicle] = this.#priceOf(vehicle)
    if (!this.timed) return
    this.left[stop] = this.due[stop] = Number.NaN
    this.#timeForward(stop)
    this.#timeBackward(stop)
  }

  /** Whether a tour keeps its windows and its day. */
  isInTime(vehicle: number): boolean {
    const n = this.model.stopCount
    const end = n + 2 * vehicle + 1
    const last = this.prev[end]!
    return !this.timed || last >= n || this.left[last]! + this.legTime[last]! <= this.due[end]!
  }

  #priceOf(vehicle: number): number {
    const { next, leg } = this
    const { stopCount: n, vehicles } = this.model
    let node = n + 2 * vehicle
    let price = leg[node]!
    if (this.lengths[vehicle] === 0) return price
    price += vehicles[vehicle]!.fixed
    for (node = next[node]!; node < n; node = next[node]!) price += leg[node]!
    return price
  }

  protected setLength(vehicle: number, length: number): void {
    const was = this.lengths[vehicle]!
    this.lengths[vehicle] = length
    if (was > 0 === length > 0) return
    const kind = this.kind[vehicle]!
    const spare = this.spare[kind]!
    if (length === 0) {
      const last = this.used[--this.usedCount]!
      const at = this.#usedAt[vehicle]!
      this.used[at] = last
      this.#usedAt[last] = at
      if (spare < 0 || vehicle < spare) this.spare[kind] = vehicle
      return
    }
    this.#usedAt[vehicle] = this.usedCount
    this.used[this.usedCount++] = vehicle
    if (spare !== vehicle) return
    const { vehicleCount } = this.model
    let other = vehicle + 1
    while (other < vehicleCount && (this.kind[other] !== kind || this.lengths[other]! > 0)) other++
    this.spare[kind] = other < vehicleCount ? other : -1
  }

  /** Earliest departures from `node` on, until they are what they were. */
  #timeForward(node: number): void {
    const { next, left, legTime } = this
    const { service, opens, closes, stopCount: n } = this.model
    const before = this.prev[node]!
    let at = left[before]! + legTime[before]!
    while (node < n) {
      const open = opens[node]!
      const leaving = at > closes[node]! ? Infinity : (at > open ? at : open) + service[node]!
      if (leaving === left[node]!) return
      left[node] = leaving
      at = leaving + legTime[node]!
      node = next[node]!
    }
  }

  /** Latest arrivals from `node` back, until they are what they were. */
  #timeBackward(node: number): void {
    const { next, prev, due, legTime } = this
    const { service, opens, closes, stopCount: n } = this.model
    let by = due[next[node]!]!
    while (node < n) {
      const bound = by - legTime[node]! - service[node]!
      const close = closes[node]!
      const latest = bound < opens[node]! ? -Infinity : bound < close ? bound : close
      if (latest === due[node]!) return
      due[node] = latest
      by = latest
      node = prev[node]!
    }
  }
}

function turnOver(matrix: Float64Array, size: number): Float64Array {
  let isSymmetric = true
  for (let i = 0; i < size && isSymmetric; i++)
    for (let j = 0; j < i; j++)
      if (matrix[i * size + j] !== matrix[j * size + i]) {
        isSymmetric = false
        break
      }
  if (isSymmetric) return matrix
  const turned = new Float64Array(matrix.length)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) turned[j * size + i] = matrix[i * size + j]!
  return turned
}

/** False when the longest thinkable tour is in time. */
function canBeLate({ time, service, vehicles, opens, closes, stopCount }: Model): boolean {
  if (opens.some((open) => open > -Infinity) || closes.some((close) => close < Infinity))
    return true
  let longest = 0
  for (const leg of time) if (leg > longest) longest = leg
  const work = service.reduce((sum, seconds) => sum + seconds, 0) + longest * (stopCount + 1)
  return vehicles.some(({ departAt, latest }) => !(departAt + work <= latest))
}
