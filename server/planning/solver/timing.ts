import type { Model, VehicleModel } from './model.ts'

/**
 * The arithmetic of time. Being earlier never hurts (waiting is free and service may begin as late
 * as the window closes), so a stop is known by the earliest time it can be left and the latest time
 * it may be reached; both are monotone, and joining two pieces of a tour is one comparison.
 */

/** When a stop reached at `arrival` can be left; Infinity once its last window has closed. */
export function leaveStop(model: Model, stop: number, arrival: number): number {
  const end = model.windowFrom[stop + 1]!
  for (let w = model.windowFrom[stop]!; w < end; w++) {
    if (arrival <= model.closes[w]!) {
      const opens = model.opens[w]!
      return (arrival > opens ? arrival : opens) + model.service[stop]!
    }
  }
  return Infinity
}

/** Latest arrival that lets a stop be left by `departure`; −Infinity if there is none. */
export function reachStop(model: Model, stop: number, departure: number): number {
  const bound = departure - model.service[stop]!
  const end = model.windowFrom[stop + 1]!
  let latest = -Infinity
  for (let w = model.windowFrom[stop]!; w < end; w++) {
    if (model.opens[w]! > bound) break
    const closes = model.closes[w]!
    latest = Math.max(latest, closes < bound ? closes : bound)
  }
  return latest
}

/** When one is ready at the far end of a leg on which the break is taken; Infinity if too late. */
export function crossWithBreak(vehicle: VehicleModel, departure: number, travel: number): number {
  const { breakOpens, breakCloses, breakSeconds } = vehicle
  const onArrival = Math.max(departure + travel, breakOpens)
  if (onArrival <= breakCloses) return onArrival + breakSeconds
  if (departure > breakCloses) return Infinity
  return Math.max(departure, breakOpens) + breakSeconds + travel
}

/** Latest departure on a leg with the break that is ready at its far end by `ready`. */
export function departWithBreak(vehicle: VehicleModel, ready: number, travel: number): number {
  const { breakOpens, breakCloses, breakSeconds } = vehicle
  if (breakOpens + breakSeconds + travel <= ready)
    return Math.min(breakCloses, ready - breakSeconds - travel)
  if (breakOpens + breakSeconds <= ready)
    return Math.min(breakCloses, ready - breakSeconds) - travel
  return -Infinity
}

/** Whether a whole sequence of stops keeps windows, shift and break; time only. */
export function keepsTime(
  model: Model,
  vehicle: VehicleModel,
  stops: Int32Array,
  count: number,
): boolean {
  let from = vehicle.startNode
  let owing = vehicle.owesBreak ? vehicle.departAt : Infinity
  let rested = vehicle.owesBreak ? Infinity : vehicle.departAt
  for (let i = 0; i < count; i++) {
    const stop = stops[i]!
    const travel = model.time[from * model.nodeCount + stop]!
    rested = leaveStop(model, stop, Math.min(rested + travel, restOn(vehicle, owing, travel)))
    owing = leaveStop(model, stop, owing + travel)
    if (rested === Infinity && owing === Infinity) return false
    from = stop
  }
  const travel = model.time[from * model.nodeCount + vehicle.endNode]!
  const back = Math.min(rested + travel, restOn(vehicle, owing, travel))
  return (
    back <= vehicle.shiftEnd || owing + travel <= Math.min(vehicle.breakCloses, vehicle.shiftEnd)
  )
}

/** Ready time after a leg with the break, when a break is owed; Infinity otherwise. */
function restOn(vehicle: VehicleModel, owing: number, travel: number): number {
  return owing === Infinity ? Infinity : crossWithBreak(vehicle, owing, travel)
}
