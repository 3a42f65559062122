/**
 * Nodes by an integer key, the smallest first: a binary heap on typed arrays that grows as needed. Keys in a queue at one
 * time differ by less than 2³¹.
 */
export class NodeQueue {
  size = 0
  #keys = new Int32Array(256)
  #nodes = new Int32Array(256)

  clear(): void {
    this.size = 0
  }

  /** The smallest key; meaningless in an empty queue. */
  minKey(): number {
    return this.#keys[0]!
  }

  /** Gives every node its new number; the numbers must be in the order of the old ones. */
  renumber(newNumbers: Uint32Array): void {
    for (let at = 0; at < this.size; at += 1) this.#nodes[at] = newNumbers[this.#nodes[at]!]!
  }

  push(key: number, node: number): void {
    if (this.size === this.#keys.length) this.#grow()
    const keys = this.#keys
    const nodes = this.#nodes
    let at = this.size++
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = keys[parent]!
      if (above <= key) break
      keys[at] = above
      nodes[at] = nodes[parent]!
      at = parent
    }
    keys[at] = key
    nodes[at] = node
  }

  /** Takes the node with the smallest key out; the queue must not be empty. */
  pop(): number {
    const keys = this.#keys
    const nodes = this.#nodes
    const top = nodes[0]!
    const size = --this.size
    const key = keys[size]!
    const node = nodes[size]!
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      // One further when the sibling's key is smaller, without a branch: which it is looks random. Behind the last
      // node still lies the one that sinks: it may be compared, and ends the loop when it is chosen.
      child += (keys[child + 1]! - keys[child]!) >>> 31
      const below = keys[child]!
      if (below >= key) break
      keys[at] = below
      nodes[at] = nodes[child]!
      at = child
    }
    keys[at] = key
    nodes[at] = node
    return top
  }

  #grow(): void {
    const keys = new Int32Array(2 * this.#keys.length)
    const nodes = new Int32Array(2 * this.#nodes.length)
    keys.set(this.#keys)
    nodes.set(this.#nodes)
    this.#keys = keys
    this.#nodes = nodes
  }
}
