import { describe, expect, test } from 'vitest'
import { readMap } from '../osm/support/osm-map.ts'
import { sharedPath } from '../support/shared-data.ts'
import { drawFile, drawMap, featuresAt, type DrawnArchive } from './draw-map.ts'

/** Layers of all tiles of a zoom with the kinds in them, or the other properties when there is no kind. */
async function kindsAt(archive: DrawnArchive, zoom: number): Promise<Map<string, Set<unknown>>> {
  const kinds = new Map<string, Set<unknown>>()
  for (const [z, x, y] of archive.addresses) {
    if (z !== zoom) continue
    for (const [name, layer] of Object.entries((await archive.tile(z, x, y))?.layers ?? {})) {
      const seen = kinds.get(name) ?? new Set()
      for (let i = 0; i < layer.length; i += 1) seen.add(layer.feature(i).properties['kind'])
      kinds.set(name, seen)
    }
  }
  return kinds
}

const liechtenstein = sharedPath('osm/liechtenstein.osm.pbf')
const heidelberg = sharedPath('osm/heidelberg.osm.pbf')
const porto = sharedPath('osm/porto.osm.pbf')
const tsinghua = sharedPath('osm/tsinghua.osm.pbf')
const bayreuth = sharedPath('osm/bayreuth-north.osm.gz')

describe('extracts of OpenStreetMap', () => {
  test.skipIf(!liechtenstein)('Liechtenstein is drawn with all that is mapped there', async () => {
    const archive = await drawFile(liechtenstein ?? '')
    const { header, drawn } = archive
    expect([header.minLon, header.minLat, header.maxLon, header.maxLat]).toEqual(
      drawn.bbox.map((degrees) => expect.closeTo(degrees, 6) as number),
    )
    expect(archive.addresses).toHaveLength(drawn.tiles)
    // Of countries and woods that go on beyond the border, nothing is missing within it.
    expect(drawn.broken).toBe(0)
    const kinds = await kindsAt(archive, 14)
    for (const [layer, some] of Object.entries({
      water_polygons: ['water', 'river'],
      water_lines: ['river', 'stream', 'canal'],
      land: ['forest', 'residential', 'farmland', 'meadow', 'vineyard', 'industrial'],
      sites: ['school', 'parking'],
      streets: ['primary', 'secondary', 'residential', 'track', 'rail'],
      street_labels: ['primary', 'residential'],
      public_transport: ['bus_stop', 'station'],
      place_labels: ['village', 'hamlet', 'capital'],
      aerialways: ['chair_lift'],
    }))
      for (const kind of some) expect([layer, ...(kinds.get(layer) ?? [])]).toContain(kind)
    for (const layer of ['buildings', 'addresses', 'pois', 'boundaries', 'boundary_labels'])
      expect([...kinds.keys()]).toContain(layer)
  })

  test.skipIf(!liechtenstein)('a country has its name and outline from afar', async () => {
    const archive = await drawFile(liechtenstein ?? '')
    const vaduz = [9.52, 47.14] as const
    const [label] = await featuresAt(archive, 'boundary_labels', 6, vaduz)
    expect(label?.properties).toMatchObject({ name: 'Liechtenstein', admin_level: 2 })
    const outline = await featuresAt(archive, 'boundaries', 4, vaduz)
    expect(outline[0]?.properties).toMatchObject({ admin_level: 2 })
  })

  test.skipIf(!tsinghua)('streets around Tsinghua have their Chinese names', async () => {
    const archive = await drawFile(tsinghua ?? '')
    const labels = await featuresAt(archive, 'street_labels', 14, [116.3337, 39.9925])
    const names = labels.map(({ properties }) => properties['name_zh'])
    expect(names).toContain('成府路')
  })

  test.skipIf(!heidelberg)('a city is a few small tiles from afar', async () => {
    const archive = await drawFile(heidelberg ?? '')
    const sizes = new Map<number, number>()
    for (const [z, x, y] of archive.addresses) {
      const size = (await archive.bytes(z, x, y))?.length ?? 0
      sizes.set(z, Math.max(sizes.get(z) ?? 0, size))
    }
    expect(sizes.get(8)).toBeLessThan(20_000)
    expect(Math.max(...sizes.values())).toBeLessThan(500_000)
    const kinds = await kindsAt(archive, 14)
    for (const kind of ['motorway', 'residential', 'footway'])
      expect([...(kinds.get('streets') ?? [])]).toContain(kind)
  })

  test.skipIf(!porto)('the river and the sea of Porto are where they are', async () => {
    const archive = await drawFile(porto ?? '')
    const [river] = await featuresAt(archive, 'water_polygons', 12, [-8.61, 41.14])
    expect(river?.properties['kind']).toBe('river')
    expect(archive.drawn.ocean).toBe('drawn')
    expect(await featuresAt(archive, 'ocean', 14, [-8.6765, 41.1455])).toHaveLength(1)
    expect(await featuresAt(archive, 'ocean', 14, [-8.61, 41.14])).toEqual([])
  })

  test.skipIf(!porto)(
    'a river whose file is cut across it is drawn as far as the file goes',
    async () => {
      const { nodes, ways, relations } = await readMap(porto ?? '')
      const kept = nodes.filter(
        ({ lng, lat }) => lng > -8.63e7 && lng < -8.6e7 && lat > 41.13e7 && lat < 41.15e7,
      )
      const archive = await drawMap({ nodes: kept, ways, relations })
      const [river] = await featuresAt(archive, 'water_polygons', 12, [-8.61, 41.14])
      expect(river?.properties['kind']).toBe('river')
      // 3.9 km of a river of 200 m, in the square metres of the projection.
      expect(river?.properties['way_area']).toBeGreaterThan(600_000)
      expect(river?.properties['way_area']).toBeLessThan(1_000_000)
    },
  )

  test.skipIf(!heidelberg)('areas whose outlines a filter took away are counted', async () => {
    expect((await drawFile(heidelberg ?? '')).drawn.broken).toBe(22)
  })

  test.skipIf(!bayreuth)('XML is drawn as well, tags of areas on outer ways included', async () => {
    const archive = await drawFile(bayreuth ?? '')
    const kinds = await kindsAt(archive, 14)
    expect([...(kinds.get('land') ?? [])]).toContain('forest')
    expect([...kinds.keys()]).toContain('buildings')
  })
})
