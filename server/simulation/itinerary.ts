import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import type { Stop, Tour } from '../../shared/planning.ts'
import type { SeededRandom } from './seeded-random.ts'

/** Times in ms since 1970, field time. */
export interface Call {
  readonly stop: Stop
  readonly arrives: number
  readonly leaves: number
  /** Nobody there or shut: the visit is skipped. */
  readonly skipped: boolean
}

/** A straight piece of the day; `from` and `to` are the same place while standing. */
export interface Stretch {
  readonly from: LngLat
  readonly to: LngLat
  readonly begins: number
  readonly ends: number
}

export interface Itinerary {
  readonly calls: Call[]
  /** Without gaps, from before the first leg to the return. */
  readonly stretches: Stretch[]
}

const MINUTE = 60_000
const mostLate = 10 * MINUTE
const skipProbability = 0.04
/** Stands at the start this long before leaving, so that the person is on the map. */
const readyMillis = MINUTE

/**
 * One person's day as it really goes: a little late, sometimes for nothing. Legs are straight, at the
 * speed the plan reckons with; what is left before the next shop is spent where one is.
 */
export function drawItinerary(tour: Tour, random: SeededRandom): Itinerary {
  const speed = plannedSpeed(tour)
  const travelMillis = (from: LngLat, to: LngLat) => (distanceMetres(from, to) / speed) * 1000
  const calls: Call[] = []
  const stretches: Stretch[] = []
  let place = tour.start
  let free = -Infinity
  let late = 0

  const goTo = (next: LngLat, wanted: number): number => {
    const travel = travelMillis(place, next)
    const arrives = Math.max(wanted, free + travel)
    const begins = free === -Infinity ? arrives - travel - readyMillis : free
    stretches.push({ from: place, to: place, begins, ends: arrives - travel })
    stretches.push({ from: place, to: next, begins: arrives - travel, ends: arrives })
    place = next
    return arrives
  }

  for (const stop of tour.stops) {
    late = Math.min(mostLate, Math.max(0, late + random.between(-2, 3) * MINUTE))
    const arrives = goTo(stop.at, Date.parse(stop.arrivesAt) + late)
    const planned = Date.parse(stop.leavesAt) - Date.parse(stop.arrivesAt)
    const skipped = random.chance(skipProbability)
    const stays = skipped ? random.between(1, 2) * MINUTE : planned * random.between(0.7, 1.2)
    free = arrives + stays
    stretches.push({ from: place, to: place, begins: arrives, ends: free })
    calls.push({ stop, arrives, leaves: free, skipped })
  }
  goTo(tour.start, free)
  return { calls, stretches }
}

/** Metres of straight line per second, so that straight legs take as long as the planned, winding ones. */
function plannedSpeed({ start, stops, travelSeconds }: Tour): number {
  const places = [start, ...stops.map(({ at }) => at), start]
  const metres = places.reduce(
    (sum, at, index) => sum + distanceMetres(places[index - 1] ?? at, at),
    0,
  )
  return Math.min(15, Math.max(1, metres / Math.max(1, travelSeconds)))
}
