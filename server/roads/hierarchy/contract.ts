import { ShortcutFinder } from './find-shortcuts.ts'
import type { Hierarchy } from './hierarchy.ts'
import { HierarchyWriter } from './hierarchy-writer.ts'
import { HOPS, NODE, STRIDE, WEIGHT, type NeighbourLists } from './neighbour-lists.ts'
import { NodeQueue } from './node-queue.ts'
import { RemainingGraph } from './remaining-graph.ts'
import type { WeightedGraph } from './weighted-graph.ts'

export interface ContractOptions {
  /** Called a few hundred times with the share of the nodes done, up to 1. */
  progress?: (share: number) => void
  /** Asked as often; when it says yes, `contract` throws `ContractionStopped`. */
  shouldStop?: () => boolean
}

export class ContractionStopped extends Error {
  override readonly name = 'ContractionStopped'
}

const SETTLE_LIMIT = 60

/**
 * Contraction hierarchy of a graph (Geisberger, Sanders, Schultes, Delling 2008): nodes go one by one, the least
 * important first; shortcuts keep the distances between those that stay. The same graph gives the same hierarchy.
 */
export function contract(graph: WeightedGraph, options: ContractOptions = {}): Hierarchy {
  return new Contraction(graph).run(options)
}

class Contraction {
  readonly #remaining: RemainingGraph
  readonly #finder: ShortcutFinder
  readonly #writer: HierarchyWriter
  readonly #queue = new NodeQueue()
  /** Contracted nodes below each node, on the longest way down. */
  readonly #level: Int32Array

  constructor(graph: WeightedGraph) {
    this.#remaining = new RemainingGraph(graph)
    this.#finder = new ShortcutFinder(this.#remaining)
    this.#writer = new HierarchyWriter(graph, this.#remaining)
    this.#level = new Int32Array(this.#remaining.size)
  }

  run({ progress, shouldStop }: ContractOptions): Hierarchy {
    const { size } = this.#remaining
    const pause = Math.max(64, Math.ceil(size / 200))
    const breathe = (done: number) => {
      if (shouldStop?.() === true) throw new ContractionStopped()
      progress?.(done / (2 * size))
    }
    for (let node = 0; node < size; node += 1) {
      if (node % pause === 0) breathe(node)
      this.#queue.push(this.#rate(node), node)
    }
    for (let done = 0; done < size; done += 1) {
      if (done % pause === 0) breathe(size + done)
      this.#contractNext()
    }
    progress?.(1)
    return this.#writer.finish()
  }

  #contractNext(): void {
    const queue = this.#queue
    for (;;) {
      const node = queue.pop()
      const priority = this.#rate(node)
      if (queue.size === 0 || priority <= queue.minKey()) {
        this.#contractNode(node)
        return
      }
      queue.push(priority, node)
    }
  }

  /** Importance as in RoutingKit: level, and what comes for what goes, in edges and in original edges. */
  #rate(node: number): number {
    const { out, in: into } = this.#remaining
    const finder = this.#finder
    finder.find(node, SETTLE_LIMIT)
    const edges = (out.end[node]! - out.begin[node]! + into.end[node]! - into.begin[node]!) / STRIDE
    if (edges === 0) return 1000 * this.#level[node]!
    const hops = sumHops(out, node) + sumHops(into, node)
    return Math.round(
      1000 * this.#level[node]! + (1000 * finder.count) / edges + (1000 * finder.hops) / hops,
    )
  }

  /** Contracts the node last rated. */
  #contractNode(node: number): void {
    const { out, in: into } = this.#remaining
    const finder = this.#finder
    const upBase = this.#writer.upCount
    const downBase = this.#writer.downCount
    this.#writer.write(node)
    const level = this.#level[node]! + 1
    for (let at = out.begin[node]!; at < out.end[node]!; at += STRIDE) {
      const neighbour = out.entries[at + NODE]!
      into.remove(neighbour, node)
      if (this.#level[neighbour]! < level) this.#level[neighbour] = level
    }
    for (let at = into.begin[node]!; at < into.end[node]!; at += STRIDE) {
      const neighbour = into.entries[at + NODE]!
      out.remove(neighbour, node)
      if (this.#level[neighbour]! < level) this.#level[neighbour] = level
    }
    for (let i = 0; i < finder.count; i += 1) {
      const inAt = finder.inAt[i]!
      const outAt = finder.outAt[i]!
      this.#remaining.offer(
        into.entries[inAt + NODE]!,
        out.entries[outAt + NODE]!,
        into.entries[inAt + WEIGHT]! + out.entries[outAt + WEIGHT]!,
        into.entries[inAt + HOPS]! + out.entries[outAt + HOPS]!,
        downBase + (inAt - into.begin[node]!) / STRIDE,
        upBase + (outAt - out.begin[node]!) / STRIDE,
      )
    }
    out.release(node)
    into.release(node)
  }
}

function sumHops({ entries, begin, end }: NeighbourLists, node: number): number {
  let sum = 0
  for (let at = begin[node]!; at < end[node]!; at += STRIDE) sum += entries[at + HOPS]!
  return sum
}
