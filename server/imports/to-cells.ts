import type { Feature, FeatureCollection, Geometry } from 'geojson'

/** Any value as the cell a file would hold: nothing is an empty cell, lists and objects are JSON. */
function toCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  return JSON.stringify(value)
}

export function toCells(row: object): Record<string, string> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toCell(value)]))
}

/** A feature as a row: its properties, its geometry as JSON, and a point also as `lng` and `lat`. */
export function featureCells({
  id,
  geometry,
  properties,
}: Feature<Geometry | null>): Record<string, string> {
  const point = geometry?.type === 'Point' ? geometry.coordinates : undefined
  return {
    ...toCells({ id, ...(point && { lng: point[0], lat: point[1] }), ...properties }),
    geometry: toCell(geometry),
  }
}

/** The rows of a FeatureCollection, for `importRows`. */
export function* featureRows({ features }: FeatureCollection): Iterable<Record<string, string>> {
  for (const feature of features) yield featureCells(feature)
}
