import type { Seeds, WeightedGraph } from '../../../server/roads/hierarchy/weighted-graph.ts'

export interface Edge {
  readonly tail: number
  readonly head: number
  readonly weight: number
  readonly duration: number
  readonly distance: number
}

export interface Seed {
  readonly node: number
  readonly weight: number
  readonly duration: number
  readonly distance: number
}

export function makeGraph(nodes: number, edges: readonly Edge[]): WeightedGraph {
  const sorted = edges.toSorted((a, b) => a.tail - b.tail)
  const first = new Uint32Array(nodes + 1)
  for (const { tail } of edges) first[tail + 1] = (first[tail + 1] ?? 0) + 1
  for (let node = 1; node <= nodes; node += 1)
    first[node] = (first[node] ?? 0) + (first[node - 1] ?? 0)
  return {
    first,
    head: Uint32Array.from(sorted, ({ head }) => head),
    weight: Int32Array.from(sorted, ({ weight }) => weight),
    duration: Int32Array.from(sorted, ({ duration }) => duration),
    distance: Int32Array.from(sorted, ({ distance }) => distance),
  }
}

/** The seeds of several points, one list each. */
export function makeSeeds(points: readonly (readonly Seed[])[]): Seeds {
  const first = new Uint32Array(points.length + 1)
  points.forEach((seeds, point) => (first[point + 1] = (first[point] ?? 0) + seeds.length))
  const all = points.flat()
  return {
    first,
    node: Uint32Array.from(all, ({ node }) => node),
    weight: Int32Array.from(all, ({ weight }) => weight),
    duration: Int32Array.from(all, ({ duration }) => duration),
    distance: Int32Array.from(all, ({ distance }) => distance),
  }
}
