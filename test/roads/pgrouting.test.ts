import { expect, test } from 'vitest'
import { profileNames } from '../../shared/roads.ts'
import { readOsm } from '../../server/osm/index.ts'
import { Random } from '../../server/solver/random.ts'
import { makeRoadTables } from '../../server/roads/engine/make-road-tables.ts'
import { HierarchySearch } from '../../server/roads/hierarchy/hierarchy-search.ts'
import { openPgRouting } from '../support/pgrouting.ts'
import { sharedPath } from '../support/shared-data.ts'
import { nodeSeeds } from './support/node-seeds.ts'

const SIZE = 40

test('each cell over Heidelberg is the one that pgRouting finds on the same graph', async (context) => {
  const path = sharedPath('osm/heidelberg.osm.pbf')
  const peer = await openPgRouting()
  if (path === undefined || !peer) return context.skip()
  try {
    const { tables } = await makeRoadTables((handlers) => readOsm(path, handlers))
    for (const profile of profileNames) {
      const { graph, hierarchy } = tables.profiles[profile]
      await peer.load(graph)
      const random = new Random(11)
      const nodes = Array.from({ length: SIZE }, () => random.below(graph.arcOf.length))
      const cells = SIZE * SIZE
      const weight = new Int32Array(cells)
      new HierarchySearch(graph, hierarchy).manyToMany(nodeSeeds(nodes), nodeSeeds(nodes), {
        weight,
        duration: new Int32Array(cells),
        distance: new Int32Array(cells),
      })
      const theirs = await peer.matrix(nodes)
      const expected = nodes.flatMap((from) =>
        nodes.map((to) => (from === to ? 0 : (theirs.get(`${from} ${to}`) ?? -1))),
      )
      expect(Array.from(weight)).toEqual(expected)
    }
  } finally {
    await peer.close()
  }
})
