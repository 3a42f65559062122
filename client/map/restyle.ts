import type { LayerSpecification, Map as MapLibreMap, StyleSpecification } from 'maplibre-gl'
import { isBaseSource, slots } from './base-style.ts'

/** Draws another base map under what features have put on a living map; what is the same stays untouched. */
export function restyleBase(map: MapLibreMap, next: StyleSpecification): void {
  map.setStyle(next, {
    validate: false,
    transformStyle: (former, style) => (former ? keepFeatures(former, style) : style),
  })
}

/** The new base with the features of the former style, each below the anchor of its slot. */
export function keepFeatures(
  former: StyleSpecification,
  next: StyleSpecification,
): StyleSpecification {
  const kept = new Map<string, LayerSpecification[]>()
  let waiting: LayerSpecification[] = []
  for (const layer of former.layers) {
    if (isAnchor(layer)) {
      kept.set(layer.id, waiting)
      waiting = []
    } else if (isFeature(layer)) waiting.push(layer)
  }
  const sources = Object.entries(former.sources).filter(([id]) => !isBaseSource(id))
  return {
    ...next,
    sources: { ...Object.fromEntries(sources), ...next.sources },
    layers: next.layers.flatMap((layer) => [...(kept.get(layer.id) ?? []), layer]).concat(waiting),
  }
}

const isAnchor = ({ id }: LayerSpecification) => slots.some((slot) => slot === id)

const isFeature = (layer: LayerSpecification) => 'source' in layer && !isBaseSource(layer.source)
