import type {
  CircleLayerSpecification,
  ExpressionSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'
import { boldMapFont } from '../map/label-layers.ts'
import { STOP_RADIUS } from '../map/stop-image.ts'

const isPoint: ExpressionSpecification = ['==', ['geometry-type'], 'Point']
const isStart: ExpressionSpecification = ['boolean', ['get', 'start'], false]
const isStop: ExpressionSpecification = ['all', isPoint, ['!', isStart]]
const faint: ExpressionSpecification = ['get', 'faint']
const marked: ExpressionSpecification = [
  'any',
  ['boolean', ['feature-state', 'selected'], false],
  ['boolean', ['feature-state', 'hovered'], false],
]
/** The sooner stop lies above. */
const sooner: ExpressionSpecification = ['-', 0, ['to-number', ['get', 'number']]]

/**
 * Where tours start, and their stops: a dot each that answers to the pointer, over it a disc with the number, and over all of
 * them the stop in question, larger.
 */
export const stopLayers: (CircleLayerSpecification | SymbolLayerSpecification)[] = [
  {
    id: 'plan-start',
    type: 'circle',
    source: 'plan',
    filter: isStart,
    paint: {
      'circle-radius': ['case', faint, 3, 5],
      'circle-stroke-color': ['get', 'hue'],
      'circle-stroke-width': ['case', faint, 1.4, 3],
      'circle-stroke-opacity': ['case', faint, 0.35, 1],
    },
  },
  {
    id: 'plan-stop',
    type: 'circle',
    source: 'plan',
    filter: isStop,
    layout: { 'circle-sort-key': ['case', faint, -1000, sooner] },
    paint: {
      'circle-color': ['get', 'hue'],
      'circle-radius': ['case', faint, 5, STOP_RADIUS],
      'circle-opacity': ['case', faint, 0.45, 1],
      'circle-stroke-opacity': ['case', faint, 0.45, 1],
      'circle-stroke-width': 1.6,
    },
  },
  {
    id: 'plan-disc',
    type: 'symbol',
    source: 'plan',
    filter: ['all', isStop, ['!', faint]],
    layout: {
      'icon-image': ['get', 'image'],
      'icon-allow-overlap': true,
      'icon-padding': 0,
      'symbol-sort-key': sooner,
    },
  },
  {
    id: 'plan-marked',
    type: 'circle',
    source: 'plan',
    filter: isStop,
    paint: {
      'circle-color': ['get', 'hue'],
      'circle-radius': STOP_RADIUS + 3,
      'circle-opacity': ['case', marked, 1, 0],
      'circle-stroke-opacity': ['case', marked, 1, 0],
      'circle-stroke-width': ['case', ['get', 'broken'], 3, 2],
    },
  },
  {
    id: 'plan-marked-number',
    type: 'symbol',
    source: 'plan',
    filter: isStop,
    layout: {
      'text-field': ['get', 'number'],
      'text-font': boldMapFont,
      'text-size': 12,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-opacity': ['case', marked, 1, 0] },
  },
]
