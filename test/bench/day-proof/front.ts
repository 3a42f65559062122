/** Where labels are kept: their costs and what they remember. */
interface Labels {
  readonly cost: Float64Array
  readonly low: Int32Array
  readonly high: Int32Array
}

/** Labels at one place in the order of their costs, all earlier than any that will be asked about. */
export class Front {
  readonly #labels: Labels
  #list = new Int32Array(16)
  #length = 0

  constructor(labels: Labels) {
    this.#labels = labels
  }

  /** Whether one of them costs no more than a label and remembers no stop that this does not. */
  beats(label: number): boolean {
    const { cost, low, high } = this.#labels
    const list = this.#list
    const most = cost[label] as number
    const notLow = ~(low[label] as number)
    const notHigh = ~(high[label] as number)
    for (let i = 0; i < this.#length; i++) {
      const other = list[i] as number
      if ((cost[other] as number) > most) return false
      if ((((low[other] as number) & notLow) | ((high[other] as number) & notHigh)) === 0)
        return true
    }
    return false
  }

  add(label: number): void {
    if (this.#length === this.#list.length) {
      const longer = new Int32Array(2 * this.#length)
      longer.set(this.#list)
      this.#list = longer
    }
    const { cost } = this.#labels
    let from = 0
    for (let to = this.#length; from < to;) {
      const middle = (from + to) >> 1
      if ((cost[this.#list[middle] as number] as number) <= (cost[label] as number))
        from = middle + 1
      else to = middle
    }
    this.#list.copyWithin(from + 1, from, this.#length++)
    this.#list[from] = label
  }
}
