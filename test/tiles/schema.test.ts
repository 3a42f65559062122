import { osm } from '@versatiles/style'
import { beforeAll, describe, expect, test } from 'vitest'
import { layerNames } from '../../server/tiles/shortbread/index.ts'
import { featuresAt, Sketch, type DrawnArchive } from './draw-map.ts'
import { everything } from './one-of-each.ts'

interface StyleLayer {
  id: string
  'source-layer'?: string
  filter?: unknown
}

/** Layers of the style that the screens draw the map with, without those of pictures. */
const styled = (osm({ text: { language: 'zh' } }).layers as StyleLayer[]).filter(
  (layer) => layer['source-layer'] !== undefined,
)

/** The values of `kind` (or another property) that a filter asks for. */
function valuesAsked(filter: unknown, property: string): string[] {
  if (!Array.isArray(filter)) return []
  const [operator, left, right] = filter as unknown[]
  const isAsked = Array.isArray(left) && left[0] === 'get' && left[1] === property
  if (isAsked && operator === '==' && typeof right === 'string') return [right]
  if (isAsked && operator === 'in' && Array.isArray(right))
    return (right[1] as unknown[]).filter((value) => typeof value === 'string')
  return filter.flatMap((part) => valuesAsked(part, property))
}

describe('a map with one of each', () => {
  let archive: DrawnArchive
  const seen = new Map<string, Set<unknown>>()

  beforeAll(async () => {
    const sketch = new Sketch()
    everything(sketch)
    archive = await sketch.draw()
    for (const layer of layerNames) {
      const features = await featuresAt(archive, layer, 14)
      seen.set(layer, new Set(features.map(({ properties }) => properties['kind'])))
    }
  })

  test('has something in every layer of the schema', () => {
    const empty = layerNames.filter((layer) => seen.get(layer)?.size === 0)
    expect(empty).toEqual(['ocean'])
  })

  test('has every layer that the style reads', () => {
    const read = new Set(styled.map((layer) => layer['source-layer']))
    expect([...read].filter((layer) => !layerNames.includes(layer as never))).toEqual([])
  })

  test('has every kind that the style draws', () => {
    const asked = styled.flatMap(({ 'source-layer': layer = '', filter }) =>
      valuesAsked(filter, 'kind').map((kind) => ({ layer, kind })),
    )
    expect(asked.length).toBeGreaterThan(200)
    expect(asked.filter(({ layer, kind }) => !seen.get(layer)?.has(kind))).toEqual([])
  })

  test('describes its layers and their properties', () => {
    const layers = archive.metadata['vector_layers'] as { id: string; fields: object }[]
    expect(layers.map(({ id }) => id)).toEqual(layerNames.filter((name) => name !== 'ocean'))
    const streets = layers.find(({ id }) => id === 'streets')
    expect(streets?.fields).toMatchObject({ kind: 'String', link: 'Boolean', rail: 'Boolean' })
    expect(archive.metadata['attribution']).toContain('© OpenStreetMap contributors')
  })
})
