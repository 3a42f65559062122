import type { Tags } from '../../osm/index.ts'
import { MAX_ZOOM, type Draft, type Properties, type Rule } from './draft.ts'
import { isNamed, namesOf } from './names.ts'

/** Value of `place` → first zoom and the people who live there when nobody has counted. */
const settlements: Readonly<Record<string, { zoom: number; population: number }>> = {
  city: { zoom: 6, population: 100_000 },
  town: { zoom: 7, population: 5_000 },
  village: { zoom: 10, population: 100 },
  hamlet: { zoom: 10, population: 50 },
  suburb: { zoom: 10, population: 1_000 },
  quarter: { zoom: 10, population: 500 },
  neighbourhood: { zoom: 10, population: 100 },
  isolated_dwelling: { zoom: 10, population: 5 },
  farm: { zoom: 10, population: 5 },
  island: { zoom: 10, population: 0 },
  locality: { zoom: 10, population: 0 },
}
const inhabited = new Set(['city', 'town', 'village', 'hamlet'])

/** Names of cities, towns and what is in and between them. */
export const drawPlaces: Rule = (tags, form) => {
  const place = tags['place']
  const names = namesOf(tags)
  if (form !== 'point' || place === undefined || !isNamed(names)) return []
  if (!Object.hasOwn(settlements, place)) return []
  const { zoom, population } = settlements[place] as { zoom: number; population: number }
  const counted = countOf(tags['population']) ?? population
  const capital = inhabited.has(place) ? capitalOf(tags) : undefined
  const properties = { kind: capital ?? place, ...names, population: counted }
  const minZoom = capital === undefined ? zoom : 4
  return [{ layer: 'place_labels', form, minZoom, properties, order: -counted }]
}

function capitalOf({ capital }: Tags): string | undefined {
  if (capital === 'yes') return 'capital'
  return capital === '4' ? 'state_capital' : undefined
}

/** `12,345` and `12 345` are written as well as `12345`. */
function countOf(text: string | undefined): number | undefined {
  const count = Number(text?.replace(/[,\s]/g, '') ?? NaN)
  return Number.isInteger(count) && count >= 0 && count < 1e10 ? count : undefined
}

const ropeways = new Map([
  ['rope_tow', 'rope-tow'],
  ...['cable_car', 'gondola', 'goods', 'chair_lift', 'drag_lift', 't-bar', 'j-bar', 'platter'].map(
    (kind) => [kind, kind] as const,
  ),
])

/** Ferries, ropeways and bridge decks. */
export const drawCrossings: Rule = (tags, form) => {
  if (form === 'area')
    return tags['man_made'] === 'bridge'
      ? [{ layer: 'bridges', form, minZoom: 12, properties: { kind: 'bridge' } }]
      : []
  if (form === 'point') return []
  const drafts: Draft[] = []
  const ropeway = ropeways.get(tags['aerialway'] ?? '')
  if (ropeway !== undefined)
    drafts.push({ layer: 'aerialways', form, minZoom: 12, properties: { kind: ropeway } })
  if (tags['route'] === 'ferry') {
    const minZoom = tags['motor_vehicle'] === 'no' ? 12 : 10
    const properties = { kind: 'ferry', ...namesOf(tags) }
    drafts.push({ layer: 'ferries', form, minZoom, properties, merged: true })
  }
  return drafts
}

/** Buildings with the numbers on their doors. */
export const drawBuildings: Rule = (tags, form) => {
  const { building } = tags
  if (form !== 'area' || building === undefined || building === 'no') return []
  return [{ layer: 'buildings', form, minZoom: MAX_ZOOM, properties: {} }]
}

/** The address of what is no point of interest: those tell theirs themselves. */
export function drawAddress(tags: Tags, form: 'point' | 'centre'): Draft[] {
  const properties = addressOf(tags)
  if (Object.keys(properties).length === 0) return []
  return [{ layer: 'addresses', form, minZoom: MAX_ZOOM, properties }]
}

export function addressOf(tags: Tags): Properties {
  const number = tags['addr:housenumber']
  const name = tags['addr:housename']
  return { ...(number ? { housenumber: number } : {}), ...(name ? { housename: name } : {}) }
}
