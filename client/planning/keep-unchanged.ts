import type { Plan, Tour } from '../../shared/planning.ts'

/**
 * A plan read again, with the very tours and stops of before wherever nothing about them changed: what is drawn of those
 * stays untouched.
 */
export function keepUnchanged(before: Plan | undefined, after: Plan): Plan {
  if (before?.id !== after.id) return after
  const tours = new Map(before.tours.map((tour) => [tour.id, tour]))
  return { ...after, tours: after.tours.map((tour) => keepTour(tours.get(tour.id), tour)) }
}

function keepTour(before: Tour | undefined, after: Tour): Tour {
  if (!before) return after
  if (isSame(before, after)) return before
  const stops = new Map(before.stops.map((stop) => [stop.id, stop]))
  return {
    ...after,
    stops: after.stops.map((stop) => {
      const known = stops.get(stop.id)
      return known && isSame(known, stop) ? known : stop
    }),
  }
}

/** The server writes the same thing in the same order. */
const isSame = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b)
