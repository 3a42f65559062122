import { validateStyleMin, type StyleSpecification } from '@maplibre/maplibre-gl-style-spec'
import { omt } from '@versatiles/style/omt'
import { protomaps } from '@versatiles/style/protomaps'
import { osm } from '@versatiles/style'
import { beforeAll, describe, expect, test } from 'vitest'
import { baseStyle, slots, type BaseLook } from '../../../client/map/base-style.ts'
import { darkPalette, lightPalette } from '../../../client/map/palette.ts'
import { keepFeatures } from '../../../client/map/restyle.ts'
import type { VectorSchema } from '../../../shared/tiles.ts'

const builders = { shortbread: osm, openmaptiles: omt, protomaps }
const schemas = Object.keys(builders) as VectorSchema[]

beforeAll(() => {
  Object.assign(globalThis, { location: { origin: 'https://beatline.example' } })
})

function vectorLook(schema: VectorSchema, changes: Partial<BaseLook> = {}): BaseLook {
  return {
    about: {
      kind: 'vector',
      source: 'import',
      schema,
      version: 'v 1',
      minZoom: 0,
      maxZoom: 14,
      bounds: [164, 21, 166, 23],
      attribution: '© OpenStreetMap contributors',
    },
    build: builders[schema],
    palette: lightPalette,
    language: 'zh',
    dark: false,
    ...changes,
  }
}

describe.each(schemas)('a base map of %s tiles', (schema) => {
  const style = () => baseStyle(vectorLook(schema))

  test('is a valid style, light and dark', () => {
    expect(validateStyleMin(style())).toEqual([])
    const dark = baseStyle(vectorLook(schema, { palette: darkPalette, dark: true }))
    expect(validateStyleMin(dark)).toEqual([])
    expect(style().layers.length).toBeGreaterThan(100)
  })

  test('asks nobody but our server: no glyphs, no pictures, no other tiles', () => {
    const { glyphs, sprite, sources } = style()
    expect([glyphs, sprite]).toEqual([undefined, undefined])
    expect(Object.keys(sources)).toEqual(['base'])
    const text = JSON.stringify(style())
    expect(text.match(/https?:\/\/[^/"]+/g)).toEqual(['https://beatline.example'])
    expect(text).not.toMatch(/-pattern|icon-image|base:/)
  })

  test('asks for other addresses when other tiles are there', () => {
    expect(style().sources['base']).toMatchObject({
      tiles: ['https://beatline.example/api/v1/tiles/base/{z}/{x}/{y}.mvt?v=v%201'],
      maxzoom: 14,
      bounds: [164, 21, 166, 23],
    })
  })

  test('draws areas over houses and under streets, people and shops over all names', () => {
    const ids = style().layers.map(({ id }) => id)
    const [areas = -1, tours = -1] = slots.map((slot) => ids.indexOf(slot))
    expect(ids.slice(-3)).toEqual(['tours', 'points', 'top'])
    expect(ids.indexOf('building')).toBeLessThan(areas)
    expect(ids.indexOf('street-primary')).toBeGreaterThan(areas)
    const labels = style().layers.flatMap(({ type }, index) => (type === 'symbol' ? [index] : []))
    expect(labels.length).toBeGreaterThan(15)
    expect(Math.min(...labels)).toBeGreaterThan(ids.indexOf('street-primary'))
    expect(Math.max(...labels)).toBeLessThan(tours)
  })

  test('says names in the language of the page, else as they are written there', () => {
    const fieldsOf = (language: 'zh' | 'en') => {
      const { layers } = baseStyle(vectorLook(schema, { language }))
      const city = layers.find(({ id }) => id === 'label-place-city')
      const text = city?.type === 'symbol' ? city.layout?.['text-field'] : undefined
      return Array.isArray(text) ? text.slice(1).map((field) => String(field).split(',')[1]) : []
    }
    expect(fieldsOf('zh')).toEqual([
      'name_zh',
      'name:zh-Hans',
      'name:zh',
      'name',
      'name_en',
      'name:en',
    ])
    expect(fieldsOf('en')).toEqual(['name_en', 'name:en', 'name'])
  })
})

test('pictures of somebody else lie under everything, with their own tiles', () => {
  const about = {
    kind: 'raster',
    source: 'service',
    version: '7',
    minZoom: 1,
    maxZoom: 18,
    tileSize: 256,
  } as const
  const style = baseStyle({
    ...vectorLook('shortbread'),
    about: { ...about, layers: 2, bounds: [73, 3, 136, 54], attribution: '天地图' },
    build: undefined,
  })
  expect(validateStyleMin(style)).toEqual([])
  expect(style.layers.map(({ id }) => id)).toEqual(['land', 'base-0', 'base-1', ...slots])
  expect(JSON.stringify(style.sources)).toContain('/api/v1/tiles/raster/1/{z}/{x}/{y}?v=7')
})

test('without a base map there is land for the features to lie on', () => {
  for (const about of [undefined, { kind: 'none', version: '' } as const]) {
    const style = baseStyle({ ...vectorLook('shortbread'), about, build: undefined })
    expect(style.layers.map(({ id }) => id)).toEqual(['land', ...slots])
    expect(style.sources).toEqual({})
  }
})

test('features stay in their slots when another base map comes under them', () => {
  const bare = baseStyle({ ...vectorLook('shortbread'), about: undefined, build: undefined })
  const drawn: StyleSpecification = {
    ...bare,
    sources: { shops: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } },
    layers: bare.layers.flatMap((layer) =>
      layer.id === 'areas' || layer.id === 'points'
        ? [{ id: `of ${layer.id}`, type: 'circle' as const, source: 'shops' }, layer]
        : [layer],
    ),
  }
  for (const next of [baseStyle(vectorLook('shortbread')), bare]) {
    const { layers, sources } = keepFeatures(drawn, next)
    const ids = layers.map(({ id }) => id)
    expect(ids.indexOf('of areas')).toBe(ids.indexOf('areas') - 1)
    expect(ids.indexOf('of points')).toBe(ids.indexOf('points') - 1)
    expect(ids).toHaveLength(next.layers.length + 2)
    expect(Object.keys(sources)).toContain('shops')
    expect(validateStyleMin({ ...next, layers, sources })).toEqual([])
  }
  const back = keepFeatures(keepFeatures(drawn, baseStyle(vectorLook('protomaps'))), bare)
  expect(back).toEqual(drawn)
})
