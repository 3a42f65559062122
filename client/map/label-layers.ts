import type {
  ExpressionSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'
import type { Language } from '../lib/i18n.svelte.ts'
import type { Palette } from './palette.ts'

/** Drawn from the machine's own fonts; Chinese letters come from `localFonts`. */
export const mapFont = ['sans-serif']
export const boldMapFont = ['Noto Sans Bold']
export const localFonts =
  "'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif"

/** The base map's names in the language of the page, where the map has them. */
export function nameIn(language: Language): ExpressionSpecification {
  return language === 'en'
    ? ['coalesce', ['get', 'name_en'], ['get', 'name']]
    : ['coalesce', ['get', 'name'], ['get', 'name_en']]
}

export function labelLayers(palette: Palette, language: Language): LayerSpecification[] {
  const halo = { 'text-halo-color': palette.labelHalo, 'text-halo-width': 1.4 }
  return [
    lineLabel('street-label-major', 11, ['motorway', 'trunk', 'primary', 'secondary']),
    lineLabel('street-label-minor', 14.5, ['tertiary', 'residential']),
    {
      id: 'water-label',
      type: 'symbol',
      source: 'base',
      'source-layer': 'water_lines',
      minzoom: 9,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 500,
        'text-field': nameIn(language),
        'text-font': mapFont,
        'text-size': 12,
        'text-letter-spacing': 0.2,
      },
      paint: { ...halo, 'text-color': palette.labelWater },
    },
    placeLabel(
      'place-label-small',
      12.5,
      ['neighbourhood', 'quarter', 'locality', 'hamlet'],
      11,
      palette.labelQuiet,
    ),
    placeLabel(
      'place-label-middle',
      9,
      ['suburb', 'town', 'village', 'district', 'borough'],
      13,
      palette.label,
    ),
    placeLabel('place-label-large', 5, ['city', 'state', 'county'], 16, palette.label),
  ]

  function lineLabel(id: string, minzoom: number, kinds: string[]): SymbolLayerSpecification {
    return {
      id,
      type: 'symbol',
      source: 'base',
      'source-layer': 'streets',
      minzoom,
      filter: ['in', ['get', 'kind'], ['literal', kinds]],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 380,
        'text-field': nameIn(language),
        'text-font': mapFont,
        'text-size': ['interpolate', ['linear'], ['zoom'], 12, 10.5, 17, 13],
        'text-max-angle': 30,
        'text-padding': 6,
      },
      paint: { ...halo, 'text-color': palette.labelQuiet },
    }
  }

  function placeLabel(
    id: string,
    minzoom: number,
    kinds: string[],
    size: number,
    colour: string,
  ): SymbolLayerSpecification {
    return {
      id,
      type: 'symbol',
      source: 'base',
      'source-layer': 'place_labels',
      minzoom,
      filter: ['in', ['get', 'kind'], ['literal', kinds]],
      layout: {
        'text-field': nameIn(language),
        'text-font': size > 12 ? boldMapFont : mapFont,
        'text-size': ['interpolate', ['linear'], ['zoom'], 8, size - 1, 14, size + 2],
        'text-letter-spacing': 0.06,
        'text-max-width': 8,
        'text-padding': 8,
      },
      paint: { ...halo, 'text-color': colour },
    }
  }
}
