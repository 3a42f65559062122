import { describe, expect, test } from 'vitest'
import { readOsm } from '../../server/osm/index.ts'
import { sharedPath } from '../support/shared-data.ts'
import { readMap } from './support/osm-map.ts'

/** Counted with programs of their own: a naive decoder in Python, `grep -c` for the XML. */
const extracts = [
  ['heidelberg.osm.pbf', [221_009, 31_619, 1_700, 266_661, 110_710]],
  ['liechtenstein.osm.pbf', [142_832, 15_247, 358, 159_076, 17_388]],
  ['porto.osm.pbf', [85_149, 22_606, 344, 171_334, 16_432]],
  ['tsinghua.osm.pbf', [7_450, 1_360, 189, 8_997, 8_812]],
  ['bayreuth-north.osm.gz', [58_631, 7_801, 179, 72_354, 27_554]],
] as const

describe.each(extracts)('%s', (name, counts) => {
  const path = sharedPath(`osm/${name}`)

  test.skipIf(!path)(
    'reads to the last node, way, relation, node of a way and member',
    async () => {
      const seen = { nodes: 0, ways: 0, relations: 0, refs: 0, members: 0 }
      await readOsm(path ?? '', {
        node: () => seen.nodes++,
        way: (_, refs) => {
          seen.ways++
          seen.refs += refs.length
        },
        relation: (_, members) => {
          seen.relations++
          seen.members += members.length
        },
      })
      expect(Object.values(seen)).toEqual(counts)
    },
  )
})

const tsinghua = sharedPath('osm/tsinghua.osm.pbf')

test.skipIf(!tsinghua)('Chinese names arrive as mapped', async () => {
  const { ways, relations } = await readMap(tsinghua ?? '')
  const names = [...ways, ...relations].map(({ tags }) => tags['name'])
  expect(names).toContain('清华大学')
  expect(names.join('')).not.toContain('\uFFFD')
})

test.skipIf(!tsinghua)('the nodes of a map lie where it is', async () => {
  const { nodes } = await readMap(tsinghua ?? '')
  const outside = nodes.filter(
    ({ lng, lat }) => Math.abs(lng - 1_163e6) > 1e7 || Math.abs(lat - 400e6) > 1e7,
  )
  expect(outside).toEqual([])
})
