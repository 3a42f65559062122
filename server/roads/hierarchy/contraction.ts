import { ShortcutFinder } from './find-shortcuts.ts'
import type { Groups } from './group-alike.ts'
import type { HierarchyWriter } from './hierarchy-writer.ts'
import { CELLS, HOPS, NODE, ORIGIN_CELLS, WEIGHT, type NeighbourLists } from './neighbour-lists.ts'
import { NodeQueue } from './node-queue.ts'
import { RemainingGraph } from './remaining-graph.ts'
import type { WeightedGraph } from './weighted-graph.ts'

/**
 * How far witnesses are sought: not far while most nodes remain; when few do, a shortcut too many costs more than the
 * search, for each brings others. Chosen by trial, like the weights of `#rate`.
 */
const SETTLE_LIMIT = 100
const LATE_SETTLE_LIMIT = 500
const LATE_SHARE = 0.1

/**
 * A node may go when its rating is up to this above the next one's. Most of those are too low, being old, so waiting for
 * the very lowest only means to rate more.
 */
const SLACK = 400

/** Remaining graphs smaller than this stay where they are. */
const COMPACT_FROM = 2000

/** The contraction itself, step by step: first all nodes are rated, then the least important goes, again and again. */
export class Contraction {
  #remaining: RemainingGraph
  #finder: ShortcutFinder
  readonly #writer: HierarchyWriter
  readonly #queue = new NodeQueue()
  readonly #size: number
  /** By node of the remaining graph: how many contracted nodes lie below it, one below the other; and is it gone? */
  #level: Int32Array
  #isGone: Uint8Array
  #left: number

  constructor(graph: WeightedGraph, groups: Groups, writer: HierarchyWriter) {
    this.#size = groups.firstNode.length
    this.#left = this.#size
    this.#remaining = RemainingGraph.of(graph, groups)
    this.#finder = new ShortcutFinder(this.#remaining)
    this.#writer = writer
    this.#level = new Int32Array(this.#size)
    this.#isGone = new Uint8Array(this.#size)
  }

  rateFirst(node: number): void {
    this.#queue.push(this.#rate(node), node)
  }

  /** Ratings grow old as neighbours go; the lowest is renewed until it is still about the lowest (lazy updates). */
  contractNext(): void {
    if (this.#left > COMPACT_FROM && 2 * this.#left < this.#isGone.length) this.#compact()
    const queue = this.#queue
    for (;;) {
      const node = queue.pop()
      const rating = this.#rate(node)
      if (queue.size === 0 || rating <= queue.minKey() + SLACK) {
        this.#contract(node)
        return
      }
      queue.push(rating, node)
    }
  }

  /**
   * Importance: level, so that nodes go evenly everywhere, and what comes for what goes, as edges and as edges of the
   * graph (the terms of OSRM and RoutingKit, weighed anew). Leaves the node's shortcuts with the finder.
   */
  #rate(node: number): number {
    const { out, in: into } = this.#remaining
    const finder = this.#finder
    const isLate = this.#left < LATE_SHARE * this.#size
    finder.find(node, isLate ? LATE_SETTLE_LIMIT : SETTLE_LIMIT)
    const level = this.#level[node]!
    const edges = into.count(node) + out.count(node)
    if (edges === 0) return 200 * level
    let shortcutHops = 0
    for (let i = 0; i < finder.count; i += 1) shortcutHops += this.#shortcutHops(i)
    const hops = sumHops(into, node) + sumHops(out, node)
    return 200 * level + 100 * (finder.count - edges) + Math.round((500 * shortcutHops) / hops)
  }

  #shortcutHops(i: number): number {
    const { out, in: into } = this.#remaining
    const first = into.origins[ORIGIN_CELLS * this.#finder.into[i]! + HOPS]!
    return first + out.origins[ORIGIN_CELLS * this.#finder.outOf[i]! + HOPS]!
  }

  /** Contracts the node last rated. */
  #contract(node: number): void {
    const { out, in: into } = this.#remaining
    const upBase = this.#writer.upCount - out.begin[node]!
    const downBase = this.#writer.downCount - into.begin[node]!
    this.#writer.write(this.#remaining, node)
    this.#leave(node, out, into)
    this.#leave(node, into, out)
    for (let i = 0; i < this.#finder.count; i += 1) {
      const first = this.#finder.into[i]!
      const second = this.#finder.outOf[i]!
      this.#remaining.offer(
        into.edges[CELLS * first + NODE]!,
        out.edges[CELLS * second + NODE]!,
        into.edges[CELLS * first + WEIGHT]! + out.edges[CELLS * second + WEIGHT]!,
        this.#shortcutHops(i),
        downBase + first,
        upBase + second,
      )
    }
    out.release(node)
    into.release(node)
    this.#isGone[node] = 1
    this.#left -= 1
  }

  /** Takes the edges in one direction from the lists of the neighbours they lead to. */
  #leave(node: number, lists: NeighbourLists, opposite: NeighbourLists): void {
    const above = this.#level[node]! + 1
    const end = lists.end[node]!
    for (let place = lists.begin[node]!; place < end; place += 1) {
      const neighbour = lists.edges[CELLS * place + NODE]!
      opposite.remove(neighbour, node)
      if (this.#level[neighbour]! < above) this.#level[neighbour] = above
    }
  }

  /** Lets what remains lie close together again: searches read it at random, and small memory is fast memory. */
  #compact(): void {
    const size = this.#isGone.length
    const newNumbers = new Uint32Array(size)
    const kept = new Uint32Array(this.#left)
    let next = 0
    for (let node = 0; node < size; node += 1) {
      if (this.#isGone[node] === 1) continue
      newNumbers[node] = next
      kept[next++] = node
    }
    const level = this.#level
    this.#remaining = this.#remaining.compact(kept, newNumbers)
    this.#finder = new ShortcutFinder(this.#remaining)
    this.#level = Int32Array.from(kept, (node) => level[node]!)
    this.#isGone = new Uint8Array(this.#left)
    this.#queue.renumber(newNumbers)
  }
}

function sumHops({ origins, begin, end }: NeighbourLists, node: number): number {
  let sum = 0
  const stop = end[node]!
  for (let place = begin[node]!; place < stop; place += 1) {
    sum += origins[ORIGIN_CELLS * place + HOPS]!
  }
  return sum
}
