import type { Tags } from '../../osm/index.ts'
import { MAX_ZOOM, type Draft, type Properties, type Rule } from './draft.ts'
import { isNamed, levelOf, namesOf, passageOf } from './names.ts'

interface Class {
  /** First zoom of the line, of its label, and of the label of its link road. */
  readonly line: number
  readonly label: number
  readonly link?: number
  /** Greater is drawn later, above the others. */
  readonly rank: number
}

const minor = (line: number, rank: number): Class => ({ line, label: 14, rank })

const highways: Readonly<Record<string, Class>> = {
  motorway: { line: 5, label: 10, link: 13, rank: 19 },
  trunk: { line: 6, label: 12, link: 13, rank: 18 },
  primary: { line: 8, label: 12, link: 13, rank: 17 },
  secondary: { line: 9, label: 13, link: 13, rank: 16 },
  tertiary: { line: 10, label: 13, link: 14, rank: 15 },
  unclassified: minor(12, 14),
  residential: minor(12, 13),
  busway: minor(12, 12),
  bus_guideway: minor(12, 12),
  living_street: minor(13, 11),
  pedestrian: minor(13, 10),
  service: minor(13, 9),
  track: minor(13, 8),
  cycleway: minor(13, 7),
  footway: minor(13, 6),
  path: minor(13, 5),
  steps: minor(13, 4),
}
const runways: Readonly<Record<string, Class>> = {
  runway: { line: 11, label: 11, rank: 3 },
  taxiway: { line: 13, label: 13, rank: 2 },
}
const railways: Readonly<Record<string, Class>> = {
  rail: { line: 8, label: 10, rank: 24 },
  narrow_gauge: { line: 8, label: 10, rank: 23 },
  tram: { line: 10, label: 10, rank: 22 },
  light_rail: { line: 10, label: 10, rank: 22 },
  funicular: { line: 10, label: 10, rank: 22 },
  subway: { line: 10, label: 10, rank: 21 },
  monorail: { line: 10, label: 10, rank: 25 },
}

/** Roads, paths, runways and railways with their labels. */
export const drawStreets: Rule = (tags, form) => {
  if (form === 'line') return drawLines(tags)
  if (form === 'area') return drawStreetArea(tags)
  if (tags['highway'] !== 'motorway_junction') return []
  const properties = { kind: 'motorway_junction', ...textOf(tags) }
  return [{ layer: 'street_labels_points', form, minZoom: 12, properties }]
}

function drawLines(tags: Tags): Draft[] {
  const { highway, railway, aeroway } = tags
  const plain = highway?.replace(/_link$/, '')
  if (plain !== undefined && Object.hasOwn(highways, plain))
    return drawLine(tags, plain, highways[plain] as Class, plain !== highway)
  if (aeroway !== undefined && Object.hasOwn(runways, aeroway))
    return drawLine(tags, aeroway, runways[aeroway] as Class, false)
  if (railway === undefined || !Object.hasOwn(railways, railway)) return []
  const { line, label, rank } = railways[railway] as Class
  const first = tags['service'] === undefined ? line : Math.max(10, line)
  return drawLine({ ...tags, rail: 'yes' }, railway, { line: first, label, rank }, false)
}

/** What is told grows with the zoom, so that few lines differ, and many merge, where streets are small. */
function drawLine(tags: Tags, kind: string, { line, label, link, rank }: Class, isLink: boolean) {
  const rail = tags['rail'] === 'yes' ? { rail: true } : {}
  const passage = passageOf(tags)
  const middle: Properties = {
    kind,
    ...(isLink ? { link: true } : {}),
    ...rail,
    ...passage,
    ...copied(tags, ['tracktype', 'surface', 'service']),
  }
  const order = 100 * levelOf(tags) + rank + (passage.bridge ? 50 : passage.tunnel ? -50 : 0)
  const bands = [
    { from: line, to: 10, properties: { kind, ...rail }, order: rank },
    { from: Math.max(line, 11), to: 13, properties: middle, order },
    { from: 14, to: MAX_ZOOM, properties: { ...middle, ...detailsOf(tags) }, order },
  ]
  const drafts: Draft[] = bands
    .filter(({ from, to }) => from <= to)
    .map(({ from, to, properties, order }) => ({
      layer: 'streets',
      form: 'line',
      minZoom: from,
      maxZoom: to,
      properties,
      order,
      // An arrow shows a one-way street's direction: its lines keep theirs.
      merged: to < 14 || properties['oneway'] === undefined,
    }))
  const text = textOf(tags)
  if (!isNamed(text) && text['ref'] === undefined) return drafts
  const named = isLink ? `${kind}_link` : kind
  drafts.push({
    layer: 'street_labels',
    form: 'line',
    minZoom: isLink ? (link ?? label) : label,
    properties: { kind: named, ...text },
    order: -rank,
    merged: true,
  })
  return drafts
}

const oneways = new Set(['yes', '1', 'true', '-1'])

function detailsOf(tags: Tags): Properties {
  const { oneway } = tags
  if (tags['rail'] === 'yes') return {}
  return {
    ...(oneway !== undefined && oneways.has(oneway) ? { oneway: true } : {}),
    ...(oneway === '-1' ? { oneway_reverse: true } : {}),
    ...copied(tags, ['bicycle', 'horse']),
  }
}

/** Names and the number on the signs; several numbers stand one below the other. */
function textOf(tags: Tags): Properties {
  const names = namesOf(tags)
  const rows = tags['ref']?.split(';').map((row) => row.trim())
  if (!rows) return names
  const columns = Math.max(...rows.map((row) => row.length))
  return { ...names, ref: rows.join('\n'), ref_rows: rows.length, ref_cols: columns }
}

function copied(tags: Tags, keys: readonly string[]): Properties {
  return Object.fromEntries(keys.flatMap((key) => (tags[key] ? [[key, tags[key]]] : [])))
}

function drawStreetArea(tags: Tags): Draft[] {
  const kind = [tags['area:aeroway'], tags['aeroway'], tags['highway']].find(
    (one) => one !== undefined && Object.hasOwn(areaZooms, one),
  )
  if (kind === undefined) return []
  const area: Draft = {
    layer: 'street_polygons',
    form: 'area',
    minZoom: areaZooms[kind] ?? MAX_ZOOM,
    properties: { kind, ...passageOf(tags), ...copied(tags, ['surface']) },
  }
  const names = namesOf(tags)
  if (!isNamed(names)) return [area]
  const label: Draft = {
    layer: 'streets_polygons_labels',
    form: 'centre',
    minZoom: MAX_ZOOM,
    properties: { kind, ...names },
  }
  return [area, label]
}

const areaZooms: Readonly<Record<string, number>> = {
  pedestrian: 14,
  service: 14,
  runway: 11,
  taxiway: 13,
}
