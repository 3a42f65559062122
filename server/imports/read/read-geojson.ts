import type { Feature } from 'geojson'
import type { StagedRow } from '../queries-batch.ts'
import { featureCells } from '../to-cells.ts'

/** The features of a collection, the first being line 1. @throws Error in words for anything else */
export function* readGeoJson(text: string): Iterable<StagedRow> {
  const value = JSON.parse(text.replace(/^\uFEFF/, '')) as {
    type?: unknown
    features?: unknown
  } | null
  if (value?.type !== 'FeatureCollection' || !Array.isArray(value.features))
    throw new Error('not a GeoJSON FeatureCollection')
  for (const [index, feature] of (value.features as Partial<Feature>[]).entries()) {
    if (feature.type !== 'Feature') throw new Error(`feature ${String(index + 1)} is no Feature`)
    yield { line: index + 1, cells: featureCells(feature as Feature) }
  }
}
