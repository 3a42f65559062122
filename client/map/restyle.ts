import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Language } from '../lib/i18n.svelte.ts'
import { baseStyle } from './base-style.ts'
import type { Palette } from './palette.ts'

/** Repaints and renames the base layers of a living map; the layers of features stay as they are. */
export function restyleBase(map: MapLibreMap, palette: Palette, language: Language): void {
  for (const layer of baseStyle(palette, language).layers) {
    for (const [name, value] of Object.entries(layer.paint ?? {}))
      map.setPaintProperty(layer.id, name as never, value as never)
    if (layer.type === 'symbol')
      map.setLayoutProperty(layer.id, 'text-field', layer.layout?.['text-field'])
  }
}
