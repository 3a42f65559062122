import type { LngLat } from '../../../shared/geo.ts'
import type { RoadPoint } from '../engine/road-queries.ts'
import type { GeneralOptions } from './parse-osrm-options.ts'
import { OsrmRefusal } from './osrm-refusal.ts'

export interface OsrmWaypoint {
  readonly location: LngLat
  readonly name: string
  readonly distance: number
  readonly hint?: string
}

/**
 * All points as waypoints.
 * @throws OsrmRefusal when one meets no street within its radius
 */
export function writeWaypoints(
  points: readonly (RoadPoint | null)[],
  options: GeneralOptions,
  numbers: readonly number[] = points.map((_, index) => index),
): OsrmWaypoint[] {
  return points.map((point, index) => {
    const number = numbers[index] ?? index
    if (!point || point.metres > (options.radiuses?.[number] ?? Infinity))
      throw new OsrmRefusal(
        'NoSegment',
        `Could not find a matching segment for coordinate ${String(number)}`,
      )
    return writeWaypoint(point, options)
  })
}

export function writeWaypoint(
  { at, metres, name }: RoadPoint,
  { generate_hints: hints = true }: GeneralOptions,
): OsrmWaypoint {
  return {
    // Nothing is faster with it here; programs that send it back expect to have got one.
    ...(hints ? { hint: Buffer.from(at.join()).toString('base64url') } : {}),
    distance: metres,
    name,
    location: roundPoint(at),
  }
}

/** Six decimals, 11 cm: as everywhere in OSRM. */
export const roundPoint = ([lng, lat]: LngLat): LngLat => [roundTo(lng, 1e6), roundTo(lat, 1e6)]

/** Milliseconds and millimetres are finer than anybody asks. */
export const roundValue = (value: number): number => roundTo(value, 1e3)

const roundTo = (value: number, scale: number) => Math.round(value * scale) / scale
