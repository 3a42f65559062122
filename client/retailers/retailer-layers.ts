import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { boldMapFont, mapFont } from '../map/label-layers.ts'
import type { Palette } from '../map/palette.ts'

export const SHOPS = 'shops'
/** From this zoom on the tiles have every shop as a point. */
const NEAR = 13

const isCluster: ExpressionSpecification = ['has', 'count']
const state = (name: string): ExpressionSpecification => ['boolean', ['feature-state', name], false]
const count: ExpressionSpecification = ['to-number', ['get', 'count'], 1]

/** Paint per layer, apart from the layers, because the theme changes it on a living map. */
export function retailerPaint(palette: Palette) {
  return {
    'shop-cluster': {
      'circle-color': palette.cluster,
      'circle-opacity': 0.86,
      'circle-stroke-color': palette.cluster,
      'circle-stroke-opacity': 0.22,
      'circle-stroke-width': 4,
      'circle-radius': ['interpolate', ['linear'], ['ln', count], 0.7, 8, 3, 12, 5, 17, 8, 26],
    },
    'shop-count': { 'text-color': palette.clusterText },
    'shop-point': {
      'circle-color': [
        'case',
        state('selected'),
        palette.selected,
        ['==', ['get', 'status'], 'active'],
        palette.shop,
        palette.shopOff,
      ],
      'circle-radius': [
        'interpolate',
        ['linear'],
        ['zoom'],
        12,
        ['case', state('selected'), 6, state('hovered'), 5, 3],
        16,
        ['case', state('selected'), 9, state('hovered'), 8, 6],
      ],
      'circle-stroke-color': palette.shopRim,
      'circle-stroke-width': ['case', state('selected'), 2.5, 1.2],
    },
    'shop-name': {
      'text-color': palette.label,
      'text-halo-color': palette.labelHalo,
      'text-halo-width': 1.4,
    },
  } as const
}

/** @param clusters whether to draw those too */
export function retailerLayers(palette: Palette, clusters: boolean): LayerSpecification[] {
  const paint = retailerPaint(palette)
  const from = { source: SHOPS, 'source-layer': 'retailers' } as const
  const layers: LayerSpecification[] = [
    {
      id: 'shop-point',
      type: 'circle',
      ...from,
      filter: ['!', isCluster],
      paint: paint['shop-point'] as never,
    },
    {
      id: 'shop-name',
      type: 'symbol',
      ...from,
      minzoom: 15.5,
      filter: ['!', isCluster],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': mapFont,
        'text-size': 11,
        'text-anchor': 'top',
        'text-offset': [0, 0.8],
        'text-max-width': 9,
        'text-optional': true,
      },
      paint: paint['shop-name'],
    },
    {
      id: 'shop-cluster',
      type: 'circle',
      ...from,
      filter: isCluster,
      paint: paint['shop-cluster'] as never,
    },
    {
      id: 'shop-count',
      type: 'symbol',
      ...from,
      filter: isCluster,
      layout: {
        'text-field': ['to-string', ['get', 'count']],
        'text-font': boldMapFont,
        'text-size': ['interpolate', ['linear'], ['ln', count], 0.7, 10, 8, 13],
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: paint['shop-count'],
    },
  ]
  if (clusters) return layers
  // Farther away, the few shops that are in no cluster would stand for all.
  return layers
    .filter(({ id }) => id === 'shop-point' || id === 'shop-name')
    .map((layer) => ({ ...layer, minzoom: Math.max(layer.minzoom ?? 0, NEAR) }))
}
