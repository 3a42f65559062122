/** Whether the pairs of a tour are together, and those with an order in it. */
export class TourPairs {
  readonly #partner: Int32Array
  readonly #turn: Int8Array
  /** Where stops stand, if the tour's node there says so too; else what is left of earlier tours. */
  readonly #at: Int32Array

  constructor(partner: Int32Array, turn: Int8Array) {
    this.#partner = partner
    this.#turn = turn
    this.#at = new Int32Array(partner.length)
  }

  areTogether(nodes: Int32Array, length: number): boolean {
    for (let i = 1; i <= length; i++) this.#at[nodes[i]!] = i
    for (let i = 1; i <= length; i++) {
      const partner = this.#partner[nodes[i]!]!
      if (partner < 0) continue
      const at = this.#at[partner]!
      if (at < 1 || at > length || nodes[at] !== partner) return false
      if ((at - i) * this.#turn[nodes[i]!]! < 0) return false
    }
    return true
  }
}
