import { roundDown, roundUp } from './compile-legs.ts'
import type { Legs } from './compile-legs.ts'
import type { compileStops } from './compile-stops.ts'
import { priceIdle, priceUse } from './cost.ts'
import type { BreakModel, VehicleModel } from './model.ts'
import type { Problem, Vehicle } from './problem.ts'
import { breaksOf, placeOfDeparture, timeOfDeparture } from './road-ahead.ts'

type StopModels = ReturnType<typeof compileStops>

/** @param legs per vehicle; @param nodeOf the terminal at a place, or nowhere */
export function compileVehicles(
  problem: Problem,
  stops: StopModels,
  legs: readonly Legs[],
  nodeOf: (place: number | undefined) => number,
): VehicleModel[] {
  const alike = new Map<string, number[]>()
  const count = problem.stops.length
  const isLateDear = stops.latePrice.some((price) => price > 0)
  return problem.vehicles.map((vehicle, v) => {
    const times = compileTimes(problem, v)
    const facts = {
      startNode: nodeOf(placeOfDeparture(problem, v)),
      endNode: nodeOf(vehicle.end),
      ...times,
      soft: isLateDear || times.overtimePrice > 0,
      ...compileLimits(vehicle, stops),
      ...compileHead(vehicle, stops),
      day: vehicle.day ?? 0,
      fixed: priceUse(problem, v),
      idle: priceIdle(problem, v),
    }
    const { kind = '', time, cost, metres } = legs[v] ?? {}
    const row = (values: Uint8Array | Float64Array | undefined) =>
      values?.subarray(v * count, v * count + count).join() ?? ''
    const likeness = [JSON.stringify(facts), kind, row(stops.allowed), row(stops.price)].join('|')
    const twins = alike.get(likeness) ?? []
    twins.push(v)
    alike.set(likeness, twins)
    const none = new Float64Array()
    const travel = { time: time ?? none, cost: cost ?? none, metres: metres ?? none }
    return { index: v, ...facts, ...travel, twins }
  })
}

function compileTimes(problem: Problem, v: number) {
  const vehicle = problem.vehicles[v]
  if (!vehicle) throw new RangeError(`There is no vehicle ${v}`)
  const { shift, overtime } = vehicle
  const latest = roundDown(shift[1] + (overtime?.seconds ?? 0))
  return {
    departAt: roundUp(timeOfDeparture(problem, v)),
    shiftEnd: shift[1],
    latest,
    overtimePrice: overtime && overtime.seconds > 0 ? overtime.perSecond : 0,
    breaks: compileBreaks(problem, v, latest),
  }
}

function compileBreaks(problem: Problem, v: number, latest: number): BreakModel {
  const breaks = breaksOf(problem, v).map((rest) => ({
    ...rest,
    windows: rest.windows.map(([opens, closes]) => [roundUp(opens), roundDown(closes)] as const),
  }))
  const from = new Int32Array(breaks.length + 1)
  const homeBy = new Float64Array(breaks.length + 1).fill(latest)
  for (let b = breaks.length; b-- > 0;) {
    const { always = false, windows } = breaks[b]!
    const spared = always ? -Infinity : Math.max(...windows.map(([, closes]) => closes))
    homeBy[b] = Math.min(homeBy[b + 1]!, spared)
  }
  breaks.forEach(({ windows }, b) => (from[b + 1] = from[b]! + windows.length))
  const flat = breaks.flatMap(({ windows }) => [...windows].sort((a, b) => a[0] - b[0]))
  return {
    count: breaks.length,
    seconds: Float64Array.from(breaks, ({ seconds }) => roundUp(seconds)),
    from,
    opens: Float64Array.from(flat, (window) => window[0]),
    closes: Float64Array.from(flat, (window) => window[1]),
    homeBy,
  }
}

function compileLimits(vehicle: Vehicle, { demand }: StopModels) {
  const { underway, maxStops = Infinity, capacity: [capacity = Infinity] = [] } = vehicle
  const done = underway?.done ?? []
  return {
    maxStops: maxStops - done.length,
    capacity: capacity - done.reduce((sum, stop) => sum + demand[stop]!, 0),
    maxTravel: vehicle.maxTravelSeconds ?? Infinity,
    maxMetres: vehicle.maxMetres ?? Infinity,
  }
}

/** Loads of the stops done: what they took from the start, the highest point, and what is on board since. */
function compileHead({ underway, capacity = [] }: Vehicle, stops: StopModels) {
  const { dimensions, unload, change } = stops
  const room = Float64Array.from({ length: dimensions }, (_, d) => capacity[d] ?? Infinity)
  const headUnload = new Float64Array(dimensions)
  const headRise = new Float64Array(dimensions)
  const headChange = new Float64Array(dimensions)
  for (const stop of underway?.done ?? [])
    for (let d = 0; d < dimensions; d++) {
      headUnload[d]! += unload[stop * dimensions + d]!
      headChange[d]! += change[stop * dimensions + d]!
      headRise[d] = Math.max(headRise[d]!, headChange[d]!)
    }
  return { room, headUnload, headRise, headChange }
}
