import type { Problem, Stop, Vehicle } from '../../../server/solver/problem.ts'
import { Random } from '../../../server/solver/random.ts'

const HOUR = 3600

/**
 * A plausible day in a city 12 km across: shops with opening hours (a third closed over noon), 8 to
 * 20 minutes each, people starting at one of three offices with a lunch break. Slightly asymmetric
 * legs at 25 km/h with a detour of 1.35.
 */
export function makeDay(people: number, perPerson: number, shops: number, seed: number): Problem {
  const random = new Random(seed)
  const offices = 3
  const size = offices + shops
  const at = Array.from(
    { length: size },
    () => [random.unit() * 12_000, random.unit() * 12_000] as const,
  )
  const distances = new Float64Array(size * size)
  const durations = new Float64Array(size * size)
  at.forEach(([x, y], i) => {
    at.forEach(([u, v], j) => {
      if (i === j) return
      const metres = Math.round(1.35 * Math.hypot(x - u, y - v))
      distances[i * size + j] = metres
      durations[i * size + j] = Math.round((metres / (25 / 3.6)) * (1 + 0.1 * random.unit())) + 30
    })
  })
  const stops = Array.from({ length: shops }, (_, s): Stop => {
    const opens = (8 + random.below(3)) * HOUR
    const closes = (16 + random.below(4)) * HOUR
    const noon = random.below(3) === 0
    return {
      id: 1000 + s,
      location: offices + s,
      serviceSeconds: 480 + 60 * random.below(13),
      windows: noon
        ? [
            [opens, 12 * HOUR],
            [14 * HOUR, closes],
          ]
        : [[opens, closes]],
      prize: HOUR * (1 + random.below(5)),
    }
  })
  const vehicles = Array.from({ length: people }, (_, id): Vehicle => ({
    id,
    start: id % offices,
    end: id % offices,
    shift: [8.5 * HOUR, 17.5 * HOUR],
    breaks: [{ windows: [[11.5 * HOUR, 13.5 * HOUR]], seconds: 2700 }],
    maxStops: perPerson,
  }))
  return { stops, vehicles, matrices: [{ size, durations, distances }] }
}
