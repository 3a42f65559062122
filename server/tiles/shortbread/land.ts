import { kindOf, type Rule } from './draft.ts'

const at10 = [
  'residential',
  'industrial',
  'commercial',
  'garages',
  'retail',
  'railway',
  'landfill',
  'brownfield',
  'greenfield',
  'farmyard',
  'farmland',
]
const at11 = [
  'grass',
  'meadow',
  'orchard',
  'vineyard',
  'allotments',
  'village_green',
  'recreation_ground',
  'greenhouse_horticulture',
  'plant_nursery',
  'quarry',
]
const from = (zoom: number, kinds: readonly string[]) =>
  Object.fromEntries(kinds.map((kind) => [kind, { zoom, kind }]))

/** Key → value → first zoom, and the kind where it is not the value. */
const grounds = {
  landuse: {
    forest: { zoom: 7, kind: 'forest' },
    cemetery: { zoom: 13, kind: 'cemetery' },
    ...from(10, at10),
    ...from(11, at11),
  },
  natural: {
    wood: { zoom: 7, kind: 'forest' },
    ...from(10, ['sand', 'beach']),
    ...from(11, ['heath', 'scrub', 'grassland', 'bare_rock', 'scree', 'shingle']),
  },
  wetland: from(11, ['swamp', 'bog', 'string_bog', 'wet_meadow', 'marsh']),
  leisure: from(11, ['golf_course', 'park', 'garden', 'playground', 'miniature_golf']),
  amenity: from(13, ['grave_yard']),
}

/** Ground cover and use. */
export const drawLand: Rule = (tags, form) => {
  const found = form === 'area' ? kindOf(tags, grounds) : undefined
  if (!found) return []
  const { zoom, kind } = found.entry
  return [{ layer: 'land', form: 'area', minZoom: zoom, properties: { kind } }]
}

const places = {
  military: ['danger_area'],
  leisure: ['sports_centre'],
  amenity: ['university', 'college', 'school', 'hospital', 'prison', 'parking', 'bicycle_parking'],
  landuse: ['construction'],
}

/** Grounds of one use that lie above the land and below buildings. */
export const drawSites: Rule = (tags, form) => {
  if (form !== 'area') return []
  for (const [key, kinds] of Object.entries(places)) {
    const kind = tags[key]
    if (kind !== undefined && kinds.includes(kind))
      return [{ layer: 'sites', form: 'area', minZoom: 14, properties: { kind } }]
  }
  return []
}
