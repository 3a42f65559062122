import type { Travel } from '../roads/index.ts'
import type { DayTravel, TourDay } from './day-problem.ts'
import { PARKING_SECONDS } from './parking.ts'

/**
 * Asks for the travel of a day: starts first, then shops. Time to a shop includes parking, time back to a start does not.
 * @throws Problem road-engine-unavailable
 */
export async function askDayTravel(travel: Travel, { profile, people, shops }: TourDay) {
  const places = [...people.map(({ start }) => start), ...shops.map(({ at }) => at)]
  const matrix = await travel.matrix(places, { profile })
  const { size } = matrix
  const ready = (seconds: number, cell: number) => {
    const [from, to] = [Math.floor(cell / size), cell % size]
    return from === to ? 0 : Math.round(seconds) + (to < people.length ? 0 : PARKING_SECONDS)
  }
  const dayTravel: DayTravel = {
    size,
    durations: matrix.durations.map(ready),
    distances: matrix.distances.map(Math.round),
  }
  return { dayTravel, source: matrix.source, offRoad: new Set(matrix.offRoad) }
}
