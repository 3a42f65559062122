import type { Tour } from '../../../shared/planning.ts'
import { firstFree, type Place } from '../move-stop.ts'
import { placeOn, type Axis } from './gantt-rows.ts'

/** To which a visit that is dragged or moved by key is pinned. */
const PIN_STEP_MILLIS = 5 * 60_000

/** Where hours and rows are in the timetable, in its pixels. */
export interface GanttScale {
  readonly axis: Axis
  /** Of the axis' beginning, and its width. */
  readonly left: number
  readonly width: number
  readonly rowHeight: number
}

export function xOf({ axis, left, width }: GanttScale, at: number): number {
  return left + placeOn(axis, at) * width
}

/** The instant under a pixel, also before and after the axis. */
export function timeAt({ axis, left, width }: GanttScale, x: number): number {
  return axis.from + ((x - left) / width) * (axis.to - axis.from)
}

/** The row under a pixel, or the nearest; undefined without rows. */
export function rowAt({ rowHeight }: GanttScale, y: number, rows: number): number | undefined {
  if (rows === 0) return undefined
  return Math.min(Math.max(Math.floor(y / rowHeight), 0), rows - 1)
}

export function snapTime(at: number): number {
  return Math.round(at / PIN_STEP_MILLIS) * PIN_STEP_MILLIS
}

/** The next full five minutes before or after. */
export function stepTime(at: number, way: -1 | 1): number {
  const steps = at / PIN_STEP_MILLIS
  return (way > 0 ? Math.floor(steps) + 1 : Math.ceil(steps) - 1) * PIN_STEP_MILLIS
}

/** The place in a tour for a visit that begins then: behind every other whose middle is earlier. */
export function placeByTime(tour: Tour, begins: number, stopId: number | undefined): Place {
  const others = tour.stops.filter(({ id }) => id !== stopId)
  const middleOf = (stop: Tour['stops'][number]) =>
    (Date.parse(stop.arrivesAt) + Date.parse(stop.leavesAt)) / 2
  const later = others.findIndex((stop) => middleOf(stop) > begins)
  const position = later < 0 ? others.length : later
  return { tourId: tour.id, position: Math.max(position, firstFree(tour)) }
}

/** The instant as plans write it. */
export const toInstant = (at: number): string => new Date(at).toISOString()
