import type { OneDay } from '../../../server/solver/day/one-day.ts'

const BITS = 31

/** At each stop, which of the stops behind one are still known as visited. */
export interface Memory {
  readonly low: Int32Array
  readonly high: Int32Array
}

/** A stop as a bit of the lower or the higher word. */
export function bitsOf(stop: number, word: 0 | 1): number {
  return stop < BITS === (word === 0) ? 1 << (word === 0 ? stop : stop - BITS) : 0
}

/** At each stop the nearest ones, itself among them, are remembered. */
export function rememberNearest({ count, side, time }: OneDay, many: number): Memory {
  const stops = Array.from({ length: count }, (_, stop) => stop)
  const far = (a: number, b: number) =>
    (time[a * side + b] as number) + (time[b * side + a] as number)
  const near = stops.map((stop) =>
    stops.toSorted((a, b) => far(stop, a) - far(stop, b)).slice(0, many),
  )
  const write = (word: 0 | 1) =>
    Int32Array.from(near, (known) => known.reduce((bits, stop) => bits | bitsOf(stop, word), 0))
  return { low: write(0), high: write(1) }
}
