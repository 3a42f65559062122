import type { Problem } from './problem.ts'

/** Throws a RangeError naming the first feature of the contract that the search does not keep yet. */
export function refuseUnsupported({ pairs = [], repeats = [] }: Problem): void {
  refuse(pairs.length > 0, 'pairs')
  refuse(
    repeats.some(({ minDays }) => minDays > 0),
    'repeats',
  )
}

function refuse(isAsked: boolean, feature: string): void {
  if (isAsked) throw new RangeError(`${feature}: not supported yet`)
}
