import type { Tags } from '../../osm/index.ts'
import type { Draft, Rule } from './draft.ts'
import { isNamed, levelOf, namesOf, passageOf } from './names.ts'

/** Standing and flowing water, and what is built in it. */
export const drawWater: Rule = (tags, form) => {
  if (form === 'area') return [...drawWaterArea(tags), ...drawWorks(tags, 'area')]
  if (form === 'line') return [...drawWaterLine(tags), ...drawWorks(tags, 'line')]
  return []
}

function waterAreaOf({ natural, water, waterway, landuse }: Tags): string | undefined {
  if (natural === 'glacier') return 'glacier'
  if (waterway === 'riverbank') return 'river'
  if (natural === 'water') return water === 'river' ? 'river' : 'water'
  if (landuse === 'reservoir' || landuse === 'basin') return landuse
  if (waterway === 'dock' || waterway === 'canal') return waterway
  return undefined
}

function drawWaterArea(tags: Tags): Draft[] {
  const kind = waterAreaOf(tags)
  if (kind === undefined) return []
  const minZoom = kind === 'dock' || kind === 'canal' ? 10 : 4
  const names = namesOf(tags)
  const area = {
    layer: 'water_polygons',
    form: 'area',
    minZoom,
    properties: { kind },
    measured: true,
  } as const
  if (!isNamed(names)) return [area]
  return [
    area,
    { ...area, layer: 'water_polygons_labels', form: 'centre', properties: { kind, ...names } },
  ]
}

const firstZooms: Readonly<Record<string, number>> = { river: 9, canal: 9, stream: 14, ditch: 14 }

function drawWaterLine(tags: Tags): Draft[] {
  const kind = tags['waterway'] ?? ''
  const minZoom = firstZooms[kind]
  if (minZoom === undefined) return []
  const names = namesOf(tags)
  const line = {
    layer: 'water_lines',
    form: 'line',
    minZoom,
    properties: { kind, ...passageOf(tags) },
    order: levelOf(tags),
    merged: true,
  } as const
  if (!isNamed(names)) return [line]
  const label = { ...line, layer: 'water_lines_labels', minZoom: Math.max(12, minZoom) } as const
  return [line, { ...label, properties: { kind, ...names }, order: 0 }]
}

const works = ['pier', 'breakwater', 'groyne']

function drawWorks(tags: Tags, form: 'line' | 'area'): Draft[] {
  const suffix = form === 'area' ? 'polygons' : 'lines'
  const drafts: Draft[] = []
  if (tags['waterway'] === 'dam')
    drafts.push({ layer: `dam_${suffix}`, form, minZoom: 12, properties: { kind: 'dam' } })
  const kind = tags['man_made']
  if (kind !== undefined && works.includes(kind))
    drafts.push({ layer: `pier_${suffix}`, form, minZoom: 12, properties: { kind } })
  return drafts
}
