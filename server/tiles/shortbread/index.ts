import type { Tags } from '../../osm/index.ts'
import type { Draft, Rule } from './draft.ts'
import { drawLand, drawSites } from './land.ts'
import { drawBuildings, drawCrossings, drawPlaces } from './places.ts'
import { drawPoints } from './pois.ts'
import { drawStreets } from './streets.ts'
import { drawWater } from './water.ts'

const rules: readonly Rule[] = [
  drawBuildings,
  drawStreets,
  drawLand,
  drawWater,
  drawSites,
  drawPoints,
  drawPlaces,
  drawCrossings,
]

/** What an object's tags put on the map. */
export function drawTags(tags: Tags, form: 'point' | 'line' | 'area'): Draft[] {
  return rules.flatMap((rule) => rule(tags, form))
}

/** Keys whose closed ways enclose a surface, unless they say that they do not. */
const areaKeys = [
  'building',
  'landuse',
  'natural',
  'leisure',
  'amenity',
  'wetland',
  'tourism',
  'shop',
  'military',
  'historic',
  'office',
  'area:aeroway',
]
const areaPairs: Readonly<Record<string, readonly string[]>> = {
  waterway: ['riverbank', 'dock', 'canal', 'dam'],
  man_made: ['bridge', 'pier', 'breakwater', 'groyne', 'wastewater_plant', 'water_works', 'tower'],
  aeroway: ['aerodrome', 'helipad'],
  railway: ['station'],
}

/** Whether a closed way is a surface rather than a round trip. */
export function isArea(tags: Tags): boolean {
  if (tags['area'] !== undefined) return tags['area'] !== 'no'
  if (areaKeys.some((key) => tags[key] !== undefined && tags[key] !== 'no'))
    return tags['natural'] !== 'coastline'
  return Object.entries(areaPairs).some(([key, values]) => values.includes(tags[key] ?? ''))
}

export { layerNames, MAX_ZOOM, type Draft, type LayerName, type Properties } from './draft.ts'
export { boundaryLevelOf, drawBoundary, drawBoundaryLabel, isDisputed } from './boundaries.ts'
