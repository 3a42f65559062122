import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contract } from '../../../server/roads/hierarchy/contract.ts'
import type { Path } from '../../../server/roads/hierarchy/find-path.ts'
import { HierarchySearch } from '../../../server/roads/hierarchy/hierarchy-search.ts'
import { findLightestTrip } from '../support/lightest-trip.ts'
import { makeGraph, makeSeeds, type Edge, type Seed } from '../support/make-graph.ts'

interface Case {
  readonly nodes: number
  readonly edges: readonly Edge[]
  readonly sources: readonly (readonly Seed[])[]
  readonly targets: readonly (readonly Seed[])[]
}

describe('in any graph', () => {
  test('every cell of a matrix is the lightest trip, with the duration and distance of one', () => {
    fc.assert(
      fc.property(cases, ({ nodes, edges, sources, targets }) => {
        const matrix = findMatrix(nodes, edges, sources, targets)
        sources.forEach((source, row) => {
          targets.forEach((target, column) => {
            const expected = findLightestTrip(edges, source, target)
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
      fc.property(cases, ({ nodes, edges, sources, targets }) => {
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

const cost = fc.integer({ min: 0, max: 40 })
const cases: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 12 }).chain((nodes) => {
  const node = fc.integer({ min: 0, max: nodes - 1 })
  const edge = fc.record({
    tail: node,
    head: node,
    // Small weights make ties, large ones make shortcuts worth their while.
    weight: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 100 })),
    duration: cost,
    distance: cost,
  })
  const seed = (least: number) =>
    fc.record({
      node,
      weight: fc.integer({ min: least, max: 20 }),
      duration: cost,
      distance: cost,
    })
  const points = (least: number) =>
    fc.array(fc.array(seed(least), { maxLength: 3 }), { maxLength: 5 })
  return fc
    .record({
      nodes: fc.constant(nodes),
      edges: fc.array(edge, { maxLength: 40 }),
      sources: points(0),
      targets: points(0),
    })
    .chain((drawn) => withOffsets(drawn))
})

/** Lets targets lie on the edges that lead to their nodes, up to the whole of the lightest one. */
function withOffsets(drawn: Case): fc.Arbitrary<Case> {
  return fc.float({ min: 0, max: 1, noNaN: true }).map((share) => ({
    ...drawn,
    targets: drawn.targets.map((seeds) =>
      seeds.map((seed) => {
        const into = drawn.edges
          .filter(({ head }) => head === seed.node)
          .map(({ weight }) => weight)
        const longest = Math.min(20, ...into)
        return { ...seed, weight: -Math.round(share * longest * (seed.weight / 20)) }
      }),
    ),
  }))
}

function findMatrix(
  nodes: number,
  edges: readonly Edge[],
  sources: Case['sources'],
  targets: Case['targets'],
): number[][][] {
  const graph = makeGraph(nodes, edges)
  const size = sources.length * targets.length
  const out = {
    weight: new Int32Array(size),
    duration: new Int32Array(size),
    distance: new Int32Array(size),
  }
  new HierarchySearch(graph, contract(graph)).manyToMany(
    makeSeeds(sources),
    makeSeeds(targets),
    out,
  )
  return sources.map((_, row) =>
    targets.map((__, column) => {
      const cell = row * targets.length + column
      return [out.weight[cell] ?? NaN, out.duration[cell] ?? NaN, out.distance[cell] ?? NaN]
    }),
  )
}

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

function dropEqual(sums: Seed[]): Seed[] {
  return [...new Map(sums.map((sum) => [JSON.stringify(sum), sum])).values()]
}
