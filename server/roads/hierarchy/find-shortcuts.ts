import { HOPS, NODE, STRIDE, WEIGHT } from './neighbour-lists.ts'
import { NodeQueue } from './node-queue.ts'
import type { RemainingGraph } from './remaining-graph.ts'

const UNREACHED = 2 ** 31 - 1

/** Finds which shortcuts a node of the remaining graph needs when it goes. */
export class ShortcutFinder {
  /** The shortcuts last found, as offsets of their two edges in the node's lists. */
  count = 0
  inAt = new Int32Array(64)
  outAt = new Int32Array(64)
  /** Original edges of all shortcuts last found. */
  hops = 0

  readonly #graph: RemainingGraph
  readonly #weight: Int32Array
  readonly #isTarget: Uint8Array
  readonly #queue = new NodeQueue()
  #reached = new Int32Array(256)
  #reachedCount = 0

  constructor(graph: RemainingGraph) {
    this.#graph = graph
    this.#weight = new Int32Array(graph.size).fill(UNREACHED)
    this.#isTarget = new Uint8Array(graph.size)
  }

  /**
   * A path over the node from one neighbour to another needs a shortcut unless a path around it, a *witness*, is not
   * heavier. Witnesses are sought among the nearest `settleLimit` nodes only; a shortcut too many does no harm.
   */
  find(node: number, settleLimit: number): void {
    const { entries, begin, end } = this.#graph.in
    this.count = 0
    this.hops = 0
    for (let at = begin[node]!; at < end[node]!; at += STRIDE) {
      this.#findFrom(node, at, entries[at + NODE]!, settleLimit)
    }
  }

  #findFrom(node: number, inAt: number, from: number, settleLimit: number): void {
    const { out } = this.#graph
    const entries = out.entries
    const begin = out.begin[node]!
    const end = out.end[node]!
    const toNode = this.#graph.in.entries[inAt + WEIGHT]!
    let targets = 0
    let farthest = 0
    for (let at = begin; at < end; at += STRIDE) {
      const target = entries[at + NODE]!
      if (target === from) continue
      this.#isTarget[target] = 1
      targets += 1
      farthest = Math.max(farthest, toNode + entries[at + WEIGHT]!)
    }
    if (targets === 0) return
    this.#search(from, node, targets, farthest, settleLimit)
    for (let at = begin; at < end; at += STRIDE) {
      const target = entries[at + NODE]!
      this.#isTarget[target] = 0
      if (target === from) continue
      if (this.#weight[target]! > toNode + entries[at + WEIGHT]!) this.#addShortcut(inAt, at)
    }
    for (let i = 0; i < this.#reachedCount; i += 1) this.#weight[this.#reached[i]!] = UNREACHED
  }

  /** Dijkstra around a node, until all targets are settled or nothing within `farthest` is left. */
  #search(
    from: number,
    around: number,
    targets: number,
    farthest: number,
    settleLimit: number,
  ): void {
    const { entries, begin, end } = this.#graph.out
    const weights = this.#weight
    const queue = this.#queue
    queue.clear()
    this.#reachedCount = 0
    this.#reach(from, 0)
    let targetsLeft = targets
    let settlesLeft = settleLimit
    while (queue.size > 0 && settlesLeft > 0) {
      const key = queue.minKey()
      const node = queue.pop()
      if (key > weights[node]!) continue
      settlesLeft -= 1
      if (this.#isTarget[node] === 1 && --targetsLeft === 0) return
      const stop = end[node]!
      for (let at = begin[node]!; at < stop; at += STRIDE) {
        const next = entries[at + NODE]!
        if (next === around) continue
        const weight = key + entries[at + WEIGHT]!
        if (weight <= farthest && weight < weights[next]!) this.#reach(next, weight)
      }
    }
  }

  #reach(node: number, weight: number): void {
    if (this.#weight[node] === UNREACHED) {
      if (this.#reachedCount === this.#reached.length) this.#reached = twice(this.#reached)
      this.#reached[this.#reachedCount++] = node
    }
    this.#weight[node] = weight
    this.#queue.push(weight, node)
  }

  #addShortcut(inAt: number, outAt: number): void {
    if (this.count === this.inAt.length) {
      this.inAt = twice(this.inAt)
      this.outAt = twice(this.outAt)
    }
    this.inAt[this.count] = inAt
    this.outAt[this.count] = outAt
    this.count += 1
    this.hops += this.#graph.in.entries[inAt + HOPS]! + this.#graph.out.entries[outAt + HOPS]!
  }
}

function twice(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length)
  larger.set(array)
  return larger
}
