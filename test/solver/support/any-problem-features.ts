import type { Break, Problem, Stop, Vehicle } from '../../../server/solver/problem.ts'

/** Each feature of a problem, and the same problem without it. */
export const WITHOUT = {
  windows: (problem) => mapStops(problem, (stop) => ({ ...stop, windows: [] })),
  setup: (problem) => mapStops(problem, (stop) => drop(stop, 'setupSeconds')),
  late: (problem) => mapStops(problem, (stop) => drop(stop, 'late')),
  vehicles: (problem) => mapStops(problem, (stop) => drop(stop, 'vehicles')),
  prices: (problem) => mapStops(problem, (stop) => drop(stop, 'prices')),
  delivery: (problem) => mapStops(problem, (stop) => drop(stop, 'delivery')),
  pickup: (problem) => mapStops(problem, (stop) => drop(stop, 'pickup')),
  ranks: (problem) => mapStops(problem, (stop) => drop(stop, 'rank')),
  open: (problem) =>
    mapVehicles(problem, (vehicle) => ({
      ...vehicle,
      start: vehicle.start ?? vehicle.end ?? 0,
      end: vehicle.end ?? vehicle.start ?? 0,
    })),
  overtime: (problem) => mapVehicles(problem, (vehicle) => drop(vehicle, 'overtime')),
  breaks: (problem) => mapVehicles(problem, (vehicle) => drop(vehicle, 'breaks')),
  severalBreaks: (problem) =>
    mapVehicles(problem, (vehicle) => ({
      ...vehicle,
      ...(vehicle.breaks && { breaks: vehicle.breaks.slice(0, 1).map(simplifyBreak) }),
    })),
  maxStops: (problem) => mapVehicles(problem, (vehicle) => drop(vehicle, 'maxStops')),
  dimensions: (problem) =>
    mapVehicles(
      mapStops(problem, (stop) => ({
        ...stop,
        ...(stop.delivery && { delivery: stop.delivery.slice(0, 1) }),
        ...(stop.pickup && { pickup: stop.pickup.slice(0, 1) }),
      })),
      (vehicle) => ({
        ...vehicle,
        ...(vehicle.capacity && { capacity: vehicle.capacity.slice(0, 1) }),
      }),
    ),
  capacity: (problem) => mapVehicles(problem, (vehicle) => drop(vehicle, 'capacity')),
  maxTravelSeconds: (problem) =>
    mapVehicles(problem, (vehicle) => drop(vehicle, 'maxTravelSeconds')),
  maxMetres: (problem) => mapVehicles(problem, (vehicle) => drop(vehicle, 'maxMetres')),
  fixed: (problem) => mapVehicles(problem, (vehicle) => drop(vehicle, 'fixed')),
  weights: (problem) => mapVehicles(problem, (vehicle) => drop(vehicle, 'weights')),
  speed: (problem) => mapVehicles(problem, (vehicle) => drop(vehicle, 'speed')),
  matrix: (problem) =>
    mapVehicles({ ...problem, matrices: problem.matrices.slice(0, 1) }, (vehicle) =>
      drop(vehicle, 'matrix'),
    ),
  day: (problem) => mapVehicles(problem, (vehicle) => drop(vehicle, 'day')),
  underway: (problem) => mapVehicles(problem, (vehicle) => drop(vehicle, 'underway')),
  costs: (problem) => ({
    ...problem,
    matrices: problem.matrices.map((matrix) => drop(matrix, 'costs')),
  }),
  pairs: (problem) => drop(problem, 'pairs'),
  repeats: (problem) => drop(problem, 'repeats'),
  balance: (problem) => drop(problem, 'balance'),
} satisfies Record<string, (problem: Problem) => Problem>

export type Feature = keyof typeof WITHOUT

export const FEATURES = Object.keys(WITHOUT) as Feature[]

function mapStops(problem: Problem, map: (stop: Stop) => Stop): Problem {
  return { ...problem, stops: problem.stops.map(map) }
}

function mapVehicles(problem: Problem, map: (vehicle: Vehicle) => Vehicle): Problem {
  return { ...problem, vehicles: problem.vehicles.map(map) }
}

function simplifyBreak({ windows, seconds }: Break): Break {
  return { windows: windows.slice(0, 1), seconds }
}

function drop<T extends object, K extends keyof T>(whole: T, key: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key)) as Omit<T, K>
}
