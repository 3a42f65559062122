import type { Problem } from './problem.ts'

/** Throws a RangeError naming the first feature of the contract that the search does not keep yet. */
export function refuseUnsupported({ stops, vehicles, pairs = [], repeats = [] }: Problem): void {
  refuse(pairs.length > 0, 'pairs')
  refuse(
    repeats.some(({ minDays }) => minDays > 0),
    'repeats',
  )
  refuse(
    stops.some(({ late }) => late !== undefined),
    'soft windows',
  )
  refuse(
    vehicles.some(({ overtime }) => overtime !== undefined),
    'overtime',
  )
}

function refuse(isAsked: boolean, feature: string): void {
  if (isAsked) throw new RangeError(`${feature}: not supported yet`)
}
