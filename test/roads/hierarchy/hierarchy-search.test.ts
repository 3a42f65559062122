import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contract } from '../../../server/roads/hierarchy/contract.ts'
import type { Path } from '../../../server/roads/hierarchy/find-path.ts'
import { HierarchySearch } from '../../../server/roads/hierarchy/hierarchy-search.ts'
import { anyTrips, type Trips } from '../support/any-trips.ts'
import { findMatrix } from '../support/find-matrix.ts'
import { findLightestTrip } from '../support/lightest-trip.ts'
import { makeGraph, makeSeeds, type Edge, type Seed } from '../support/make-graph.ts'

describe('in any graph', () => {
  test('every cell of a matrix is the lightest trip, with the duration and distance of one', () => {
    fc.assert(
      fc.property(anyTrips, (trips) => {
        const matrix = findMatrix(trips)
        trips.sources.forEach((source, row) => {
          trips.targets.forEach((target, column) => {
            const expected = findLightestTrip(trips.edges, source, target)
            const [weight, duration, distance] = matrix[row]?.[column] ?? []
            if (!expected) expect([weight, duration, distance]).toEqual([-1, -1, -1])
            else {
              expect(weight).toBe(expected.weight)
              expect(expected.sums).toContain(`${duration},${distance}`)
            }
          })
        })
      }),
      { numRuns: 1500 },
    )
  })

  test('a path is made of edges, weighs what the lightest trip does, and its sums are its own', () => {
    fc.assert(
      fc.property(anyTrips, ({ nodes, edges, sources, targets }) => {
        const graph = makeGraph(nodes, edges)
        const search = new HierarchySearch(graph, contract(graph))
        sources.forEach((source, s) => {
          targets.forEach((target, t) => {
            const path = search.findPath(makeSeeds(sources), makeSeeds(targets), s, t)
            const expected = findLightestTrip(edges, source, target)
            expect(path?.weight).toBe(expected?.weight)
            if (path) expect(listSums(path, edges, source, target)).toContain(sumsOf(path))
          })
        })
      }),
      { numRuns: 1500 },
    )
  })
})

/** Three arcs around a block, one way, each 10 long. */
const ring: readonly Edge[] = [0, 1, 2].map((tail) => ({
  tail,
  head: (tail + 1) % 3,
  weight: 10,
  duration: 10,
  distance: 1000,
}))
const at = (node: number, offset: number): Seed => ({
  node,
  weight: offset,
  duration: offset,
  distance: 100 * offset,
})
const onRing = (source: Seed, target: Seed): Trips => ({
  nodes: 3,
  edges: ring,
  sources: [[source]],
  targets: [[target]],
})

describe('on one arc of a one-way ring', () => {
  test('a target ahead is reached at once', () => {
    expect(findMatrix(onRing(at(0, 7), at(0, -4)))).toEqual([[[3, 3, 300]]])
  })

  test('a target behind is reached around the block', () => {
    expect(findMatrix(onRing(at(0, 4), at(0, -7)))).toEqual([[[27, 27, 2700]]])
    const graph = makeGraph(3, ring)
    const search = new HierarchySearch(graph, contract(graph))
    const path = search.findPath(makeSeeds([[at(0, 4)]]), makeSeeds([[at(0, -7)]]))
    expect(path?.nodes).toEqual([0, 1, 2, 0])
  })

  test('the source itself is no trip at all', () => {
    expect(findMatrix(onRing(at(0, 4), at(0, -4)))).toEqual([[[0, 0, 0]]])
  })

  test('a loop is the way around where there is one', () => {
    const loop = { tail: 0, head: 0, weight: 12, duration: 1, distance: 2 }
    const trips = { ...onRing(at(0, 4), at(0, -7)), edges: [...ring, loop] }
    expect(findMatrix(trips)[0]?.[0]?.[0]).toBe(9)
  })
})

test('a matrix without points, and a point without seeds, are answered', () => {
  expect(findMatrix({ nodes: 3, edges: ring, sources: [], targets: [[at(0, 0)]] })).toEqual([])
  const lost = findMatrix({
    nodes: 3,
    edges: ring,
    sources: [[], [at(0, 1)]],
    targets: [[], [at(1, 0)]],
  })
  expect(lost.map((row) => row.map(([weight]) => weight))).toEqual([
    [-1, -1],
    [-1, 11],
  ])
})

const sumsOf = ({ weight, duration, distance }: Path) => `${weight},${duration},${distance}`

/** Every `weight,duration,distance` of a trip along these nodes; none where they are not joined by edges. */
function listSums(
  { nodes }: Path,
  edges: readonly Edge[],
  source: readonly Seed[],
  target: readonly Seed[],
): string[] {
  let sums = source.filter(({ node }) => node === nodes[0])
  nodes.slice(1).forEach((head, i) => {
    const parallel = edges.filter((edge) => edge.tail === nodes[i] && edge.head === head)
    sums = dropEqual(sums.flatMap((sum) => parallel.map((edge) => add(sum, edge, head))))
  })
  const ends = target.filter(({ node }) => node === nodes.at(-1))
  return sums.flatMap((sum) => ends.map((end) => sumsOf({ ...add(sum, end, 0), nodes })))
}

function add(sum: Seed, part: Edge | Seed, node: number): Seed {
  return {
    node,
    weight: sum.weight + part.weight,
    duration: sum.duration + part.duration,
    distance: sum.distance + part.distance,
  }
}

function dropEqual(sums: readonly Seed[]): Seed[] {
  return [...new Map(sums.map((sum) => [JSON.stringify(sum), sum])).values()]
}
