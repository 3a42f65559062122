import type { LngLat } from '../../../shared/geo.ts'
import { toWgs84 } from './datum.ts'
import type { Parse } from './field.ts'
import { parseJson } from './parse-text.ts'
import { toEwkt } from './place-point.ts'

/** Points in their order: `[[lng, lat], …]` as JSON, or `lng lat; lng lat`. */
export const parsePoints: Parse = (text, { datum }) => {
  const pairs: unknown = text.startsWith('[')
    ? parseJson(text)
    : text.split(/[;|]/).map((pair) =>
        pair
          .trim()
          .split(/[\s,]+/)
          .map(Number),
      )
  if (!Array.isArray(pairs) || !pairs.every(isPair)) return { refusal: 'coordinates-invalid' }
  return { value: pairs.map((pair) => toEwkt(toWgs84(pair, datum))) }
}

function isPair(value: unknown): value is LngLat {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [lng, lat] = value as unknown[]
  return isDegrees(lng, 180) && isDegrees(lat, 90)
}

function isDegrees(value: unknown, limit: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= limit
}
