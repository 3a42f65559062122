import type { Model } from './model.ts'

/** Enough for a ruin to find its way to every tour near its seed. */
const NEAREST = 100

/** For every movable stop the others, nearest first by the price there and back. */
export function rankNeighbours(model: Model): readonly Int32Array[] {
  const { cost, nodeCount, movable } = model
  const near: Int32Array[] = Array.from({ length: model.stopCount }, () => new Int32Array(0))
  const between = new Float64Array(model.stopCount)
  for (const stop of movable) {
    for (const other of movable)
      between[other] = cost[stop * nodeCount + other]! + cost[other * nodeCount + stop]!
    const others = movable.filter((other) => other !== stop)
    others.sort((a, b) => compare(between[a]!, between[b]!) || a - b)
    near[stop] = Int32Array.from(others.slice(0, NEAREST))
  }
  return near
}

/** Orders numbers, Infinity included. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0
}
