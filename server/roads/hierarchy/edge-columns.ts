/** Edges column by column, growing; those of rank r are `first[r]` up to, not including, `first[r + 1]`. */
export class EdgeColumns {
  count = 0
  readonly first: Uint32Array<ArrayBuffer>
  neighbour: Uint32Array<ArrayBuffer>
  weight: Int32Array<ArrayBuffer>
  duration: Int32Array<ArrayBuffer>
  distance: Int32Array<ArrayBuffer>
  before: Int32Array<ArrayBuffer>
  after: Uint32Array<ArrayBuffer>

  constructor(ranks: number, capacity: number) {
    this.first = new Uint32Array(ranks + 1)
    this.neighbour = new Uint32Array(capacity)
    this.weight = new Int32Array(capacity)
    this.duration = new Int32Array(capacity)
    this.distance = new Int32Array(capacity)
    this.before = new Int32Array(capacity)
    this.after = new Uint32Array(capacity)
  }

  /** Makes room for one more and returns its number. */
  add(): number {
    if (this.count === this.weight.length) this.#resize(Math.ceil(1.3 * this.count) + 16)
    return this.count++
  }

  /** Cuts the columns to what they hold and gives the neighbours their ranks. */
  finish(rankOf: Uint32Array): this {
    this.#resize(this.count)
    for (let edge = 0; edge < this.count; edge += 1) {
      this.neighbour[edge] = rankOf[this.neighbour[edge]!]!
    }
    return this
  }

  #resize(capacity: number): void {
    this.neighbour = resize(this.neighbour, new Uint32Array(capacity))
    this.weight = resize(this.weight, new Int32Array(capacity))
    this.duration = resize(this.duration, new Int32Array(capacity))
    this.distance = resize(this.distance, new Int32Array(capacity))
    this.before = resize(this.before, new Int32Array(capacity))
    this.after = resize(this.after, new Uint32Array(capacity))
  }
}

function resize<Column extends Int32Array | Uint32Array>(column: Column, into: Column): Column {
  into.set(column.subarray(0, into.length))
  return into
}
