import type { Model } from './model.ts'

/** Enough for a ruin to find its way to every tour near its seed. */
const NEAREST = 100
/** Stops beside which an insertion is tried, on either side. */
const PLACES = 40
/** Up to so many stops every place is looked at. */
const FEW_STOPS = 150

/** For every movable stop the others, nearest first by the price there and back. */
export function rankNeighbours(model: Model): readonly Int32Array[] {
  const { cost, nodeCount } = model
  return rankBy(
    model,
    NEAREST,
    Infinity,
    (stop, other) => cost[stop * nodeCount + other]! + cost[other * nodeCount + stop]!,
  )
}

/** Per stop the others beside which it may well be placed. */
export interface Places {
  readonly behind: readonly Int32Array[]
  readonly before: readonly Int32Array[]
}

/**
 * For every movable stop the others behind which it may stand, nearest first, and those before which
 * it may; who cannot be in time there is no neighbour. Undefined when stops
 * are so few that every place can be looked at.
 */
export function rankPlaces(model: Model): Places | undefined {
  if (model.movable.length <= FEW_STOPS) return undefined
  const { cost, time, nodeCount, opens, closes, windowFrom, service } = model
  /** `second` right behind `first`. */
  const distance = (first: number, second: number) => {
    const at = first * nodeCount + second
    const opensFirst = opens[windowFrom[first]!]!
    const earliest = opensFirst + service[first]! + time[at]!
    return earliest > closes[windowFrom[second + 1]! - 1]! ? Infinity : cost[at]!
  }
  return {
    behind: rankBy(model, PLACES, Number.MAX_VALUE, (stop, other) => distance(other, stop)),
    before: rankBy(model, PLACES, Number.MAX_VALUE, (stop, other) => distance(stop, other)),
  }
}

/** Keeps the nearest as it goes through all: one insertion sort per stop, short because bounded. */
function rankBy(
  { stopCount, movable }: Model,
  most: number,
  farthest: number,
  distance: (stop: number, other: number) => number,
): readonly Int32Array[] {
  const near: Int32Array[] = Array.from({ length: stopCount }, () => new Int32Array(0))
  const stops = new Int32Array(most + 1)
  const keys = new Float64Array(most + 1)
  for (const stop of movable) {
    let count = 0
    for (const other of movable) {
      if (other === stop) continue
      const key = distance(stop, other)
      if (count === most && !(key < keys[most - 1]!)) continue
      let at = count === most ? most - 1 : count++
      for (; at > 0 && keys[at - 1]! > key; at--) {
        keys[at] = keys[at - 1]!
        stops[at] = stops[at - 1]!
      }
      keys[at] = key
      stops[at] = other
    }
    while (count > 0 && !(keys[count - 1]! <= farthest)) count--
    near[stop] = stops.slice(0, count)
  }
  return near
}
