import type { LngLat } from '../../shared/geo.ts'
import { LEG_DIGITS } from '../../shared/planning.ts'
import { encodePolyline } from '../../shared/polyline.ts'
import type { Travel, TravelLeg } from '../roads/index.ts'
import type { TourDay } from './day-problem.ts'
import type { TimedTour } from './time-tour.ts'

/**
 * Gives the legs of planned tours their lines along streets.
 * @param offRoad places of the day (starts first, then shops) without a road near: what leads there is an estimate
 * @throws Problem road-engine-unavailable
 */
export function drawTours(
  travel: Travel,
  day: TourDay,
  tours: readonly TimedTour[],
  offRoad: ReadonlySet<number>,
): Promise<TimedTour[]> {
  const placeOf = new Map(
    day.shops.map(({ retailerId }, shop) => [retailerId, day.people.length + shop]),
  )
  return Promise.all(
    tours.map(async (tour, vehicle) => {
      const { start, stops } = tour
      if (stops.length === 0) return tour
      const indexes = stops.map(({ retailerId }) => placeOf.get(retailerId) ?? -1)
      const places = [vehicle, ...indexes, vehicle]
      const points = places.map((place) => day.shops[place - day.people.length]?.at ?? start)
      const { legs, source } = await travel.route(points, { profile: day.profile })
      const lines = legs.map((leg, index) => {
        const ends = places.slice(index, index + 2)
        const estimated = source === 'estimate' || ends.some((place) => offRoad.has(place))
        return estimated ? null : lineOf(leg)
      })
      return withLines(tour, lines)
    }),
  )
}

/** A leg along streets as it is kept; null without a way. */
export function lineOf({ line }: Pick<TravelLeg, 'line'>): string | null {
  const [first, second] = line
  if (!first) return null
  // Of two shops at one door the way is a point; a line has two.
  const whole: readonly LngLat[] = second ? line : [first, first]
  return encodePolyline(whole, LEG_DIGITS)
}

/** @param lines of each leg, the last one home */
export function withLines(tour: TimedTour, lines: readonly (string | null)[]): TimedTour {
  return {
    ...tour,
    stops: tour.stops.map((stop, index) => ({
      ...stop,
      leg: { ...stop.leg, line: lines[index] ?? null },
    })),
    home: tour.home && { ...tour.home, line: lines[tour.stops.length] ?? null },
  }
}
