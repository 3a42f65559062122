import type { Geometry, Position } from 'geojson'
import { geometryToWgs84 } from './datum.ts'
import type { Parse } from './field.ts'
import { parseJson } from './parse-text.ts'

const depths = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
} as const
type SimpleType = keyof typeof depths

/**
 * GeoJSON of the allowed types, converted to WGS 84. Its shape is checked here, so that the database can read it
 * without failing the whole file; whether a ring crosses itself is the database's to say.
 */
export const parseGeometry =
  (allowed: readonly SimpleType[] = Object.keys(depths) as SimpleType[]): Parse =>
  (text, { datum }) => {
    const geometry = parseJson(text)
    if (!isGeometry(geometry) || !allowed.includes(geometry.type))
      return { refusal: 'geometry-invalid' }
    const polygonal = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
    if (polygonal && !ringsClose(geometry.coordinates)) return { refusal: 'geometry-invalid' }
    return { value: JSON.stringify(geometryToWgs84(geometry, datum)) }
  }

function isGeometry(value: unknown): value is Exclude<Geometry, { type: 'GeometryCollection' }> {
  if (typeof value !== 'object' || value === null) return false
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown }
  if (typeof type !== 'string' || !Object.hasOwn(depths, type)) return false
  return isNested(coordinates, depths[type as SimpleType])
}

function isNested(value: unknown, depth: number): boolean {
  if (!Array.isArray(value) || value.length === 0) return false
  if (depth > 0) return value.every((part) => isNested(part, depth - 1))
  const [lng, lat] = value as unknown[]
  return isDegrees(lng, 180) && isDegrees(lat, 90)
}

function isDegrees(value: unknown, limit: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= limit
}

/** RFC 7946: a ring has four positions or more, the last equal to the first. */
function ringsClose(nested: unknown[]): boolean {
  const isRing = Array.isArray(nested[0]) && typeof nested[0][0] === 'number'
  if (!isRing) return nested.every((part) => ringsClose(part as unknown[]))
  const ring = nested as Position[]
  const [first, last] = [ring[0], ring.at(-1)]
  return ring.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1]
}
