import { roundDown, roundUp } from './compile-legs.ts'
import type { Spacing } from './model.ts'
import type { Problem, Stop } from './problem.ts'

/** All that the model says of stops but their prizes. */
export function compileStops(problem: Problem) {
  const { stops, vehicles } = problem
  const doneBy = new Int32Array(stops.length).fill(-1)
  vehicles.forEach(({ underway }, v) => {
    for (const stop of underway?.done ?? []) doneBy[stop] = v
  })
  return {
    service: Float64Array.from(stops, (stop) => roundUp(stop.serviceSeconds)),
    setup: Float64Array.from(stops, (stop) => roundUp(stop.setupSeconds ?? 0)),
    demand: Float64Array.from(stops, (stop) => stop.delivery?.[0] ?? 0),
    lateAfter: Float64Array.from(stops, (stop) => stop.late?.after ?? 0),
    latePrice: Float64Array.from(stops, (stop) => stop.late?.perSecond ?? 0),
    movable: stops.map((_, s) => s).filter((s) => doneBy[s] === -1),
    ...compileWindows(problem),
    ...compileLoads(problem),
    ...compilePairs(problem, doneBy),
    allowed: markAllowed(problem, doneBy),
    price: compilePrices(problem),
    rank: compileRanks(stops),
    repeats: compileRepeats(problem),
    doneBy,
  }
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
    opens: Float64Array.from(flat, (window) => roundUp(window[0])),
    closes: Float64Array.from(flat, (window) => roundDown(window[1])),
  }
}

function compileLoads({ stops, vehicles, pairs = [] }: Problem) {
  const dimensions = vehicles.reduce(
    (most, { capacity = [] }) => Math.max(most, capacity.length),
    0,
  )
  const unload = new Float64Array(stops.length * dimensions)
  const change = new Float64Array(stops.length * dimensions)
  for (let d = 0; d < dimensions; d++) {
    stops.forEach(({ delivery, pickup }, s) => {
      unload[s * dimensions + d] = delivery?.[d] ?? 0
      change[s * dimensions + d] = (pickup?.[d] ?? 0) - (delivery?.[d] ?? 0)
    })
    for (const { first, second, amount } of pairs) {
      change[first * dimensions + d]! += amount?.[d] ?? 0
      change[second * dimensions + d]! -= amount?.[d] ?? 0
    }
  }
  return { dimensions, unload, change }
}

/** Pairs of which neither is done; of the others `markAllowed` knows. */
function compilePairs({ stops, pairs = [] }: Problem, doneBy: Int32Array) {
  const open = pairs.filter(({ first, second }) => doneBy[first] === -1 && doneBy[second] === -1)
  const turn = new Int8Array(stops.length)
  if (open.length === 0) return { partner: undefined, turn }
  const partner = new Int32Array(stops.length).fill(-1)
  for (const { first, second, ordered } of open) {
    partner[first] = second
    partner[second] = first
    turn[first] = ordered ? 1 : 0
    turn[second] = ordered ? -1 : 0
  }
  return { partner, turn }
}

function markAllowed({ stops, vehicles, pairs = [] }: Problem, doneBy: Int32Array): Uint8Array {
  const allowed = new Uint8Array(vehicles.length * stops.length)
  const count = stops.length
  vehicles.forEach((_, v) => {
    stops.forEach((stop, s) => {
      if (!stop.vehicles || stop.vehicles.includes(v)) allowed[v * count + s] = 1
    })
  })
  // Whose partner is done follows it in that tour, and never where it should have come first.
  const bind = (stop: number, by: number, isTooLate: boolean) => {
    if (doneBy[stop] !== -1 || by === -1) return
    vehicles.forEach((_, v) => {
      if (v !== by || isTooLate) allowed[v * count + stop] = 0
    })
  }
  for (const { first, second, ordered } of pairs) {
    bind(second, doneBy[first] ?? -1, false)
    bind(first, doneBy[second] ?? -1, ordered)
  }
  return allowed
}

function compilePrices({ stops, vehicles }: Problem): Float64Array | undefined {
  if (!stops.some(({ prices = [] }) => prices.some(({ price }) => price > 0))) return undefined
  const all = new Float64Array(vehicles.length * stops.length)
  stops.forEach(({ prices = [] }, s) => {
    for (const { vehicle, price } of prices) all[vehicle * stops.length + s] = price
  })
  return all
}

function compileRanks(stops: readonly Stop[]): Float64Array | undefined {
  if (!stops.some(({ rank }) => rank !== undefined)) return undefined
  return Float64Array.from(stops, ({ rank }) => rank ?? Number.NaN)
}

function compileRepeats({ stops, repeats = [] }: Problem) {
  const binding = repeats.filter(({ minDays }) => minDays > 0)
  if (binding.length === 0) return undefined
  const all: Spacing[][] = stops.map(() => [])
  for (const { stops: group, minDays: days } of binding)
    for (const one of group)
      for (const stop of group) if (stop !== one) all[one]?.push({ stop, days })
  return all
}
