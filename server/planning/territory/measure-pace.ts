import { distanceMetres, type LngLat } from '../../../shared/geo.ts'
import type { Travel } from '../../roads/index.ts'

/** So many shops, drawn evenly, stand for all: one small matrix. */
const SAMPLE = 40
/** Of each the ways to its nearest in the sample: tours go from neighbour to neighbour. */
const NEAREST = 4

/**
 * Seconds along the streets per metre of the great circle, between shops near each other.
 * @returns 0 where there are not two shops with a way between them
 * @throws Problem road-engine-unavailable
 */
export async function measurePace(travel: Travel, places: readonly LngLat[]): Promise<number> {
  const step = Math.max(1, places.length / SAMPLE)
  const sample = Array.from(
    { length: Math.min(SAMPLE, places.length) },
    (_, index) => places[Math.floor(index * step)],
  ).filter((at) => at !== undefined)
  if (sample.length < 2) return 0
  const { size, durations } = await travel.matrix(sample, { profile: await travel.profile() })
  let [seconds, metres] = [0, 0]
  sample.forEach((from, row) => {
    const ways = sample
      .map((to, column) => ({
        metres: distanceMetres(from, to),
        seconds: durations[row * size + column] ?? Infinity,
      }))
      .filter((way) => way.metres > 0 && way.seconds < Infinity)
      .toSorted((a, b) => a.metres - b.metres)
      .slice(0, NEAREST)
    for (const way of ways) {
      seconds += way.seconds
      metres += way.metres
    }
  })
  return metres === 0 ? 0 : seconds / metres
}
