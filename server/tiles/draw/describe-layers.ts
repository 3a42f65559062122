import { layerNames, MAX_ZOOM } from '../shortbread/index.ts'
import type { Features } from './features.ts'

type FieldType = 'String' | 'Number' | 'Boolean'

/** A layer as TileJSON describes it. */
export interface VectorLayer {
  readonly id: string
  readonly fields: Record<string, FieldType>
  readonly minzoom: number
  readonly maxzoom: number
}

/** The layers that have something, with the properties that are there. */
export function describeLayers(features: Features): VectorLayer[] {
  const { attributes } = features
  const found = layerNames.map(() => ({ minzoom: Infinity, sets: new Set<number>() }))
  for (let i = 0; i < features.count; i += 1) {
    const layer = found[features.layers.at(i)]
    if (!layer) continue
    layer.minzoom = Math.min(layer.minzoom, features.minZooms.at(i))
    layer.sets.add(features.sets.at(i))
  }
  return found.flatMap(({ minzoom, sets }, layer) => {
    if (sets.size === 0) return []
    const fields: Record<string, FieldType> = {}
    for (const set of sets)
      for (const [key, value] of attributes.entries(set)) fields[key] = fieldType(value)
    return [{ id: layerNames[layer] as string, fields, minzoom, maxzoom: MAX_ZOOM }]
  })
}

function fieldType(value: string | number | boolean): FieldType {
  if (typeof value === 'string') return 'String'
  return typeof value === 'number' ? 'Number' : 'Boolean'
}
