import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
  LineLayerSpecification,
  Map as MapLibre,
  SymbolLayerSpecification,
} from 'maplibre-gl'
import { arrowImage } from './arrow-image.ts'

/** How the legs of tours in a source are drawn. Features carry `estimated`. */
export interface LegLook {
  /** Of the line along streets; the others are named after it. */
  readonly id: string
  readonly source: string
  /** Which features are legs. */
  readonly isLeg: ExpressionSpecification
  /** Behind others: neither rim nor arrows. */
  readonly faint?: ExpressionSpecification
  readonly width: ExpressionSpecification
  readonly opacity: ExpressionSpecification
  readonly colour: DataDrivenPropertyValueSpecification<string>
  /** The higher lies above. */
  readonly order?: ExpressionSpecification
}

const estimated: ExpressionSpecification = ['boolean', ['get', 'estimated'], false]
/** From here on there is room for arrows between the stops. */
const ARROWS_FROM_ZOOM = 13
const RIM = 2.6
const ARROW = 'leg-arrow'

/**
 * Lines along streets with a rim that sets them off from the streets, and dashes for estimates; arrows show the way.
 * The ground's colour is set by `tintLegs`.
 */
export function legLayers(look: LegLook): (LineLayerSpecification | SymbolLayerSpecification)[] {
  const { id, source, isLeg, faint = ['literal', false], width, opacity, colour } = look
  const clear: ExpressionSpecification = ['all', isLeg, ['!', faint]]
  const layer = (
    suffix: string,
    filter: ExpressionSpecification,
    paint: LineLayerSpecification['paint'],
  ): LineLayerSpecification => ({
    id: `${id}${suffix}`,
    type: 'line',
    source,
    filter,
    layout: {
      'line-join': 'round',
      'line-cap': paint?.['line-dasharray'] ? 'butt' : 'round',
      ...(look.order ? { 'line-sort-key': look.order } : {}),
    },
    paint: { 'line-color': colour, 'line-width': width, 'line-opacity': opacity, ...paint },
  })
  return [
    layer('-rim', ['all', clear, ['!', estimated]], {
      'line-width': ['+', width, RIM],
      'line-opacity': 0.75,
    }),
    layer('', ['all', isLeg, ['!', estimated]], {}),
    layer('-estimated', ['all', isLeg, estimated], { 'line-dasharray': [2, 1.5] }),
    {
      id: `${id}-arrow`,
      type: 'symbol',
      source,
      minzoom: ARROWS_FROM_ZOOM,
      filter: clear,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 100,
        'icon-image': ARROW,
        'icon-keep-upright': false,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-color': colour, 'icon-halo-width': 1.6 },
    },
  ]
}

/** Gives rims and the halos of arrows the colour of the ground, and the map its arrow. */
export function tintLegs(map: MapLibre, id: string, ground: string): void {
  if (!map.hasImage(ARROW)) map.addImage(ARROW, arrowImage(), { sdf: true, pixelRatio: 2 })
  map.setPaintProperty(`${id}-rim`, 'line-color', ground)
  map.setPaintProperty(`${id}-arrow`, 'icon-halo-color', ground)
}
