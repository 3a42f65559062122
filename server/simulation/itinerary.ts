import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import { lineMetres } from '../../shared/line.ts'
import { LEG_DIGITS, type Leg, type Stop, type Tour } from '../../shared/planning.ts'
import { decodePolyline } from '../../shared/polyline.ts'
import { PARKING_SECONDS } from '../planning/index.ts'
import type { SeededRandom } from './seeded-random.ts'

/** Times in ms since 1970, field time. */
export interface Call {
  readonly stop: Stop
  readonly arrives: number
  readonly leaves: number
  /** Nobody there or shut: the visit is skipped. */
  readonly skipped: boolean
}

/** A piece of the day, on the way at an even pace or standing. */
export interface Stretch {
  /** A single point while standing. */
  readonly path: readonly LngLat[]
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
/** Nobody is faster in a town, whatever was planned. */
const fastest = 15

/**
 * One person's day as it really goes: a little late, sometimes for nothing. People keep to the planned legs and their
 * times, straight where a leg has no line; what is left before the next shop is spent where one is.
 */
export function drawItinerary(tour: Tour, random: SeededRandom): Itinerary {
  const calls: Call[] = []
  const stretches: Stretch[] = []
  let place = tour.start
  let free = -Infinity
  let late = 0

  const goTo = (next: LngLat, leg: Leg, parkingMillis: number, wanted: number): number => {
    const path = pathOf(leg, place, next)
    const paced = leg.seconds * 1000 - parkingMillis
    const rides = Math.max(paced, (lineMetres(path) / fastest) * 1000)
    const arrives = Math.max(wanted, free + rides + parkingMillis)
    const [sets, parks] = [arrives - parkingMillis - rides, arrives - parkingMillis]
    const begins = free === -Infinity ? sets - readyMillis : free
    stretches.push({ path: [place], begins, ends: sets })
    stretches.push({ path, begins: sets, ends: parks })
    stretches.push({ path: [next], begins: parks, ends: arrives })
    place = next
    return arrives
  }

  for (const stop of tour.stops) {
    late = Math.min(mostLate, Math.max(0, late + random.between(-2, 3) * MINUTE))
    const parking = Math.min(PARKING_SECONDS, stop.leg.seconds) * 1000
    const arrives = goTo(stop.at, stop.leg, parking, Date.parse(stop.arrivesAt) + late)
    const planned = Date.parse(stop.leavesAt) - Date.parse(stop.arrivesAt)
    const skipped = random.chance(skipProbability)
    const stays = skipped ? random.between(1, 2) * MINUTE : planned * random.between(0.7, 1.2)
    free = arrives + stays
    stretches.push({ path: [place], begins: arrives, ends: free })
    calls.push({ stop, arrives, leaves: free, skipped })
  }
  if (tour.home) goTo(tour.start, tour.home, 0, free)
  return { calls, stretches: stretches.filter(({ begins, ends }) => ends > begins) }
}

/** From door to door: the line begins and ends on the road. */
function pathOf({ line }: Leg, from: LngLat, to: LngLat): LngLat[] {
  const path = [from, ...(line === null ? [] : decodePolyline(line, LEG_DIGITS)), to]
  return path.filter((at, index) => index === 0 || distanceMetres(path[index - 1] ?? at, at) > 0)
}
