import type { Pair, Problem, Stop } from '../../../server/solver/problem.ts'
import { Random } from '../../../server/solver/random.ts'

/** So many shipments of one parcel each between random places of a square, for one van with room for ten. */
export function shipmentsOfOne(shipments: number, vans = 1): Problem {
  const random = new Random(1)
  const size = 1 + 2 * shipments
  const at = Array.from(
    { length: size },
    () => [1000 * random.unit(), 1000 * random.unit()] as const,
  )
  const distances = new Float64Array(size * size)
  at.forEach(([x, y], i) => {
    at.forEach(([u, v], j) => (distances[i * size + j] = Math.round(Math.hypot(x - u, y - v))))
  })
  const stops = Array.from({ length: 2 * shipments }, (_, s): Stop => ({
    id: s,
    location: 1 + s,
    serviceSeconds: 60,
    windows: [],
    prize: 1e6,
  }))
  const pairs = Array.from({ length: shipments }, (_, p): Pair => ({
    first: 2 * p,
    second: 2 * p + 1,
    ordered: true,
    amount: [1],
  }))
  const vehicles = Array.from({ length: vans }, (_, id) => ({
    id,
    start: 0,
    end: 0,
    shift: [0, 1e7] as const,
    capacity: [10],
  }))
  return { stops, vehicles, pairs, matrices: [{ size, durations: distances, distances }] }
}
