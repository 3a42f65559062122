import { compileLegs } from './compile-legs.ts'
import { compileStops } from './compile-stops.ts'
import { compileVehicles } from './compile-vehicles.ts'
import { isPlain } from './is-plain.ts'
import type { Model, VehicleModel } from './model.ts'
import type { Problem } from './problem.ts'
import { placeOfDeparture } from './road-ahead.ts'

/** Compiles a validated problem. */
export function compileProblem(problem: Problem): Model {
  const { stops, vehicles } = problem
  const ends = vehicles.flatMap(({ end }, v) => [placeOfDeparture(problem, v), end])
  const terminals = [...new Set(ends)]
  const places = [...stops.map((stop) => stop.location), ...terminals]
  const legs = compileLegs(problem, places)
  const compiled = compileStops(problem)
  const nodeOf = (place: number | undefined) => stops.length + terminals.indexOf(place)
  const fleet = compileVehicles(problem, compiled, legs, nodeOf)
  const hasBreaks = fleet.some(({ breaks }) => breaks.count > 0)
  return {
    plain: isPlain(problem) && !hasBreaks && new Set(legs.map(({ kind }) => kind)).size < 2,
    stopCount: stops.length,
    vehicleCount: vehicles.length,
    nodeCount: places.length,
    place: Int32Array.from(places, (place) => place ?? -1),
    time: legs[0]?.time ?? new Float64Array(places.length ** 2),
    cost: legs[0]?.cost ?? new Float64Array(places.length ** 2),
    ...compiled,
    prize: boundPrizes(problem, legs, fleet),
    isUrgent: Uint8Array.from(stops, ({ prize }) => (prize === Infinity ? 1 : 0)),
    balance: (problem.balance ?? 0) / 3600 ** 2,
    vehicles: fleet,
  }
}

/** Prizes with Infinity replaced by more than any plan could save, so that sums stay finite. */
function boundPrizes(
  problem: Problem,
  legs: readonly { readonly longest: number }[],
  fleet: readonly VehicleModel[],
): Float64Array {
  const { stops, vehicles, balance = 0 } = problem
  let bound = 1
  const latest = fleet.reduce((last, vehicle) => Math.max(last, vehicle.latest), 0)
  for (const { prize, prices = [], late } of stops) {
    if (prize < Infinity) bound += prize
    bound += prices.reduce((most, { price }) => Math.max(most, price), 0)
    if (late) bound += late.perSecond * Math.max(0, latest - late.after)
  }
  for (const { fixed = 0, overtime, shift } of vehicles) {
    bound += fixed + (overtime ? overtime.seconds * overtime.perSecond : 0)
    bound += balance * ((latest - shift[0]) / 3600) ** 2
  }
  let longest = 0
  for (const each of legs) longest = Math.max(longest, each.longest)
  bound += longest * (stops.length + vehicles.length)
  return Float64Array.from(stops, ({ prize }) => Math.min(prize, bound))
}
