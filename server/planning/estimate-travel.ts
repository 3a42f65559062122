import { distanceMetres, type LngLat } from '../../shared/geo.ts'

/** Metres along streets for each metre of the great circle. An estimate: shown as such, until there are roads. */
export const DETOUR_FACTOR = 1.35
/** An e-bike in the city, 18 km/h. */
export const SPEED_METRES_PER_SECOND = 5
/** To park, lock and walk in, at every shop. */
export const PARKING_SECONDS = 60

export interface TravelMatrix {
  readonly size: number
  /** size × size whole seconds, row = from. */
  readonly durations: Int32Array
  /** size × size whole metres. */
  readonly distances: Int32Array
}

/**
 * Estimated travel between all places, starts first and then shops. Time to a shop includes parking,
 * time back to a start does not.
 */
export function estimateTravel(starts: readonly LngLat[], shops: readonly LngLat[]): TravelMatrix {
  const places = [...starts, ...shops]
  const size = places.length
  const distances = new Int32Array(size * size)
  const durations = new Int32Array(size * size)
  places.forEach((from, row) => {
    places.forEach((to, column) => {
      if (row === column) return
      const metres = DETOUR_FACTOR * distanceMetres(from, to)
      const parking = column < starts.length ? 0 : PARKING_SECONDS
      distances[row * size + column] = Math.round(metres)
      durations[row * size + column] = Math.round(metres / SPEED_METRES_PER_SECOND) + parking
    })
  })
  return { size, durations, distances }
}
