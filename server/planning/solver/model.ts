import {
  matrixOf,
  placeOfDeparture,
  placeOfReturn,
  priceIdle,
  priceLeg,
  priceUse,
  stopAt,
} from './cost.ts'
import type { Problem, Stop, Vehicle } from './problem.ts'

/**
 * The problem on typed arrays, as the search reads it. A *node* is a stop (its index) or a place
 * where tours begin or end (indexes from `stopCount` on). Stops already done are no part of the
 * search: they are left out of it here and put back when the solution is written.
 */
export interface Model {
  readonly stopCount: number
  readonly vehicleCount: number
  readonly nodeCount: number
  /** nodeCount × nodeCount, row = from: seconds, and price. */
  readonly time: Float64Array
  readonly cost: Float64Array
  /** Per stop. */
  readonly service: Float64Array
  readonly prize: Float64Array
  readonly demand: Float64Array
  /** Stops the search may place. */
  readonly movable: readonly number[]
  /** Windows of stop s are opens[i]…closes[i] for windowFrom[s] ≤ i < windowFrom[s + 1]. */
  readonly windowFrom: Int32Array
  readonly opens: Float64Array
  readonly closes: Float64Array
  /** 1 where a vehicle may serve a stop: [vehicle × stopCount + stop]. */
  readonly allowed: Uint8Array
  readonly vehicles: readonly VehicleModel[]
}

export interface VehicleModel {
  readonly startNode: number
  readonly endNode: number
  readonly departAt: number
  readonly shiftEnd: number
  /** False when there is no break or the day begins after its window. */
  readonly owesBreak: boolean
  readonly breakOpens: number
  readonly breakCloses: number
  readonly breakSeconds: number
  /** What is left after the stops already done. */
  readonly maxStops: number
  readonly capacity: number
  readonly fixed: number
  /** Price of an empty tour: the way home of a day that has begun. */
  readonly idle: number
  /** Vehicles before this one that differ in nothing: of several unused ones the first will do. */
  readonly twins: readonly number[]
}

/** Compiles a validated problem. */
export function compileProblem(problem: Problem): Model {
  const { stops, vehicles } = problem
  const terminals = [
    ...new Set(
      vehicles.flatMap((_, v) => [placeOfDeparture(problem, v), placeOfReturn(problem, v)]),
    ),
  ]
  const places = [...stops.map((stop) => stop.location), ...terminals]
  const done = new Set(vehicles.flatMap((vehicle) => vehicle.underway?.done ?? []))
  const allowed = markAllowed(problem)
  const legs = compileLegs(problem, places)
  const nodeOf = (place: number) => stops.length + terminals.indexOf(place)
  return {
    stopCount: stops.length,
    vehicleCount: vehicles.length,
    nodeCount: places.length,
    ...legs,
    service: Float64Array.from(stops, (stop) => stop.serviceSeconds),
    prize: compilePrizes(problem, legs.cost),
    demand: Float64Array.from(stops, demandOf),
    movable: stops.map((_, s) => s).filter((s) => !done.has(s)),
    ...compileWindows(problem),
    allowed,
    vehicles: compileVehicles(problem, nodeOf, allowed),
  }
}

function compileLegs(problem: Problem, places: readonly number[]) {
  const count = places.length
  const time = new Float64Array(count * count)
  const cost = new Float64Array(count * count)
  if (problem.vehicles.length === 0) return { time, cost }
  const { size, durations } = matrixOf(problem, 0)
  places.forEach((from, i) => {
    places.forEach((to, j) => {
      time[i * count + j] = durations[from * size + to] ?? Number.NaN
      cost[i * count + j] = priceLeg(problem, 0, from, to)
    })
  })
  return { time, cost }
}

function compileWindows({ stops }: Problem) {
  const all = stops.map((stop) =>
    stop.windows.length === 0
      ? [[-Infinity, Infinity] as const]
      : [...stop.windows].sort((a, b) => a[0] - b[0]),
  )
  const windowFrom = new Int32Array(stops.length + 1)
  all.forEach((windows, s) => (windowFrom[s + 1] = (windowFrom[s] ?? 0) + windows.length))
  const flat = all.flat()
  return {
    windowFrom,
    opens: Float64Array.from(flat, (window) => window[0]),
    closes: Float64Array.from(flat, (window) => window[1]),
  }
}

/** Prizes with Infinity replaced by more than any plan could save, so that sums stay finite. */
function compilePrizes(problem: Problem, cost: Float64Array): Float64Array {
  let bound = 1
  for (const { prize } of problem.stops) if (prize < Infinity) bound += prize
  for (const { fixed } of problem.vehicles) bound += fixed ?? 0
  let longest = 0
  for (const price of cost) if (price < Infinity && price > longest) longest = price
  bound += longest * (problem.stops.length + problem.vehicles.length)
  return Float64Array.from(problem.stops, ({ prize }) => Math.min(prize, bound))
}

function markAllowed({ stops, vehicles }: Problem): Uint8Array {
  const allowed = new Uint8Array(vehicles.length * stops.length)
  vehicles.forEach((_, v) => {
    stops.forEach((stop, s) => {
      if (!stop.vehicles || stop.vehicles.includes(v)) allowed[v * stops.length + s] = 1
    })
  })
  return allowed
}

function compileVehicles(
  problem: Problem,
  nodeOf: (place: number) => number,
  allowed: Uint8Array,
): VehicleModel[] {
  const alike = new Map<string, number[]>()
  const n = problem.stops.length
  return problem.vehicles.map((vehicle, v) => {
    const model = {
      startNode: nodeOf(placeOfDeparture(problem, v)),
      endNode: nodeOf(placeOfReturn(problem, v)),
      ...compileTimes(vehicle),
      ...compileLimits(problem, vehicle),
      fixed: priceUse(problem, v),
      idle: priceIdle(problem, v),
    }
    const likeness = `${JSON.stringify(model)} ${allowed.subarray(v * n, v * n + n).join('')}`
    const twins = alike.get(likeness) ?? []
    alike.set(likeness, [...twins, v])
    return { ...model, twins }
  })
}

function compileTimes({ underway, shift, breaks: [rest] = [] }: Vehicle) {
  const departAt = underway?.departAt ?? shift[0]
  const [breakOpens, breakCloses] = rest?.windows[0] ?? [0, -Infinity]
  return {
    departAt,
    shiftEnd: shift[1],
    owesBreak: rest !== undefined && departAt <= breakCloses,
    breakOpens,
    breakCloses,
    breakSeconds: rest?.seconds ?? 0,
  }
}

function compileLimits(problem: Problem, { underway, maxStops, capacity }: Vehicle) {
  const done = underway?.done ?? []
  const carried = done.reduce((sum, stop) => sum + demandOf(stopAt(problem, stop)), 0)
  return {
    maxStops: (maxStops ?? Infinity) - done.length,
    capacity: (capacity?.[0] ?? Infinity) - carried,
  }
}

function demandOf({ delivery: [amount = 0] = [] }: Stop): number {
  return amount
}
