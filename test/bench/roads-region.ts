import { contract } from '../../server/roads/hierarchy/contract.ts'
import { HierarchySearch } from '../../server/roads/hierarchy/hierarchy-search.ts'
import type { Seeds } from '../../server/roads/hierarchy/weighted-graph.ts'
import { Random } from '../../server/solver/random.ts'
import { makeCosts } from '../roads/support/find-matrix.ts'
import { makeSeeds } from '../roads/support/make-graph.ts'
import { makeRegion, type RegionOptions } from '../roads/support/make-region.ts'
import { measure, repeat } from './processor-time.ts'

/**
 * Protocol: synthetic graphs of arcs and turns, the hierarchy alone: a city and a region of 250,000 junctions, and a grid
 * of equal streets, the worst case. Points lie halfway on random streets, in both directions.
 */
export async function benchRegions(): Promise<void> {
  await benchGraph('synthetic city', { size: 105 })
  await benchGraph('synthetic city on foot', { size: 105, onFoot: true })
  await benchGraph('grid of equal streets', { size: 82, isUniform: true })
  await benchGraph('synthetic region', { size: 500 })
}

async function benchGraph(name: string, options: RegionOptions): Promise<void> {
  const graph = makeRegion(options)
  const nodes = graph.first.length - 1
  console.log(`${name}: ${options.size ** 2} junctions, ${nodes} nodes, ${graph.head.length} turns`)
  const hierarchy = await measure('hierarchy', () => contract(graph))
  const perNode = (hierarchy.upHead.length + hierarchy.downTail.length) / nodes
  const columns = Object.values<ArrayBufferView>({ ...hierarchy })
  const bytes = columns.reduce((sum, { byteLength }) => sum + byteLength, 0)
  console.log(`  ${perNode.toFixed(2)} edges a node, ${(bytes / 1e6).toFixed(1)} MB`)
  const search = new HierarchySearch(graph, hierarchy)
  for (const [size, rounds] of [
    [100, 30],
    [500, 15],
    [2_000, 4],
  ] as const) {
    const [sources, targets] = choosePoints(size, nodes)
    const costs = makeCosts(size ** 2)
    repeat(`${size} × ${size}`, rounds, 1, () => search.manyToMany(sources, targets, costs))
  }
  const [sources, targets] = choosePoints(501, nodes)
  repeat('one path', 10, 500, (index) => search.findPath(sources, targets, index, index + 1))
  console.log(`  memory at most: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)
}

/** Arcs are numbered street by street: what follows one is mostly the way back. */
function choosePoints(count: number, nodes: number): [sources: Seeds, targets: Seeds] {
  const random = new Random(20261123)
  const streets = Array.from({ length: count }, () => random.below(nodes - 1))
  const seeds = (half: number) =>
    makeSeeds(
      streets.map((node) =>
        [node, node + 1].map((arc) => ({
          node: arc,
          weight: half,
          duration: half,
          distance: half,
        })),
      ),
    )
  return [seeds(1_000), seeds(-1_000)]
}
