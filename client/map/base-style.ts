import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { BaseMapDescription } from '../../shared/tiles.ts'
import type { Language } from '../lib/i18n.svelte.ts'
import { baseColours } from './base-colours.ts'
import type { StyleBuilder } from './base-map.svelte.ts'
import { labelText, plainLabel } from './label-layers.ts'
import type { Palette } from './palette.ts'

/** Heights in the stack that features draw at; each is the id of an empty layer of the base style. */
export const slots = ['areas', 'tours', 'points', 'top'] as const
export type Slot = (typeof slots)[number]

/** The source of vector tiles; with a number, that of a layer of pictures. */
const BASE = 'base'
export const isBaseSource = (id: string): boolean => id === BASE || id.startsWith(`${BASE}-`)

const TILES = '/api/v1/tiles'

/** Groups that would compete with people and shops, or that need pictures. */
const left = {
  pois: false,
  markings: false,
  transit: { stops: false, aerialways: false },
  labels: { streets: { exits: false } },
}

export interface BaseLook {
  readonly about: BaseMapDescription | undefined
  /** For vector tiles. */
  readonly build: StyleBuilder | undefined
  readonly palette: Palette
  readonly language: Language
  readonly dark: boolean
}

/**
 * The base map: the bare land until something is known, else the server's own tiles. Nothing else is fetched: no
 * glyphs, no pictures; letters are drawn with the fonts of this machine. Areas lie under the streets, all other
 * features over the names.
 */
export function baseStyle(look: BaseLook): StyleSpecification {
  const { ground, streets } = drawnLayers(look)
  return {
    version: 8,
    sources: baseSources(look.about),
    layers: [
      { id: 'land', type: 'background', paint: { 'background-color': look.palette.land } },
      ...ground,
      anchor('areas'),
      ...streets,
      anchor('tours'),
      anchor('points'),
      anchor('top'),
    ],
  }
}

const anchor = (id: Slot): LayerSpecification => ({
  id,
  type: 'background',
  layout: { visibility: 'none' },
})

/** The version is part of the address, so that other tiles are other addresses. */
function baseSources(about: BaseMapDescription | undefined): StyleSpecification['sources'] {
  if (!about || about.kind === 'none') return {}
  const { minZoom: minzoom, maxZoom: maxzoom, bounds, version } = about
  const common = { minzoom, maxzoom, bounds }
  const tilesAt = (path: string) => [
    `${location.origin}${TILES}/${path}?v=${encodeURIComponent(version)}`,
  ]
  if (about.kind === 'vector')
    return { [BASE]: { type: 'vector', tiles: tilesAt('base/{z}/{x}/{y}.mvt'), ...common } }
  const { tileSize } = about
  return Object.fromEntries(
    pictureLayers(about.layers).map((id, layer) => {
      const tiles = tilesAt(`raster/${layer}/{z}/{x}/{y}`)
      return [id, { type: 'raster', tiles, tileSize, ...common }]
    }),
  )
}

/** A layer and its source have the same name. */
const pictureLayers = (count: number): string[] =>
  Array.from({ length: count }, (_, layer) => `${BASE}-${layer}`)

interface Drawn {
  /** Under areas. */
  readonly ground: LayerSpecification[]
  /** Streets, borders and names. */
  readonly streets: LayerSpecification[]
}

function drawnLayers({ about, build, palette, language, dark }: BaseLook): Drawn {
  if (about?.kind === 'raster')
    return { ground: pictureLayers(about.layers).map((id) => pictureLayer(id, dark)), streets: [] }
  if (about?.kind !== 'vector' || !build) return { ground: [], streets: [] }
  const { layers } = build({
    theme: dark ? 'gray-dark' : 'gray',
    colors: baseColours(palette),
    layers: left,
    text: labelText,
    // Our source takes the place of theirs; this builder wants one named all the same.
    urls: about.schema === 'protomaps' ? { protomaps: TILES } : {},
  })
  const middle = layers.findIndex(({ id }) => id === 'slot-below-streets')
  const own = (drawn: LayerSpecification[]) =>
    drawn.flatMap((layer) => ownLayer(layer, palette, language))
  return { ground: own(layers.slice(0, middle)), streets: own(layers.slice(middle)) }
}

/** A built layer on our source and without pictures; none of what would be left of a layer of pictures. */
function ownLayer(
  layer: LayerSpecification,
  palette: Palette,
  language: Language,
): LayerSpecification[] {
  if (layer.type === 'background') return []
  if (layer.type === 'symbol') return plainLabel({ ...layer, source: BASE }, palette, language)
  if (layer.type === 'fill' && layer.paint?.['fill-pattern'] !== undefined) return []
  if (layer.id.startsWith('land-')) return [groundLayer(layer)]
  return [{ ...layer, source: BASE }]
}

/** Land of all kinds begins where its tiles have it: with fields but without parks, land looks torn. */
function groundLayer({ minzoom: _, ...layer }: LayerSpecification): LayerSpecification {
  const { 'fill-opacity': __, ...paint } = (layer.paint ?? {}) as Record<string, unknown>
  return { ...layer, source: BASE, paint } as LayerSpecification
}

/** A picture of somebody else's colours, toned down behind people and shops. */
const pictureLayer = (id: string, dark: boolean): LayerSpecification => ({
  id,
  type: 'raster',
  source: id,
  paint: {
    'raster-saturation': dark ? -0.6 : -0.25,
    'raster-brightness-max': dark ? 0.55 : 1,
    'raster-fade-duration': 150,
  },
})
