import type { LinkedTours } from './linked-tours.ts'
import { rankPlaces } from './neighbours.ts'

/** Stops beside which a stop may stand, and what that costs at least, before the leg it saves. */
export interface Beside {
  readonly behind: Int32Array
  readonly behindBound: Float64Array
  readonly ahead: Int32Array
  readonly aheadBound: Float64Array
}

/** Places beside a stop's neighbours, with what a place there costs at least before the leg it saves. */
export function boundPlaces({ model, costInto }: LinkedTours): readonly Beside[] | undefined {
  const places = rankPlaces(model)
  if (!places) return undefined
  const { cost, nodeCount, stopCount } = model
  return Array.from({ length: stopCount }, (_, stop) => {
    const behind = places.behind[stop]!
    const ahead = places.before[stop]!
    const base = stop * nodeCount
    const leastOut = leastOf(cost, base, nodeCount, stop)
    const leastIn = leastOf(costInto, base, nodeCount, stop)
    return {
      behind,
      ahead,
      behindBound: Float64Array.from(behind, (other) => costInto[base + other]! + leastOut),
      aheadBound: Float64Array.from(ahead, (other) => cost[base + other]! + leastIn),
    }
  })
}

/** Least entry of a row, that of the node itself aside. */
function leastOf(matrix: Float64Array, base: number, size: number, node: number): number {
  let least = Infinity
  for (let i = 0; i < size; i++)
    if (i !== node && matrix[base + i]! < least) least = matrix[base + i]!
  return least
}
