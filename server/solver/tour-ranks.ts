/** The locked order in a tour: per position the highest rank so far and the lowest from there on. */
export class TourRanks {
  readonly #rank: Float64Array
  readonly #before: Float64Array
  readonly #behind: Float64Array

  /** @param rank per stop; NaN = none */
  constructor(rank: Float64Array) {
    this.#rank = rank
    this.#before = new Float64Array(rank.length + 2)
    this.#behind = new Float64Array(rank.length + 2)
  }

  copy(other: TourRanks, length: number): void {
    for (let i = 0; i < length + 2; i++) {
      this.#before[i] = other.#before[i]!
      this.#behind[i] = other.#behind[i]!
    }
  }

  /** Ranks the tour anew; false when it is out of order. */
  refresh(nodes: Int32Array, length: number): boolean {
    let isInOrder = true
    let highest = (this.#before[0] = -Infinity)
    for (let i = 1; i <= length; i++) {
      const rank = this.#rank[nodes[i]!]!
      if (rank < highest) isInOrder = false
      if (rank > highest) highest = rank
      this.#before[i] = highest
    }
    let lowest = (this.#behind[length + 1] = Infinity)
    for (let i = length; i > 0; i--) {
      const rank = this.#rank[nodes[i]!]!
      if (rank < lowest) lowest = rank
      this.#behind[i] = lowest
    }
    return isInOrder
  }

  /** Whether a stop may come behind `position`. */
  admits(stop: number, position: number): boolean {
    const rank = this.#rank[stop]!
    return !(rank < this.#before[position]! || rank > this.#behind[position + 1]!)
  }
}
