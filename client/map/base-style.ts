import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Language } from '../lib/i18n.svelte.ts'
import { labelLayers } from './label-layers.ts'
import type { Palette } from './palette.ts'

/** Heights in the stack that features draw at; each is the id of an empty layer of the base style. */
export const slots = ['areas', 'tours', 'points', 'top'] as const
export type Slot = (typeof slots)[number]

const BASE = 'base'

/** Street width in pixels by class at zoom 8, 12, 16 and 20 (exponential between). */
const widths: Record<string, [number, number, number, number]> = {
  motorway: [1.2, 3.2, 9, 44],
  trunk: [1.1, 3, 8.5, 40],
  primary: [0.9, 2.6, 8, 36],
  secondary: [0.5, 1.9, 7, 32],
  tertiary: [0.3, 1.3, 6, 28],
  residential: [0.1, 0.7, 4.6, 22],
}

/**
 * The base map: land, water, streets with casings, rail, buildings and labels from the server's own tiles. No
 * glyphs are fetched: letters are drawn with the fonts of this machine. Layer ids do not depend on the
 * palette or the language, so that both can be changed on a living map.
 */
export function baseStyle(palette: Palette, language: Language): StyleSpecification {
  return {
    version: 8,
    sources: {
      [BASE]: {
        type: 'vector',
        tiles: [`${location.origin}/api/v1/tiles/base/{z}/{x}/{y}.mvt`],
        minzoom: 4,
        maxzoom: 16,
      },
    },
    layers: [
      { id: 'land', type: 'background', paint: { 'background-color': palette.land } },
      ...groundLayers(palette),
      anchor('areas'),
      ...streetLayers(palette),
      ...labelLayers(palette, language),
      anchor('tours'),
      anchor('points'),
      anchor('top'),
    ],
  }
}

function anchor(id: Slot): LayerSpecification {
  return { id, type: 'background', layout: { visibility: 'none' } }
}

function groundLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'ground',
      type: 'fill',
      source: BASE,
      'source-layer': 'land',
      paint: {
        'fill-color': [
          'match',
          ['get', 'kind'],
          [
            'park',
            'garden',
            'grass',
            'forest',
            'wood',
            'farmland',
            'meadow',
            'orchard',
            'cemetery',
          ],
          palette.green,
          palette.built,
        ],
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 6, 0.5, 11, 1],
      },
    },
    {
      id: 'water',
      type: 'fill',
      source: BASE,
      'source-layer': 'water',
      paint: { 'fill-color': palette.water },
    },
    {
      id: 'water-line',
      type: 'line',
      source: BASE,
      'source-layer': 'water_lines',
      paint: { 'line-color': palette.waterLine, 'line-width': byZoom([0.6, 1.4, 4, 12]) },
    },
    {
      id: 'building',
      type: 'fill',
      source: BASE,
      'source-layer': 'buildings',
      minzoom: 14,
      paint: {
        'fill-color': palette.building,
        'fill-outline-color': palette.buildingEdge,
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 14, 0, 15, 1],
      },
    },
  ]
}

function streetLayers(palette: Palette): LayerSpecification[] {
  const classes = ['residential', 'tertiary', 'secondary', 'primary', 'trunk', 'motorway']
  return [
    {
      id: 'bridge',
      type: 'fill',
      source: BASE,
      'source-layer': 'bridges',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.building },
    },
    {
      id: 'path',
      type: 'line',
      source: BASE,
      'source-layer': 'streets',
      minzoom: 14,
      filter: [
        'in',
        ['get', 'kind'],
        ['literal', ['footway', 'path', 'cycleway', 'steps', 'pedestrian', 'track']],
      ],
      paint: { 'line-color': palette.path, 'line-width': 1.4 },
    },
    ...classes.map((kind) => streetLayer(palette, kind, 'casing')),
    ...classes.map((kind) => streetLayer(palette, kind, 'fill')),
    {
      id: 'rail',
      type: 'line',
      source: BASE,
      'source-layer': 'rail',
      minzoom: 9,
      paint: { 'line-color': palette.rail, 'line-width': byZoom([0.5, 1, 2, 4]) },
    },
  ]
}

function streetLayer(palette: Palette, kind: string, part: 'casing' | 'fill'): LayerSpecification {
  const width = widths[kind] ?? [0, 0, 0, 0]
  const [fill, edge] = streetColours(palette, kind)
  const casing = part === 'casing'
  return {
    id: `street-${kind}-${part}`,
    type: 'line',
    source: BASE,
    'source-layer': 'streets',
    minzoom: kind === 'residential' ? 12 : 6,
    filter: kindFilter(kind),
    layout: { 'line-cap': casing ? 'butt' : 'round', 'line-join': 'round' },
    paint: {
      'line-color': casing ? edge : fill,
      'line-width': byZoom(width.map((w) => (casing ? w + 1.4 : w))),
      'line-opacity': casing ? ['interpolate', ['linear'], ['zoom'], 8, 0.4, 12, 1] : 1,
    },
  }
}

function kindFilter(kind: string): ExpressionSpecification {
  const kinds =
    kind === 'residential' ? [kind, 'unclassified', 'service', 'living_street', 'busway'] : [kind]
  return ['in', ['get', 'kind'], ['literal', kinds]]
}

function streetColours(palette: Palette, kind: string): [string, string] {
  if (kind === 'motorway' || kind === 'trunk') return [palette.motorway, palette.motorwayEdge]
  if (kind === 'primary' || kind === 'secondary') return [palette.major, palette.majorEdge]
  return [palette.street, palette.streetEdge]
}

function byZoom(widths: readonly number[]): ExpressionSpecification {
  const [z8 = 0, z12 = 0, z16 = 0, z20 = 0] = widths
  return ['interpolate', ['exponential', 1.5], ['zoom'], 8, z8, 12, z12, 16, z16, 20, z20]
}
