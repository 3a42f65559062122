import { Flaw } from '../flaw.ts'

const TWO_27 = 2 ** 27
const TWO_28 = 2 ** 28
const TWO_35 = 2 ** 35
const TWO_36 = 2 ** 36
const TWO_53 = 2 ** 53

/** Key of a field that holds one number. Wire format: protobuf.dev/programming-guides/encoding */
export const numberField = (field: number): number => field << 3

/** Key of a field that holds bytes: a string, a message, or packed numbers. */
export const bytesField = (field: number): number => (field << 3) | 2

/** Reads protobuf's wire format within a range of bytes, never beyond it. */
export class Cursor {
  /** Reading nothing. */
  static readonly empty = new Cursor(Buffer.alloc(0))

  readonly bytes: Buffer
  at: number
  readonly end: number

  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  get more(): boolean {
    return this.at < this.end
  }

  /** A uint, int32 that is never negative, enum, bool, length or field key. Not exact above 2⁵³. */
  unsigned(): number {
    const low = this.low()
    return low < 0 ? this.high() * TWO_28 + ~low : low
  }

  /** An int64 in two's complement. */
  signed(): number {
    const low = this.low()
    if (low >= 0) return low
    const high = this.high()
    return (high >= TWO_35 ? high - TWO_36 : high) * TWO_28 + ~low
  }

  /** A sint64 below 2⁵³: the sign is in the lowest bit, so that small negative numbers stay short. */
  zigzag(): number {
    const low = this.low()
    if (low >= 0) return (low >>> 1) ^ -(low & 1)
    const half = this.high() * TWO_27 + (~low >>> 1)
    if (half >= TWO_53) throw new Flaw('malformed', 'a number is beyond 2⁵³')
    return (~low & 1) === 0 ? half : -half - 1
  }

  /** How many packed numbers are left. */
  countNumbers(): number {
    let count = 0
    for (let at = this.at; at < this.end; at++) {
      if ((this.bytes[at] as number) < 0x80) count++
    }
    return count
  }

  /** The next field's own range, which is skipped here. */
  inner(): Cursor {
    const from = this.start()
    return new Cursor(this.bytes, from, this.at)
  }

  content(): Buffer {
    const from = this.start()
    return this.bytes.subarray(from, this.at)
  }

  text(): string {
    const from = this.start()
    return this.bytes.toString('utf8', from, this.at)
  }

  /** Passes over a field that is not needed, by the wire type in its key. */
  skip(key: number): void {
    const type = key & 7
    if (type === 0) this.unsigned()
    else if (type === 1) this.at += 8
    else if (type === 2) this.start()
    else if (type === 5) this.at += 4
    else throw new Flaw('malformed', `there is no wire type ${type}`)
    if (this.at > this.end) throw shortened()
  }

  /** Passes over a field of bytes and tells where its content starts. */
  private start(): number {
    const length = this.unsigned()
    const start = this.at
    if (length > this.end - start) throw shortened()
    this.at = start + length
    return start
  }

  /** The lowest 28 bits, complemented (so negative) when more follow. Almost all numbers end here. */
  private low(): number {
    const { bytes } = this
    let low = 0
    for (let shift = 0; shift < 28; shift += 7) {
      if (this.at >= this.end) throw shortened()
      const byte = bytes[this.at++] as number
      low |= (byte & 0x7f) << shift
      if (byte < 0x80) return low
    }
    return ~low
  }

  /** The 36 bits above the lowest 28. */
  private high(): number {
    let high = 0
    let scale = 1
    for (let i = 0; i < 6; i++) {
      if (this.at >= this.end) throw shortened()
      const byte = this.bytes[this.at++] as number
      high += (byte & 0x7f) * scale
      if (byte < 0x80) return high % TWO_36
      scale *= 128
    }
    throw new Flaw('malformed', 'a number is longer than ten bytes')
  }
}

const shortened = (): Flaw => new Flaw('malformed', 'a field ends before its content does')
