import type { Problem, Stop, Vehicle } from './problem.ts'

/** Whether nothing in the problem needs more than `Tour` keeps; breaks and kinds of travel aside. */
export function isPlain(problem: Problem): boolean {
  const { stops, vehicles, pairs = [], repeats = [], balance = 0 } = problem
  return (
    pairs.length === 0 &&
    repeats.length === 0 &&
    balance === 0 &&
    stops.every(isPlainStop) &&
    vehicles.every(isPlainVehicle)
  )
}

function isPlainStop({ windows, setupSeconds = 0, late, prices, rank, ...loads }: Stop): boolean {
  const { delivery = [], pickup = [] } = loads
  return (
    windows.length < 2 &&
    setupSeconds === 0 &&
    rank === undefined &&
    (late?.perSecond ?? 0) === 0 &&
    (prices ?? []).every(({ price }) => price === 0) &&
    [...delivery.slice(1), ...pickup].every((amount) => amount === 0)
  )
}

function isPlainVehicle({ capacity = [], overtime, ...limits }: Vehicle): boolean {
  const { maxTravelSeconds = Infinity, maxMetres = Infinity } = limits
  return (
    capacity.length < 2 &&
    overtime === undefined &&
    maxTravelSeconds === Infinity &&
    maxMetres === Infinity
  )
}
