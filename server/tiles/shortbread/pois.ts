import type { Tags } from '../../osm/index.ts'
import { MAX_ZOOM, type Draft, type Properties, type Rule } from './draft.ts'
import { namesOf } from './names.ts'
import { addressOf, drawAddress } from './places.ts'
import { poiKinds } from './poi-kinds.ts'

/** Points of interest, stops and addresses: points, and areas by their middle. */
export const drawPoints: Rule = (tags, form) => {
  if (form === 'line') return []
  const place = form === 'area' ? 'centre' : form
  const pois = drawPoi(tags, place)
  return [...drawStop(tags, place), ...(pois.length > 0 ? pois : drawAddress(tags, place))]
}

function drawPoi(tags: Tags, form: 'point' | 'centre'): Draft[] {
  const kinds: Record<string, string> = {}
  for (const [key, values] of Object.entries(poiKinds)) {
    const value = tags[key]
    if (value !== undefined && values.has(value)) kinds[key] = value
  }
  if (Object.keys(kinds).length === 0) return []
  const properties = { ...kinds, ...namesOf(tags), ...addressOf(tags), ...detailsOf(tags) }
  // Where not all fit, what people look for comes before benches: the unnamed are written last.
  const order = tags['name'] === undefined ? 1 : 0
  return [{ layer: 'pois', form, minZoom: MAX_ZOOM, properties, order }]
}

/** Key of a detail → the values of a key for which it is told. */
const details: [detail: string, key: string, values: string[]][] = [
  ['cuisine', 'amenity', ['restaurant', 'fast_food', 'pub', 'bar', 'cafe']],
  ['sport', 'leisure', ['pitch', 'sports_centre']],
  ['vending', 'amenity', ['vending_machine']],
  ['information', 'tourism', ['information']],
  ['tower:type', 'man_made', ['tower']],
  ['religion', 'amenity', ['place_of_worship']],
  ['denomination', 'amenity', ['place_of_worship']],
]
const flags: [flag: string, amenity: string][] = [
  ['recycling:glass_bottles', 'recycling'],
  ['recycling:paper', 'recycling'],
  ['recycling:clothes', 'recycling'],
  ['recycling:scrap_metal', 'recycling'],
  ['atm', 'bank'],
]

function detailsOf(tags: Tags): Properties {
  const found: Record<string, string | boolean> = {}
  for (const [detail, key, values] of details) {
    const value = tags[detail]
    if (value !== undefined && values.includes(tags[key] ?? '')) found[detail] = value
  }
  for (const [flag, amenity] of flags)
    if (tags[flag] === 'yes' && tags['amenity'] === amenity) found[flag] = true
  return found
}

/** Key → value → first zoom of a stop, station or airfield. */
const stops: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  aeroway: { aerodrome: 11, helipad: 13 },
  railway: { station: 13, halt: 13, tram_stop: 14 },
  amenity: { bus_station: 13, ferry_terminal: 12 },
  highway: { bus_stop: 14 },
  aerialway: { station: 13 },
}

function drawStop(tags: Tags, form: 'point' | 'centre'): Draft[] {
  for (const [key, zooms] of Object.entries(stops)) {
    const value = tags[key]
    if (value === undefined || !Object.hasOwn(zooms, value)) continue
    const kind = key === 'aerialway' ? 'aerialway_station' : value
    const iata = kind === 'aerodrome' && tags['iata'] ? { iata: tags['iata'] } : {}
    const properties = { kind, ...namesOf(tags), ...iata }
    return [{ layer: 'public_transport', form, minZoom: zooms[value] ?? MAX_ZOOM, properties }]
  }
  return []
}
