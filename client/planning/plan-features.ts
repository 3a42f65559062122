import type { Feature, FeatureCollection, LineString, Point } from 'geojson'
import type { DueVisit, Plan, Stop, Tour } from '../../shared/planning.ts'
import { legLines } from '../../shared/leg-lines.ts'
import { stopImageId, type StopLook } from '../map/stop-image.ts'

/** How a tour is drawn: its person's hue, a second manner for repeated hues, faint behind a chosen one. */
export interface TourLook {
  readonly hue: string
  readonly second: boolean
  readonly faint: boolean
}

/** Tours as legs, out from the start and back to it, the start, and numbered stops. */
export function planFeatures(
  plan: Plan | undefined,
  lookOf: (tour: Tour) => TourLook,
  lookOfStop: (tour: Tour, stop: Stop) => StopLook,
): FeatureCollection<LineString | Point> {
  const features = (plan?.tours ?? []).flatMap((tour) => {
    const look = lookOf(tour)
    if (tour.stops.length === 0) return []
    return [...legsOf(tour, look), startOf(tour, look), ...stopsOf(tour, look, lookOfStop)]
  })
  return { type: 'FeatureCollection', features }
}

function legsOf(tour: Tour, look: TourLook): Feature<LineString>[] {
  const shops = tour.stops.map(({ retailerId }) => `shop ${retailerId}`)
  const base = `start ${tour.personId}`
  return legLines(tour).map(({ coordinates, estimated }, leg) => ({
    type: 'Feature',
    // As long as it leads from the same place to the same, it is the same leg.
    id: `${shops[leg - 1] ?? base} > ${shops[leg] ?? base}, ${tour.personId}`,
    geometry: { type: 'LineString', coordinates },
    properties: { ...look, estimated },
  }))
}

function startOf({ start }: Tour, look: TourLook): Feature<Point> {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: start },
    properties: { ...look, start: true },
  }
}

function stopsOf(
  tour: Tour,
  look: TourLook,
  lookOfStop: (tour: Tour, stop: Stop) => StopLook,
): Feature<Point>[] {
  return tour.stops.map((stop) => ({
    type: 'Feature',
    id: stop.id,
    geometry: { type: 'Point', coordinates: stop.at },
    properties: {
      ...look,
      number: String(stop.position + 1),
      broken: stop.violations.length > 0,
      image: stopImageId(lookOfStop(tour, stop)),
    },
  }))
}

/** Due shops that are in no tour. */
export function dueFeatures(
  due: readonly DueVisit[],
  isPlaced: (retailerId: number) => boolean,
): FeatureCollection<Point> {
  const features = due
    .filter(({ retailerId }) => !isPlaced(retailerId))
    .map(({ retailerId, at, overdueDays }): Feature<Point> => ({
      type: 'Feature',
      id: retailerId,
      geometry: { type: 'Point', coordinates: at },
      properties: { late: overdueDays > 0 },
    }))
  return { type: 'FeatureCollection', features }
}
