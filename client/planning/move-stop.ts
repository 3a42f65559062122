import { distanceMetres, type LngLat } from '../../shared/geo.ts'
import type { Plan, Stop, Tour } from '../../shared/planning.ts'

/** Where a stop is or goes. `position` counts in the tour without that stop. */
export interface Place {
  readonly tourId: number
  readonly position: number
  /** An instant: the visit is pinned to that hour as well. */
  readonly at?: string
}

export type Step = 'earlier' | 'later' | 'previous-person' | 'next-person'

/** What happened stays: visited stops lead a tour and nothing is put before them. */
export function firstFree({ stops }: Pick<Tour, 'stops'>): number {
  return stops.findLastIndex((stop) => stop.outcome !== null) + 1
}

export function findStop(
  plan: Pick<Plan, 'tours'>,
  stopId: number,
): { tour: Tour; stop: Stop } | undefined {
  for (const tour of plan.tours) {
    const stop = tour.stops.find(({ id }) => id === stopId)
    if (stop) return { tour, stop }
  }
  return undefined
}

/** Where each shop of the plan is, by its id. */
export function placesByShop(plan: Plan | undefined): Map<number, { tour: Tour; stop: Stop }> {
  const places = new Map<number, { tour: Tour; stop: Stop }>()
  for (const tour of plan?.tours ?? [])
    for (const stop of tour.stops) places.set(stop.retailerId, { tour, stop })
  return places
}

/**
 * The straight-line detour, in metres, of passing by a shop at a place of a tour that does not have it;
 * tours lead back to where they start.
 */
function detourAt({ start, stops }: Tour, at: LngLat, position: number): number {
  const before = stops[position - 1]?.at ?? start
  const after = stops[position]?.at ?? start
  return distanceMetres(before, at) + distanceMetres(at, after) - distanceMetres(before, after)
}

/** The place of a tour, behind what was visited, where passing by a shop is the least detour. */
export function cheapestPlace(tour: Tour, at: LngLat): Place {
  const first = firstFree(tour)
  let position = first
  for (let other = first + 1; other <= tour.stops.length; other++)
    if (detourAt(tour, at, other) < detourAt(tour, at, position)) position = other
  return { tourId: tour.id, position }
}

/** The place before the stop that stands at `index` now (or at the end), for a stop dropped there. */
export function placeForDrop(tour: Tour, index: number, stopId: number | undefined): Place {
  const from = tour.stops.findIndex(({ id }) => id === stopId)
  const position = from >= 0 && from < index ? index - 1 : index
  return { tourId: tour.id, position: Math.max(position, firstFree(tour)) }
}

/** Where a step by key leads; undefined at an end. To another person: where the detour is least. */
export function placeForStep(plan: Plan, stopId: number, step: Step): Place | undefined {
  const found = findStop(plan, stopId)
  if (!found) return undefined
  const { tour, stop } = found
  if (step === 'earlier' || step === 'later') {
    const position = stop.position + (step === 'earlier' ? -1 : 1)
    const inside = position >= firstFree(tour) && position < tour.stops.length
    return inside ? { tourId: tour.id, position } : undefined
  }
  const other = plan.tours[plan.tours.indexOf(tour) + (step === 'next-person' ? 1 : -1)]
  return other && cheapestPlace(other, stop.at)
}

/**
 * The plan with the stop at its new place, the times still those of before: shown until the server answers. Legs that
 * have changed are straight until then.
 */
export function withStopMoved(plan: Plan, stopId: number, place: Place): Plan {
  const found = findStop(plan, stopId)
  if (!found) return plan
  const tours = plan.tours.map((tour) => {
    const stops = tour.stops.filter(({ id }) => id !== stopId)
    if (tour.id === place.tourId) stops.splice(place.position, 0, pinnedTo(found.stop, place.at))
    return withOrder(tour, stops)
  })
  return { ...plan, tours }
}

function pinnedTo(stop: Stop, at: string | undefined): Stop {
  if (at === undefined) return stop
  return { ...stop, locks: [...new Set([...stop.locks, 'time' as const])], lockedAt: at }
}

function withOrder(tour: Tour, stops: readonly Stop[]): Tour {
  const before = new Map(tour.stops.map(({ id }, index) => [id, tour.stops[index - 1]?.id]))
  const isKept = ({ id }: Stop, position: number) =>
    before.has(id) && before.get(id) === stops[position - 1]?.id
  const homeKept = tour.stops.at(-1)?.id === stops.at(-1)?.id
  return {
    ...tour,
    stops: stops.map((stop, position) => ({
      ...stop,
      position,
      leg: isKept(stop, position) ? stop.leg : { ...stop.leg, line: null },
    })),
    home: tour.home && (homeKept ? tour.home : { ...tour.home, line: null }),
  }
}

/** Metres of all tours. */
export function lengthOf({ tours }: Pick<Plan, 'tours'>): number {
  return tours.reduce((sum, { metres }) => sum + metres, 0)
}
