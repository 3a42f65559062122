import { Random } from '../../server/solver/random.ts'
import type { ProfileTables } from '../../server/roads/engine/road-tables.ts'
import { HierarchySearch } from '../../server/roads/hierarchy/hierarchy-search.ts'
import { openPgRouting } from '../support/pgrouting.ts'
import { nodeSeeds } from '../roads/support/node-seeds.ts'
import { repeat } from './processor-time.ts'

const SIZE = 100
const PATHS = 5

/**
 * The same graph, arc by arc and turn by turn, put to pgRouting in the same run (that the cells are the same is a test's
 * business). Its time is that of the clock, as nothing else is known of another process.
 */
export async function comparePgRouting({ graph, hierarchy }: ProfileTables): Promise<void> {
  const peer = await openPgRouting()
  if (!peer) return
  try {
    await peer.load(graph)
    const random = new Random(7)
    const nodes = Array.from({ length: SIZE }, () => random.below(graph.arcOf.length))
    const cells = SIZE * SIZE
    const costs = {
      weight: new Int32Array(cells),
      duration: new Int32Array(cells),
      distance: new Int32Array(cells),
    }
    const search = new HierarchySearch(graph, hierarchy)
    const seeds = nodeSeeds(nodes)
    console.log('beside pgRouting, on the same graph, without snapping')
    const own = repeat(`${SIZE} × ${SIZE}`, 20, 1, () => search.manyToMany(seeds, seeds, costs))
    const ownPath = repeat('one path', 20, PATHS, (index) =>
      search.findPath(seeds, seeds, 2 * index, 2 * index + 1),
    )
    const matrix = await time(() => peer.matrix(nodes))
    console.log(
      `  pgr_dijkstraCostMatrix: ${matrix.toFixed(0)} ms, ${(matrix / own).toFixed(0)} times as long`,
    )
    const paths = await time(async () => {
      for (let index = 0; index < PATHS; index++)
        await peer.path(nodes[2 * index] as number, nodes[2 * index + 1] as number)
    })
    const path = paths / PATHS
    console.log(
      `  pgr_dijkstra: ${path.toFixed(1)} ms, ${(path / ownPath).toFixed(0)} times as long`,
    )
  } finally {
    await peer.close()
  }
}

async function time(act: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await act()
  return performance.now() - begin
}
