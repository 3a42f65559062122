import type { LngLat } from './geo.ts'
import { LEG_DIGITS, type Leg, type Tour } from './planning.ts'
import { decodePolyline } from './polyline.ts'

/** A leg as it is drawn: from door to door, on the streets between or, as an estimate, straight. */
export interface LegLine {
  readonly coordinates: LngLat[]
  readonly estimated: boolean
}

/** The legs of a tour, one to each of its stops in order and then the way home. */
export function legLines({
  start,
  stops,
  home,
}: Pick<Tour, 'start' | 'stops' | 'home'>): LegLine[] {
  const lines = stops.map(({ at, leg }, index) => legLine(leg, stops[index - 1]?.at ?? start, at))
  const last = stops.at(-1)
  return last && home ? [...lines, legLine(home, last.at, start)] : lines
}

function legLine({ line }: Leg, from: LngLat, to: LngLat): LegLine {
  // A line begins and ends on the road: the doors are beside it.
  const between = line === null ? [] : decodePolyline(line, LEG_DIGITS)
  return { coordinates: [from, ...between, to], estimated: line === null }
}
