import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawMap } from './draw-map.ts'

const tagged = fc.constantFrom<Record<string, string>>(
  { natural: 'wood' },
  { natural: 'water', name: '湖' },
  { natural: 'coastline' },
  { building: 'yes', 'addr:housenumber': '1' },
  { highway: 'primary', name: '路', oneway: '-1' },
  { highway: 'pedestrian', area: 'yes' },
  { waterway: 'river', layer: 'deep', name: '河' },
  { type: 'multipolygon', landuse: 'forest' },
  { type: 'multipolygon' },
  { type: 'boundary', boundary: 'administrative', admin_level: '4', name: '省' },
  { place: 'town', name: '镇', population: 'many' },
  {},
)

/** A few nodes that everything shares, so that lines meet, cross themselves, repeat and lack what they need. */
const id = fc.integer({ min: 1, max: 12 })
const anyMap = fc.record({
  nodes: fc.uniqueArray(
    fc.record({
      id,
      lng: fc.integer({ min: -30, max: 30 }).map((step) => 1_171_000_000 + step * 20_000),
      lat: fc.integer({ min: -30, max: 30 }).map((step) => 366_000_000 + step * 20_000),
      tags: tagged,
    }),
    { selector: (node) => node.id, maxLength: 10 },
  ),
  ways: fc.uniqueArray(fc.record({ id, refs: fc.array(id, { maxLength: 9 }), tags: tagged }), {
    selector: (way) => way.id,
    maxLength: 8,
  }),
  relations: fc.uniqueArray(
    fc.record({
      id,
      members: fc.array(
        fc.record({
          type: fc.constantFrom('way' as const, 'node' as const, 'relation' as const),
          ref: id,
          role: fc.constantFrom('outer', 'inner', ''),
        }),
        { maxLength: 6 },
      ),
      tags: tagged,
    }),
    { selector: (relation) => relation.id, maxLength: 4 },
  ),
})

test('whatever is mapped, well or badly, becomes tiles that can be read', async () => {
  await fc.assert(
    fc.asyncProperty(anyMap, async (map) => {
      const archive = await drawMap(map)
      expect(archive.addresses).toHaveLength(archive.drawn.tiles)
      for (const [z, x, y] of archive.addresses) {
        if (z % 7 !== 0) continue
        for (const layer of Object.values((await archive.tile(z, x, y))?.layers ?? {}))
          for (let i = 0; i < layer.length; i += 1) {
            const parts = layer.feature(i).loadGeometry()
            expect(parts.length).toBeGreaterThan(0)
            for (const { x: east, y: north } of parts.flat()) {
              expect(Math.abs(east - 2048)).toBeLessThanOrEqual(2048 + 64)
              expect(Math.abs(north - 2048)).toBeLessThanOrEqual(2048 + 64)
            }
          }
      }
    }),
    { numRuns: 150, seed: 21 },
  )
})
