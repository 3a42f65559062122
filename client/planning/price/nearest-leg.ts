import { legLines } from '../../../shared/leg-lines.ts'
import type { LngLat } from '../../../shared/geo.ts'
import type { Plan, Tour } from '../../../shared/planning.ts'

/** A leg on the map: to the stop with that index, or home. */
export interface MapLeg {
  readonly tour: Tour
  readonly index: number
  readonly coordinates: readonly LngLat[]
}

export function mapLegs({ tours }: Plan): MapLeg[] {
  return tours.flatMap((tour) =>
    legLines(tour).map(({ coordinates }, index) => ({ tour, index, coordinates })),
  )
}

/**
 * The leg whose line passes nearest, if it passes near enough. Distances are flat: in degrees of latitude, those of
 * longitude shortened as they are there.
 * @param reach degrees of latitude
 */
export function nearestLeg(
  legs: readonly MapLeg[],
  [lng, lat]: LngLat,
  reach: number,
): MapLeg | undefined {
  const narrow = Math.cos((lat * Math.PI) / 180)
  const flat = ([x, y]: LngLat) => [(x - lng) * narrow, y - lat] as const
  let best: MapLeg | undefined
  let least = reach ** 2
  for (const leg of legs) {
    let from: readonly [number, number] | undefined
    for (const point of leg.coordinates) {
      const to = flat(point)
      const distance = squareToOrigin(from ?? to, to)
      if (distance < least) [least, best] = [distance, leg]
      from = to
    }
  }
  return best
}

/** The square of how near a straight line passes by the origin. */
function squareToOrigin(
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
  return (ax + along * dx) ** 2 + (ay + along * dy) ** 2
}
