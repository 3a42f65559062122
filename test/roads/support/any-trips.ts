import fc from 'fast-check'
import type { Edge, Seed } from './make-graph.ts'

/** A small graph, and points to travel between. */
export interface Trips {
  readonly nodes: number
  readonly edges: readonly Edge[]
  readonly sources: readonly (readonly Seed[])[]
  readonly targets: readonly (readonly Seed[])[]
}

const cost = fc.integer({ min: 0, max: 40 })
/** Small weights make ties, large ones make shortcuts worth their while. */
const weight = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 100 }))

/** Any edges between few nodes: parallel ones, loops, parts that cannot be reached. */
const anyEdges = fc.integer({ min: 1, max: 12 }).chain((nodes) => {
  const node = fc.integer({ min: 0, max: nodes - 1 })
  const edge = fc.record({ tail: node, head: node, weight, duration: cost, distance: cost })
  return fc.record({ nodes: fc.constant(nodes), edges: fc.array(edge, { maxLength: 40 }) })
})

/**
 * Arcs between junctions, with an edge from each into each that begins where it ends: without costs of turns, arcs to one
 * junction are alike.
 */
const turnsBetweenArcs = fc.integer({ min: 1, max: 6 }).chain((junctions) => {
  const junction = fc.integer({ min: 0, max: junctions - 1 })
  const arc = fc.record({ from: junction, to: junction, weight, duration: cost, distance: cost })
  return fc.array(arc, { minLength: 1, maxLength: 14 }).map((arcs) => ({
    nodes: arcs.length,
    edges: arcs.flatMap(({ to }, tail) =>
      arcs.flatMap(({ from, ...costs }, head) => (from === to ? [{ tail, head, ...costs }] : [])),
    ),
  }))
})

/** Targets lie on the edges that lead to their nodes: at most as much is taken off as the lightest of these weighs. */
export const anyTrips: fc.Arbitrary<Trips> = fc
  .oneof(anyEdges, turnsBetweenArcs)
  .chain(({ nodes, edges }) => {
    const node = fc.integer({ min: 0, max: nodes - 1 })
    const seed = (sign: 1 | -1) =>
      fc
        .record({ node, share: fc.integer({ min: 0, max: 4 }), duration: cost, distance: cost })
        .map(({ share, ...seed }) => {
          const into = edges.filter(({ head }) => head === seed.node).map((edge) => edge.weight)
          return { ...seed, weight: sign * Math.floor((share * Math.min(20, ...into)) / 4) }
        })
    const points = (sign: 1 | -1) =>
      fc.array(fc.array(seed(sign), { maxLength: 3 }), { maxLength: 5 })
    return fc.record({
      nodes: fc.constant(nodes),
      edges: fc.constant(edges),
      sources: points(1),
      targets: points(-1),
    })
  })
