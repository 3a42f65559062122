import type { Map as MapLibreMap, MapGeoJSONFeature, PointLike } from 'maplibre-gl'
import type { SelectedId, SelectionKind } from '../lib/selection.svelte.ts'

/**
 * Layers whose features a click selects. Their source gets the feature states `selected` and `hovered`, which
 * the layers' paint may read.
 */
export interface PickTarget {
  readonly kind: SelectionKind
  readonly source: string
  /** The layer inside a vector tile. */
  readonly sourceLayer?: string
  readonly layers: readonly string[]
}

export interface Pick {
  readonly kind: SelectionKind
  readonly id: SelectedId
  readonly feature: MapGeoJSONFeature
}

const FINGER_PIXELS = 4

/** The topmost selectable thing under a pixel, a few pixels around it included. */
export function pickAt(
  map: MapLibreMap,
  targets: readonly PickTarget[],
  { x, y }: { x: number; y: number },
): Pick | undefined {
  const layers = targets.flatMap((target) => target.layers).filter((layer) => map.getLayer(layer))
  if (layers.length === 0) return undefined
  const box: [PointLike, PointLike] = [
    [x - FINGER_PIXELS, y - FINGER_PIXELS],
    [x + FINGER_PIXELS, y + FINGER_PIXELS],
  ]
  for (const feature of map.queryRenderedFeatures(box, { layers })) {
    const target = targets.find(({ layers }) => layers.includes(feature.layer.id))
    if (target && feature.id !== undefined) return { kind: target.kind, id: feature.id, feature }
  }
  return undefined
}
