import type { Model } from './model.ts'
import { seekEverywhere, seekNearby } from './insert-plain.ts'
import { rankPlaces } from './neighbours.ts'
import type { Plan, Place } from './plan.ts'
import type { Random } from './random.ts'

/** Up to so many stops every place is looked at; above, only those beside the nearest stops. */
const FEW_STOPS = 150

/**
 * The plan of a plain model on linked lists: nodes 0…n − 1 are the stops, n + 2v and n + 2v + 1 the
 * start and end of vehicle v. Per node it knows the earliest departure, the latest arrival that keeps
 * the rest in time, and price and time of the leg behind it. A change costs only as far as times move.
 */
export class PlainTours implements Plan {
  readonly model: Model
  readonly tourOf: Int32Array
  absentCount: number
  usedCount = 0
  readonly next: Int32Array
  readonly prev: Int32Array
  /** Row of a node in the matrices. */
  readonly row: Int32Array
  readonly left: Float64Array
  readonly due: Float64Array
  readonly leg: Float64Array
  readonly legTime: Float64Array
  readonly opens: Float64Array
  readonly closes: Float64Array
  readonly lengths: Int32Array
  readonly loads: Float64Array
  /** The matrices turned over: row = to. */
  readonly costInto: Float64Array
  readonly timeInto: Float64Array
  /** Kind of a vehicle, and per kind the first vehicle unused; −1 if there is none. */
  readonly kind: Int32Array
  readonly spare: Int32Array
  /** Whether times can bind at all. */
  readonly timed: boolean
  /** Stops beside which a stop may well be placed, behind and before them; none = look everywhere. */
  readonly #places:
    { readonly behind: readonly Int32Array[]; readonly before: readonly Int32Array[] } | undefined
  readonly #opened: Uint8Array
  readonly #touched: Int32Array
  #touchedCount = 0
  /** Of the touched tours, as they were: nodes, and their numbers. */
  readonly #keptNodes: Int32Array
  readonly #keptNumbers: Float64Array
  readonly #prices: Float64Array
  readonly #keptPrices: Float64Array
  readonly #keptLoads: Float64Array
  readonly #keptLengths: Int32Array
  #keptCount = 0
  /** Price of all tours at the last commit, and of what is left out. */
  #travel = 0
  #absence: number
  #keptAbsence = 0
  #keptAbsent = 0

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
    this.opens = model.opens
    this.closes = model.closes
    this.lengths = new Int32Array(vehicleCount)
    this.loads = new Float64Array(vehicleCount)
    this.costInto = turnOver(model.cost, model.nodeCount)
    this.timeInto = turnOver(model.time, model.nodeCount)
    this.kind = new Int32Array(vehicleCount)
    const spare: number[] = []
    model.vehicles.forEach(({ startNode, endNode, departAt, latest, twins }, v) => {
      const start = n + 2 * v
      this.row[start] = startNode
      this.row[start + 1] = endNode
      this.left[start] = departAt
      this.due[start + 1] = latest
      const [first] = twins
      this.kind[v] = first === undefined ? spare.push(v) - 1 : this.kind[first]!
    })
    this.spare = Int32Array.from(spare)
    this.timed = canBeLate(model)
    this.#places = model.movable.length > FEW_STOPS ? rankPlaces(model) : undefined
    this.#opened = new Uint8Array(vehicleCount)
    this.#touched = new Int32Array(vehicleCount)
    this.#keptNodes = new Int32Array(nodes)
    this.#keptNumbers = new Float64Array(4 * nodes)
    this.#prices = new Float64Array(vehicleCount)
    this.#keptPrices = new Float64Array(vehicleCount)
    this.#keptLoads = new Float64Array(vehicleCount)
    this.#keptLengths = new Int32Array(vehicleCount)
    this.absentCount = model.movable.length
    this.#absence = 0
    for (const stop of model.movable) this.#absence += model.prize[stop]!
    for (let v = 0; v < vehicleCount; v++) {
      this.#link(v, this.#keptNodes, 0)
      this.#prices[v] = this.leg[n + 2 * v]!
      this.#travel += this.#prices[v]!
    }
    this.commit()
  }

  isOpen(vehicle: number): boolean {
    return this.#opened[vehicle] === 1
  }

  read(vehicle: number, into: Int32Array): number {
    const { next } = this
    const n = this.model.stopCount
    let count = 0
    for (let node = next[n + 2 * vehicle]!; node < n; node = next[node]!) into[count++] = node
    return count
  }

  assign(vehicle: number, stops: Int32Array, count: number): void {
    this.#open(vehicle)
    this.#forget(vehicle)
    const { tourOf } = this
    const { prize, demand } = this.model
    let load = 0
    for (let i = 0; i < count; i++) {
      const stop = stops[i]!
      tourOf[stop] = vehicle
      load += demand[stop]!
      this.#absence -= prize[stop]!
    }
    this.absentCount -= count
    if (this.absentCount === 0) this.#absence = 0
    this.loads[vehicle] = load
    this.#link(vehicle, stops, count)
    this.#prices[vehicle] = this.#priceOf(vehicle)
  }

  keepsRules(vehicle: number): boolean {
    const { next, lengths, loads } = this
    const { stopCount: n, vehicles, allowed } = this.model
    const { maxStops, capacity } = vehicles[vehicle]!
    for (let node = next[n + 2 * vehicle]!; node < n; node = next[node]!)
      if (allowed[vehicle * n + node] === 0) return false
    if (lengths[vehicle] === 0) return true
    return lengths[vehicle]! <= maxStops && loads[vehicle]! <= capacity && this.#isInTime(vehicle)
  }

  #isInTime(vehicle: number): boolean {
    const n = this.model.stopCount
    const end = n + 2 * vehicle + 1
    const last = this.prev[end]!
    return !this.timed || last >= n || this.left[last]! + this.legTime[last]! <= this.due[end]!
  }

  seek(stop: number, limit: number, place: Place, random?: Random): void {
    place.vehicle = -1
    place.price = limit
    if (!this.#places || 2 * this.absentCount > this.model.movable.length) {
      seekEverywhere(this, stop, place, random)
      return
    }
    seekNearby(this, stop, this.#places.behind[stop]!, this.#places.before[stop]!, place, random)
    // Nothing beside its neighbours: who need not be served waits for a better chance.
    if (place.vehicle < 0 && this.model.isUrgent[stop] === 1)
      seekEverywhere(this, stop, place, random)
  }

  insert(stop: number, { vehicle, position }: Place): void {
    this.#open(vehicle)
    const { next, prev, leg, legTime, row } = this
    const { cost, time, nodeCount, demand, prize, vehicles } = this.model
    const after = next[position]!
    next[position] = prev[after] = stop
    prev[stop] = position
    next[stop] = after
    const into = row[position]! * nodeCount + stop
    const out = stop * nodeCount + row[after]!
    const detour = cost[into]! + cost[out]! - leg[position]!
    leg[position] = cost[into]!
    leg[stop] = cost[out]!
    legTime[position] = time[into]!
    legTime[stop] = time[out]!
    this.tourOf[stop] = vehicle
    this.loads[vehicle]! += demand[stop]!
    this.absentCount--
    this.#absence = this.absentCount === 0 ? 0 : this.#absence - prize[stop]!
    this.#prices[vehicle]! +=
      this.lengths[vehicle] === 0 ? detour + vehicles[vehicle]!.fixed : detour
    this.#setLength(vehicle, this.lengths[vehicle]! + 1)
    // Infinity does not go away by subtraction.
    if (!(detour > -Infinity)) this.#prices[vehicle] = this.#priceOf(vehicle)
    if (!this.timed) return
    this.left[stop] = this.due[stop] = Number.NaN
    this.#timeForward(stop)
    this.#timeBackward(stop)
  }

  cost(): number {
    let change = 0
    for (let i = 0; i < this.#touchedCount; i++) {
      const vehicle = this.#touched[i]!
      if (!this.#isInTime(vehicle)) return Infinity
      change += this.#prices[vehicle]! - this.#keptPrices[i]!
    }
    return this.#travel + change + this.#absence
  }

  commit(): void {
    for (let i = 0; i < this.#touchedCount; i++) {
      const vehicle = this.#touched[i]!
      this.#travel += this.#prices[vehicle]! - this.#keptPrices[i]!
      this.#opened[vehicle] = 0
    }
    this.#touchedCount = 0
    this.#keptCount = 0
    this.#keptAbsence = this.#absence
    this.#keptAbsent = this.absentCount
  }

  rollBack(): void {
    for (let i = 0; i < this.#touchedCount; i++) this.#forget(this.#touched[i]!)
    let at = 0
    for (let i = 0; i < this.#touchedCount; i++) at = this.#restore(i, at)
    this.#absence = this.#keptAbsence
    this.absentCount = this.#keptAbsent
    this.commit()
  }

  /** Keeps a tour as it is before its first change. */
  #open(vehicle: number): void {
    if (this.#opened[vehicle] === 1) return
    const { next, left, due, leg, legTime } = this
    const n = this.model.stopCount
    const nodes = this.#keptNodes
    const numbers = this.#keptNumbers
    this.#opened[vehicle] = 1
    this.#keptPrices[this.#touchedCount] = this.#prices[vehicle]!
    this.#keptLoads[this.#touchedCount] = this.loads[vehicle]!
    this.#keptLengths[this.#touchedCount] = this.lengths[vehicle]!
    this.#touched[this.#touchedCount++] = vehicle
    let at = this.#keptCount
    let node = n + 2 * vehicle
    for (let i = this.lengths[vehicle]!; i >= 0; i--) {
      nodes[at] = node
      numbers[4 * at] = left[node]!
      numbers[4 * at + 1] = due[node]!
      numbers[4 * at + 2] = leg[node]!
      numbers[4 * at + 3] = legTime[node]!
      at++
      node = next[node]!
    }
    this.#keptCount = at
  }

  /** Puts back the i-th touched tour, which is kept from `at` on; returns where the next one is. */
  #restore(i: number, at: number): number {
    const { next, prev, left, due, leg, legTime, tourOf } = this
    const nodes = this.#keptNodes
    const numbers = this.#keptNumbers
    const vehicle = this.#touched[i]!
    const length = this.#keptLengths[i]!
    let before = nodes[at]!
    const end = before + 1
    for (let j = at; j <= at + length; j++) {
      const node = nodes[j]!
      if (j > at) {
        next[before] = node
        prev[node] = before
        tourOf[node] = vehicle
      }
      left[node] = numbers[4 * j]!
      due[node] = numbers[4 * j + 1]!
      leg[node] = numbers[4 * j + 2]!
      legTime[node] = numbers[4 * j + 3]!
      before = node
    }
    next[before] = end
    prev[end] = before
    this.loads[vehicle] = this.#keptLoads[i]!
    this.#prices[vehicle] = this.#keptPrices[i]!
    this.#setLength(vehicle, length)
    return at + length + 1
  }

  /** Leaves out all stops of a tour that are still its own. */
  #forget(vehicle: number): void {
    const { next, tourOf } = this
    const { stopCount: n, prize } = this.model
    for (let node = next[n + 2 * vehicle]!; node < n; node = next[node]!) {
      tourOf[node] = -1
      this.absentCount++
      this.#absence += prize[node]!
    }
  }

  /** Makes the tour these stops, with legs and times. */
  #link(vehicle: number, stops: Int32Array, count: number): void {
    const { next, prev, leg, legTime, row } = this
    const { cost, time, nodeCount, stopCount, vehicles } = this.model
    const start = stopCount + 2 * vehicle
    let before = start
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
    this.#setLength(vehicle, count)
    if (!this.timed || count === 0) return
    this.left[stops[0]!] = this.due[stops[count - 1]!] = Number.NaN
    for (let i = 0; i < count; i++) this.left[stops[i]!] = this.due[stops[i]!] = Number.NaN
    this.#timeForward(stops[0]!)
    this.#timeBackward(stops[count - 1]!)
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

  #setLength(vehicle: number, length: number): void {
    const was = this.lengths[vehicle]!
    this.lengths[vehicle] = length
    if (was > 0 === length > 0) return
    const kind = this.kind[vehicle]!
    const spare = this.spare[kind]!
    if (length === 0) {
      this.usedCount--
      if (spare < 0 || vehicle < spare) this.spare[kind] = vehicle
      return
    }
    this.usedCount++
    if (spare !== vehicle) return
    const { vehicleCount } = this.model
    let other = vehicle + 1
    while (other < vehicleCount && (this.kind[other] !== kind || this.lengths[other]! > 0)) other++
    this.spare[kind] = other < vehicleCount ? other : -1
  }

  /** Earliest departures from `node` on, until they are what they were. */
  #timeForward(node: number): void {
    const { next, left, legTime, opens, closes } = this
    const { service, stopCount: n } = this.model
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
    const { next, prev, due, legTime, opens, closes } = this
    const { service, stopCount: n } = this.model
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
