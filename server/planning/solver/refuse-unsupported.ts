import { DEFAULT_WEIGHTS } from './problem.ts'
import type { Problem, Stop, Vehicle } from './problem.ts'

/** Throws a RangeError naming the first feature of the contract that the search does not keep yet. */
export function refuseUnsupported(problem: Problem): void {
  const { stops, vehicles, matrices, pairs = [], repeats = [], balance = 0 } = problem
  refuse(matrices.length > 1, 'several matrices')
  refuse(
    matrices.some(({ costs }) => costs),
    'a matrix of costs',
  )
  refuse(pairs.length > 0, 'pairs')
  refuse(
    repeats.some(({ minDays }) => minDays > 0),
    'repeats',
  )
  refuse(balance > 0, 'balance')
  const weights = vehicles.map((vehicle) => vehicle.weights ?? DEFAULT_WEIGHTS)
  refuse(
    weights.some(
      ({ perSecond, perMetre }) =>
        perSecond !== weights[0]?.perSecond || perMetre !== weights[0]?.perMetre,
    ),
    'weights that differ',
  )
  stops.forEach(refuseStop)
  vehicles.forEach(refuseVehicle)
}

function refuseStop(stop: Stop): void {
  refuse((stop.setupSeconds ?? 0) > 0, 'set-up')
  refuse(stop.late !== undefined, 'soft windows')
  refuse((stop.prices?.length ?? 0) > 0, 'prices of vehicles')
  refuse((stop.delivery?.length ?? 0) > 1, 'several dimensions')
  refuse(stop.pickup?.some((amount) => amount > 0) === true, 'pickups')
  refuse(stop.rank !== undefined, 'ranks')
}

function refuseVehicle(vehicle: Vehicle): void {
  const { breaks = [], capacity = [], speed = 1, maxTravelSeconds, maxMetres } = vehicle
  refuse(vehicle.start === undefined || vehicle.end === undefined, 'open tours')
  refuse(vehicle.overtime !== undefined, 'overtime')
  refuse(breaks.length > 1, 'several breaks')
  refuse(
    breaks.some(({ windows, always }) => windows.length > 1 || always === true),
    'breaks with several windows or always',
  )
  refuse(capacity.length > 1, 'several dimensions')
  refuse(maxTravelSeconds !== undefined || maxMetres !== undefined, 'limits of the road')
  refuse(speed !== 1, 'speeds')
}

function refuse(isAsked: boolean, feature: string): void {
  if (isAsked) throw new RangeError(`${feature}: not supported yet`)
}
