import { Value } from 'typebox/value'
import { LngLat } from '../../shared/geo.ts'
import { Problem } from '../platform/problem.ts'

const MOST_POINTS = 100

/** `lng,lat` @throws Problem input-invalid */
export function parsePoint(text: string): LngLat {
  const point: unknown = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)))
  if (!Value.Check(LngLat, point)) throw new Problem('input-invalid', `"${text}" is not lng,lat`)
  return point
}

/** `lng,lat;lng,lat…` @throws Problem input-invalid */
export function parsePoints(text: string): LngLat[] {
  const points = text.split(';')
  if (points.length < 2 || points.length > MOST_POINTS)
    throw new Problem('input-invalid', `points: 2 to ${String(MOST_POINTS)} of them`)
  return points.map(parsePoint)
}
