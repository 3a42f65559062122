import type { Seeds } from './weighted-graph.ts'

/** Which targets have a seed at a node. One for many lists of targets, one after another. */
export class SeedsByNode {
  /** By node: its last seed, −1 for none. By seed: the one before it at the same node, −1 for none; and its target. */
  readonly lastAt: Int32Array
  before = new Int32Array(0)
  target = new Uint32Array(0)
  #seeds: Seeds | undefined

  constructor(nodes: number) {
    this.lastAt = new Int32Array(nodes).fill(-1)
  }

  set(seeds: Seeds): void {
    for (const node of this.#seeds?.node ?? []) this.lastAt[node] = -1
    this.#seeds = seeds
    if (this.before.length < seeds.node.length) {
      this.before = new Int32Array(seeds.node.length)
      this.target = new Uint32Array(seeds.node.length)
    }
    for (let target = 0; target + 1 < seeds.first.length; target += 1) {
      for (let i = seeds.first[target]!; i < seeds.first[target + 1]!; i += 1) {
        this.target[i] = target
        this.before[i] = this.lastAt[seeds.node[i]!]!
        this.lastAt[seeds.node[i]!] = i
      }
    }
  }
}
