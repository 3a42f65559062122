import { CELLS, NODE, WEIGHT, type NeighbourLists } from './neighbour-lists.ts'
import { NodeQueue } from './node-queue.ts'
import type { RemainingGraph } from './remaining-graph.ts'

const UNREACHED = 2 ** 31 - 1
/** Not a target, or one that a witness was found to. */
const NOT_SOUGHT = -1

/** Finds which shortcuts a node of the remaining graph needs when it goes. */
export class ShortcutFinder {
  /** The shortcuts last found: places of the edge into the node and of the one out of it that each stands for. */
  count = 0
  into = new Int32Array(64)
  outOf = new Int32Array(64)

  readonly #graph: RemainingGraph
  /** Two cells per node: the weight it is reached with, and the weight up to which it is sought. */
  readonly #state: Int32Array
  readonly #queue = new NodeQueue()
  #reached = new Int32Array(256)
  #reachedCount = 0
  /** The neighbours that witnesses lead to, the weight of the node's edge, and of the lightest other one there. */
  #targetCount = 0
  #target = new Int32Array(64)
  #leg = new Int32Array(64)
  #lastLeg = new Int32Array(64)
  /** The most that a witness still sought may weigh. */
  #farthest = -1

  constructor(graph: RemainingGraph) {
    this.#graph = graph
    this.#state = new Int32Array(2 * graph.names.length)
    for (let at = 0; at < this.#state.length; at += 2) {
      this.#state[at] = UNREACHED
      this.#state[at + 1] = NOT_SOUGHT
    }
  }

  /**
   * A path over the node from one neighbour to another needs a shortcut unless a path around it, a *witness*, is not
   * heavier. Witnesses are sought among the nearest `settleLimit` nodes only; a shortcut too many does no harm. Searches
   * go from the side with fewer neighbours, forward or backward.
   */
  find(node: number, settleLimit: number): void {
    const { in: into, out } = this.#graph
    const isForward = into.count(node) <= out.count(node)
    const near = isForward ? into : out
    const far = isForward ? out : into
    this.count = 0
    this.#setTargets(node, near, far)
    const end = near.end[node]!
    for (let place = near.begin[node]!; place < end; place += 1) {
      const from = near.edges[CELLS * place + NODE]!
      this.#seekTargets(from, near.edges[CELLS * place + WEIGHT]!)
      this.#search(node, from, far, settleLimit)
      this.#collect(place, far.begin[node]!, isForward)
    }
  }

  #setTargets(node: number, near: NeighbourLists, far: NeighbourLists): void {
    const count = far.count(node)
    if (count > this.#target.length) {
      this.#target = new Int32Array(2 * count)
      this.#leg = new Int32Array(2 * count)
      this.#lastLeg = new Int32Array(2 * count)
    }
    this.#targetCount = count
    for (let i = 0; i < count; i += 1) {
      const place = far.begin[node]! + i
      const target = far.edges[CELLS * place + NODE]!
      let last = near.begin[target]!
      if (near.edges[CELLS * last + NODE] === node) last += 1
      this.#target[i] = target
      this.#leg[i] = far.edges[CELLS * place + WEIGHT]!
      this.#lastLeg[i] = last < near.end[target]! ? near.edges[CELLS * last + WEIGHT]! : UNREACHED
    }
  }

  #seekTargets(from: number, toNode: number): void {
    for (let i = 0; i < this.#targetCount; i += 1) {
      const target = this.#target[i]!
      if (target !== from) this.#state[2 * target + 1] = toNode + this.#leg[i]!
    }
  }

  /** Dijkstra around a node, until witnesses to all targets are found or no more can be. */
  #search(around: number, from: number, lists: NeighbourLists, settleLimit: number): void {
    const { edges, begin, end } = lists
    const state = this.#state
    const queue = this.#queue
    let radius = this.#findRadius()
    queue.clear()
    this.#reach(from, 0)
    let settlesLeft = settleLimit
    while (queue.size > 0) {
      const key = queue.minKey()
      const node = queue.pop()
      if (key > state[2 * node]!) continue
      if (key > radius || settlesLeft-- === 0) return
      const stop = CELLS * end[node]!
      for (let at = CELLS * begin[node]!; at < stop; at += CELLS) {
        const weight = key + edges[at + WEIGHT]!
        if (weight > this.#farthest) break
        const next = edges[at + NODE]!
        if (next === around) continue
        if (weight <= state[2 * next + 1]!) {
          state[2 * next + 1] = NOT_SOUGHT
          radius = this.#findRadius()
          if (radius < 0) return
        }
        if (weight <= radius && weight < state[2 * next]!) this.#reach(next, weight)
      }
    }
  }

  /** A witness still to be found leaves its last node but one no later than this; −1 when there can be none. */
  #findRadius(): number {
    let radius = -1
    this.#farthest = -1
    for (let i = 0; i < this.#targetCount; i += 1) {
      const sought = this.#state[2 * this.#target[i]! + 1]!
      if (sought > this.#farthest) this.#farthest = sought
      if (sought - this.#lastLeg[i]! > radius) radius = sought - this.#lastLeg[i]!
    }
    return radius
  }

  #reach(node: number, weight: number): void {
    if (this.#state[2 * node] === UNREACHED) {
      if (this.#reachedCount === this.#reached.length) this.#reached = twice(this.#reached)
      this.#reached[this.#reachedCount++] = node
    }
    this.#state[2 * node] = weight
    this.#queue.push(weight, node)
  }

  /** What is still sought needs a shortcut. Leaves the state as it was before the search. */
  #collect(nearPlace: number, firstFarPlace: number, isForward: boolean): void {
    const state = this.#state
    for (let i = 0; i < this.#reachedCount; i += 1) state[2 * this.#reached[i]!] = UNREACHED
    this.#reachedCount = 0
    for (let i = 0; i < this.#targetCount; i += 1) {
      const at = 2 * this.#target[i]! + 1
      if (state[at] === NOT_SOUGHT) continue
      state[at] = NOT_SOUGHT
      if (this.count === this.into.length) {
        this.into = twice(this.into)
        this.outOf = twice(this.outOf)
      }
      this.into[this.count] = isForward ? nearPlace : firstFarPlace + i
      this.outOf[this.count] = isForward ? firstFarPlace + i : nearPlace
      this.count += 1
    }
  }
}

function twice(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length)
  larger.set(array)
  return larger
}
