import { EdgeColumns } from './edge-columns.ts'
import type { Groups } from './group-alike.ts'
import type { Hierarchy } from './hierarchy.ts'
import { AFTER, BEFORE, CELLS, NODE, ORIGIN_CELLS, WEIGHT } from './neighbour-lists.ts'
import type { NeighbourLists } from './neighbour-lists.ts'
import type { RemainingGraph } from './remaining-graph.ts'
import type { WeightedGraph } from './weighted-graph.ts'

/** Takes nodes in the order of their contraction, each with the edges it has at that moment. */
export class HierarchyWriter {
  readonly #graph: WeightedGraph
  readonly #groups: Groups
  readonly #rankOfGroup: Uint32Array
  readonly #up: EdgeColumns
  readonly #down: EdgeColumns
  #rank = 0

  constructor(graph: WeightedGraph, groups: Groups) {
    const ranks = groups.firstNode.length
    this.#graph = graph
    this.#groups = groups
    this.#rankOfGroup = new Uint32Array(ranks)
    this.#up = new EdgeColumns(ranks, graph.head.length)
    this.#down = new EdgeColumns(ranks, graph.head.length)
  }

  /** Up and down edges written so far: the numbers that the next ones get. */
  get upCount(): number {
    return this.#up.count
  }

  get downCount(): number {
    return this.#down.count
  }

  write({ out, in: into, names }: RemainingGraph, node: number): void {
    this.#rankOfGroup[names[node]!] = this.#rank
    this.#writeEdges(this.#up, out, names, node)
    this.#writeEdges(this.#down, into, names, node)
    this.#rank += 1
    this.#up.first[this.#rank] = this.#up.count
    this.#down.first[this.#rank] = this.#down.count
  }

  #writeEdges(to: EdgeColumns, lists: NeighbourLists, names: Uint32Array, node: number): void {
    const { edges, origins } = lists
    const end = lists.end[node]!
    for (let place = lists.begin[node]!; place < end; place += 1) {
      const edge = to.add()
      to.neighbour[edge] = names[edges[CELLS * place + NODE]!]!
      to.weight[edge] = edges[CELLS * place + WEIGHT]!
      const before = origins[ORIGIN_CELLS * place + BEFORE]!
      const after = origins[ORIGIN_CELLS * place + AFTER]!
      to.before[edge] = before
      to.after[edge] = after
      to.duration[edge] = this.#sum('duration', before, after)
      to.distance[edge] = this.#sum('distance', before, after)
    }
  }

  #sum(column: 'duration' | 'distance', before: number, after: number): number {
    if (before < 0) return this.#graph[column][after]!
    return this.#down[column][before]! + this.#up[column][after]!
  }

  finish(): Hierarchy {
    const up = this.#up.finish(this.#rankOfGroup)
    const down = this.#down.finish(this.#rankOfGroup)
    return {
      rankOf: this.#groups.groupOf.map((group) => this.#rankOfGroup[group]!),
      ...listEdgesInto(this.#graph),
      upFirst: up.first,
      upHead: up.neighbour,
      upWeight: up.weight,
      upDuration: up.duration,
      upDistance: up.distance,
      upBefore: up.before,
      upAfter: up.after,
      downFirst: down.first,
      downTail: down.neighbour,
      downWeight: down.weight,
      downDuration: down.duration,
      downDistance: down.distance,
      downBefore: down.before,
      downAfter: down.after,
    }
  }
}

function listEdgesInto({
  first,
  head,
}: WeightedGraph): Pick<Hierarchy, 'intoFirst' | 'intoEdge' | 'intoTail'> {
  const intoFirst = new Uint32Array(first.length)
  const intoEdge = new Uint32Array(head.length)
  const intoTail = new Uint32Array(head.length)
  for (const node of head) intoFirst[node + 1]! += 1
  for (let node = 1; node < first.length; node += 1) intoFirst[node]! += intoFirst[node - 1]!
  const next = intoFirst.slice()
  for (let tail = 0; tail + 1 < first.length; tail += 1) {
    for (let edge = first[tail]!; edge < first[tail + 1]!; edge += 1) {
      const place = next[head[edge]!]!++
      intoEdge[place] = edge
      intoTail[place] = tail
    }
  }
  return { intoFirst, intoEdge, intoTail }
}
