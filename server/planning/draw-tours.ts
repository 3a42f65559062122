import type { LngLat } from '../../shared/geo.ts'
import { LEG_DIGITS } from '../../shared/planning.ts'
import { encodePolyline } from '../../shared/polyline.ts'
import type { Travel, TravelLeg } from '../roads/index.ts'
import type { TourDay } from './day-problem.ts'
import type { TimedTour } from './time-tour.ts'

/**
 * Gives the legs of a day's tours their lines along streets.
 * @throws Problem road-engine-unavailable
 */
export type DrawTours = (tours: readonly TimedTour[]) => Promise<TimedTour[]>

/**
 * Draws the tours of one day, again and again while they improve: what was drawn once is not asked for again.
 * @param offRoad places of the day (starts first, then shops) without a road near: what leads there is an estimate
 */
export function openDrawing(
  travel: Travel,
  { profile, people, shops }: TourDay,
  offRoad: ReadonlySet<number>,
): DrawTours {
  const points = [...people.map(({ start }) => start), ...shops.map(({ at }) => at)]
  const baseOf = new Map(people.map(({ personId }, place) => [personId, place]))
  const placeOf = new Map(shops.map(({ retailerId }, shop) => [retailerId, people.length + shop]))
  const lines = new Map<string, string | null>()
  const keyOf = (from = -1, to = -1) => `${String(from)} ${String(to)}`

  async function drawStretch(places: readonly number[]): Promise<void> {
    const along = places.map((place) => points[place])
    const { legs, source } = await travel.route(along.filter(isPoint), { profile })
    legs.forEach((leg, index) => {
      const ends = places.slice(index, index + 2)
      const estimated = source === 'estimate' || ends.some((place) => offRoad.has(place))
      lines.set(keyOf(...ends), estimated ? null : lineOf(leg))
    })
  }

  return (tours) =>
    Promise.all(
      tours.map(async (tour) => {
        if (tour.stops.length === 0) return tour
        const base = baseOf.get(tour.personId) ?? -1
        const shopPlaces = tour.stops.map(({ retailerId }) => placeOf.get(retailerId) ?? -1)
        const places = [base, ...shopPlaces, base]
        const isDrawn = (from: number, to: number) => lines.has(keyOf(from, to))
        await Promise.all(stretchesWithout(places, isDrawn).map(drawStretch))
        const drawn = places.slice(1).map((to, leg) => lines.get(keyOf(places[leg], to)) ?? null)
        return withLines(tour, drawn)
      }),
    )
}

const isPoint = (point: LngLat | undefined) => point !== undefined

/** The parts of a way, place by place, that are not drawn yet: each as one question to the road engine. */
function stretchesWithout(
  places: readonly number[],
  isDrawn: (from: number, to: number) => boolean,
): number[][] {
  const stretches: number[][] = []
  let open: number[] | undefined
  places.slice(1).forEach((to, leg) => {
    const from = places[leg] ?? to
    if (isDrawn(from, to)) open = undefined
    else if (open) open.push(to)
    else stretches.push((open = [from, to]))
  })
  return stretches
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
