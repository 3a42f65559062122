import type { Bbox, LngLat } from '../../../shared/geo.ts'
import type { RowProblem, RowProblemCode } from '../../../shared/imports.ts'
import { toWgs84 } from './datum.ts'
import type { Field, ParseContext, ParsedRow } from './field.ts'
import { readNumber } from './parse-number.ts'

const parseDegrees: Field['parse'] = (text) => {
  const value = readNumber(text)
  return value === undefined ? { refusal: 'coordinates-invalid' } : { value }
}

/** A pair of columns, the same in every kind that has a point. */
export const pointFields: readonly Field[] = [
  {
    name: 'lng',
    aliases: ['经度', '经度坐标', 'lon', 'long', 'longitude', 'x', 'x坐标', 'lng wgs84', 'gps经度'],
    parse: parseDegrees,
  },
  {
    name: 'lat',
    aliases: ['纬度', '纬度坐标', 'latitude', 'y', 'y坐标', 'lat wgs84', 'gps纬度'],
    parse: parseDegrees,
  },
]

/**
 * Turns `lng` and `lat` of a record into `geom` (EWKT, WGS 84) and the pair as it was. Without a pair nothing is
 * placed; half of one, or an impossible one, is a refusal.
 */
export function placePoint({ record, problems }: ParsedRow, context: ParseContext): void {
  const { lng = null, lat = null } = record
  delete record['lng']
  delete record['lat']
  // What is no number was refused already, and left no key.
  if (problems.some(({ code }) => code === 'coordinates-invalid')) return
  if (lng === null && lat === null) return
  if (typeof lng !== 'number' || typeof lat !== 'number') {
    problems.push({ code: 'coordinates-missing', field: lng === null ? 'lng' : 'lat' })
    return
  }
  const refusal = judgePair([lng, lat], context)
  if (refusal) {
    problems.push(refusal)
    return
  }
  record['geom'] = toEwkt(toWgs84([lng, lat], context.datum))
  record['source_datum'] = context.datum
  record['source_lng'] = lng
  record['source_lat'] = lat
}

export function toEwkt([lng, lat]: LngLat): string {
  return `SRID=4326;POINT(${String(lng)} ${String(lat)})`
}

function judgePair(pair: LngLat, { extent }: ParseContext): RowProblem | undefined {
  const code = judge(pair, extent)
  return code && { code, field: 'lng', value: pair.join(', ') }
}

function judge([lng, lat]: LngLat, extent: Bbox | null): RowProblemCode | undefined {
  if (lng === 0 && lat === 0) return 'coordinates-invalid'
  const swappable = Math.abs(lng) <= 90 && Math.abs(lat) <= 180
  if (Math.abs(lat) > 90) return swappable ? 'coordinates-swapped' : 'coordinates-invalid'
  if (Math.abs(lng) > 180) return 'coordinates-invalid'
  if (extent && swappable && !within([lng, lat], extent) && within([lat, lng], extent))
    return 'coordinates-swapped'
  return undefined
}

function within([lng, lat]: LngLat, [west, south, east, north]: Bbox): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north
}
