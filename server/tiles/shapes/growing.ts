/** A typed array that grows by doubling: numbers without an object each. */
class Growing<T extends Float64Array | Int32Array | Uint32Array | Uint8Array> {
  length = 0
  /** Room for `length` numbers and some more; replaced when it grows. */
  array: T
  private readonly make: (length: number) => T

  constructor(make: (length: number) => T) {
    this.make = make
    this.array = make(1024)
  }

  push(value: number): void {
    if (this.length === this.array.length) this.reserve(this.length + 1)
    this.array[this.length] = value
    this.length += 1
  }

  /** Makes room for that many numbers in all. */
  reserve(length: number): void {
    if (length <= this.array.length) return
    const larger = this.make(Math.max(length, 2 * this.array.length))
    larger.set(this.array)
    this.array = larger
  }

  at(index: number): number {
    return this.array[index] as number
  }
}

export type { Growing }
export const growingFloats = () => new Growing((length) => new Float64Array(length))
export const growingInts = () => new Growing((length) => new Int32Array(length))
export const growingIndexes = () => new Growing((length) => new Uint32Array(length))
export const growingBytes = () => new Growing((length) => new Uint8Array(length))
