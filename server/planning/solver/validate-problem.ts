import type { Problem, Stop, Vehicle, Window } from './problem.ts'

/** Throws a RangeError saying what is wrong with a problem, before anything is computed from it. */
export function validateProblem(problem: Problem): void {
  const { size, durations, distances, stops, vehicles } = problem
  demand(durations.length === size * size, 'durations must hold size × size entries')
  demand(distances.length === size * size, 'distances must hold size × size entries')
  demand(
    durations.every((seconds) => seconds >= 0),
    'a duration must not be negative or NaN',
  )
  const isPlace = (place: number) => Number.isInteger(place) && place >= 0 && place < size
  stops.forEach((stop, s) => {
    validateStop(stop, `stop ${s}`, isPlace)
  })
  vehicles.forEach((vehicle, v) => {
    validateVehicle(vehicle, `vehicle ${v}`, isPlace)
  })
  const done = vehicles.flatMap((vehicle) => vehicle.underway?.done ?? [])
  demand(new Set(done).size === done.length, 'a stop must not be done twice')
  demand(
    done.every((stop) => stops[stop] !== undefined),
    'a done stop must exist',
  )
}

function validateStop(stop: Stop, name: string, isPlace: (place: number) => boolean): void {
  demand(isPlace(stop.location), `${name}: location must be an index of the matrices`)
  demand(isSpan(stop.serviceSeconds), `${name}: serviceSeconds must be finite and not negative`)
  demand(stop.prize > 0, `${name}: prize must be above 0`)
  demand(isSpan(stop.demand ?? 0), `${name}: demand must be finite and not negative`)
  demand(stop.windows.every(isWindow), `${name}: a window must not close before it opens`)
}

function validateVehicle(
  vehicle: Vehicle,
  name: string,
  isPlace: (place: number) => boolean,
): void {
  const { break: rest, underway } = vehicle
  const places = [vehicle.start, vehicle.end, underway?.from ?? vehicle.start]
  demand(places.every(isPlace), `${name}: start, end and from must be indexes of the matrices`)
  demand(
    isWindow(vehicle.shift) && vehicle.shift.every(Number.isFinite),
    `${name}: the shift must be finite and not end before it begins`,
  )
  demand(isSpan(vehicle.fixed ?? 0), `${name}: fixed must be finite and not negative`)
  demand(
    !rest || (isWindow(rest.window) && isSpan(rest.seconds)),
    `${name}: the break must have a window and a length`,
  )
  demand(Number.isFinite(underway?.departAt ?? 0), `${name}: departAt must be finite`)
}

function isWindow([opens, closes]: Window): boolean {
  return opens <= closes
}

function isSpan(value: number): boolean {
  return value >= 0 && value < Infinity
}

function demand(holds: boolean, rule: string): void {
  if (!holds) throw new RangeError(rule)
}
